import type { BusinessDate, OrgTree, Role } from '@hengxin/contracts';

/** Who gives a command or asks a question, as of today. Made from a verified token and the organisation's own data. */
export interface Caller {
  /** Staff id, or the service account's name. */
  readonly id: string;
  readonly role: Role;
  /** Where they are placed today; null for a service account without a unit. */
  readonly unitId: string | null;
  /** True when the caller is a person of the staff file. */
  readonly isStaff: boolean;
}

/** The organisation as the events have told it to this service, in memory and always current within a second. */
export interface Directory {
  readonly tree: OrgTree;
  /** Grows with every placement taken in, so that what was computed from the tree can be kept until then. */
  readonly version: number;
}

/** Who sees to whose clients on which days of leave (rule 4), in memory and always current within a second. */
export interface Covers {
  /** The relationship managers whose leave somebody covers on a day. */
  coveredBy(coverId: string, on: BusinessDate): readonly string[];
}
