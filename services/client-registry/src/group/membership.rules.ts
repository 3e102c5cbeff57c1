import { addDays, type BusinessDate, businessDateOf, type Channel, type LeavingCause } from '@hengxin/contracts';
import { isValidOn, latestWord } from '../consent/consent-ledger.rules.js';
import type { Client } from '../client/client.state.js';
import { assignmentOn } from '../portfolio/assignment.rules.js';

/** Why a client may be a member no more, or until when they may. */
export type Membership =
  | { readonly ended: LeavingCause }
  /** The first day on which the consent is valid no more, or somebody else keeps the client; null: none is known. */
  | { readonly ended: null; readonly endsOn: BusinessDate | null };

/** Whether the owner of a group keeps a relationship manager's clients, or heads who does. */
export type KeepsOrHeads = (rmId: string) => boolean;

/**
 * What a client's stream says at a moment of membership in groups over a channel (rule 19). A handover takes the client
 * out of the groups of who kept it: nothing is left behind (rule 21).
 */
export function membershipAt(
  { profile, consents, assignments }: Pick<Client, 'profile' | 'consents' | 'assignments'>,
  channel: Channel,
  moment: string,
  timeZone: string,
  keepsOrHeads: KeepsOrHeads,
): Membership {
  const today = businessDateOf(moment, timeZone);
  if (profile?.doNotContact) return { ended: 'DO_NOT_CONTACT' };
  const word = latestWord(consents, channel, 'SERVICE');
  if (word?.decision !== 'GRANTED') return { ended: 'CONSENT_WITHDRAWN' };
  if (!isValidOn(word, today)) return { ended: 'CONSENT_EXPIRED' };
  if (!isKeptOn({ assignments }, today, keepsOrHeads)) return { ended: 'HANDED_OVER' };
  const ends = [
    ...(word.expiresOn === null ? [] : [addDays(word.expiresOn, 1)]),
    ...assignments.filter(({ rmId, from }) => from > today && !keepsOrHeads(rmId)).map(({ from }) => from),
  ];
  return { ended: null, endsOn: ends.sort()[0] ?? null };
}

/** Whether a client was kept on a day by the owner of a group, or by one whom they head; one whom nobody kept was. */
export function isKeptOn(
  { assignments }: Pick<Client, 'assignments'>,
  day: BusinessDate,
  keepsOrHeads: KeepsOrHeads,
): boolean {
  const keeper = assignmentOn(assignments, day);
  return keeper === undefined || keepsOrHeads(keeper.rmId);
}

/**
 * Of a stream's events those that changed something by a moment; all of them where no moment is asked for. One that
 * does not say when it changed anything is old, and holds.
 */
export function changedBy<Event extends { readonly data: unknown }>(
  at: string | undefined,
  events: readonly Event[],
): readonly Event[] {
  if (at === undefined) return events;
  return events.filter(({ data }) => {
    const { createdAt, changedAt = createdAt } = data as { readonly createdAt?: string; readonly changedAt?: string };
    return changedAt === undefined || Date.parse(changedAt) <= Date.parse(at);
  });
}
