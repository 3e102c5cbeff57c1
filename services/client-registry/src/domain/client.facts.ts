import type { Birthday, BusinessDate, Channel, Tier } from '@hengxin/contracts';

export interface Profile {
  readonly name: string;
  readonly phone: string | null;
  readonly tier: Tier;
  readonly interests: readonly string[];
  readonly preferredChannel: Channel | null;
  readonly birthday: Birthday | null;
  /** Contacts a year that the bank owes this client. */
  readonly contactsAYear: number;
}

/** A relationship manager keeps the client from this day on, until the next assignment's day. */
export interface Assignment {
  readonly rmId: string;
  readonly from: BusinessDate;
}
