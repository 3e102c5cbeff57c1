import { addDays, type BusinessDate, ClientAssigned } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { checkDate } from '../client/calendar.rules.js';
import type { Given, Placement } from '../client/client.commands.js';
import type { Assignment } from '../client/client.facts.js';
import { type ClientRejection, clientRejections as refuse } from '../client/client.rejections.js';
import type { Client, ClientEvent } from '../client/client.state.js';

/** A portfolio above this size draws a warning. */
export const PORTFOLIO_SOFT_LIMIT = 300;
/** A portfolio never grows above this size. */
export const PORTFOLIO_HARD_LIMIT = 400;
/** Relationship managers whom one warning names; a bank's first file may give too many clients to thousands. */
const NAMED_AT_MOST = 10;

export interface PortfolioWarning {
  readonly code: 'PORTFOLIO_LARGE';
  readonly rmId: string;
  /** Clients with the new one. */
  readonly size: number;
  readonly limit: number;
}

/** What is said of several portfolios at once. */
export interface PortfoliosWarning {
  readonly count: number;
  readonly limit: number;
  /** The largest and their sizes. */
  readonly named: string;
}

/** The assignment in force on a day; undefined before the first. `assignments` are in order of their days. */
export function assignmentOn(assignments: readonly Assignment[], day: BusinessDate): Assignment | undefined {
  return assignments.findLast(({ from }) => from <= day);
}

/** Who keeps a client from a day on, and up to which day, included; null: until further notice. */
export interface Keeping extends Assignment {
  readonly to: BusinessDate | null;
}

/** The assignments with their last days, the newest first: each ends on the day before the next one begins. */
export function keepings(assignments: readonly Assignment[]): Keeping[] {
  return assignments
    .map((each, i) => ({ ...each, to: assignments[i + 1] ? addDays(assignments[i + 1]!.from, -1) : null }))
    .reverse();
}

/** The warning that one client more draws; undefined while the portfolio is small enough. */
export function portfolioWarning(rmId: string, sizeBefore: number): PortfolioWarning | undefined {
  const size = sizeBefore + 1;
  return size > PORTFOLIO_SOFT_LIMIT ? { code: 'PORTFOLIO_LARGE', rmId, size, limit: PORTFOLIO_SOFT_LIMIT } : undefined;
}

/**
 * What the account of a file says of portfolios above the limit, by relationship manager; not exact: so many at least.
 * Undefined where all are small enough.
 */
export function portfoliosWarning(sizes: ReadonlyMap<string, number>, exact = true): PortfoliosWarning | undefined {
  const large = [...sizes].filter(([, size]) => size > PORTFOLIO_SOFT_LIMIT);
  if (large.length === 0) return undefined;
  large.sort(([a, sizeOfA], [b, sizeOfB]) => sizeOfB - sizeOfA || (a < b ? -1 : 1));
  const named = large.slice(0, NAMED_AT_MOST).map(([rmId, size]) => `${rmId} (${exact ? '' : '≥ '}${size})`);
  const more = large.length > NAMED_AT_MOST ? ', …' : '';
  return { count: large.length, limit: PORTFOLIO_SOFT_LIMIT, named: named.join(', ') + more };
}

/** Who keeps a client that nobody kept before. */
export function firstKeeper(given: Pick<Given, 'reach'>, placement: Placement): Assignment | Rejected<ClientRejection> {
  const { rmId, from } = placement;
  return checkDate(from, ['input', 'from']) ?? mayKeep(given, placement) ?? { rmId, from };
}

/** Rule 21: one relationship manager at a time, so a handover starts on a later day than the assignment it ends. */
export function assign(
  { clientId, reach }: Given & { clientId: string },
  { assignments }: Pick<Client, 'assignments'>,
  placement: Placement,
): readonly ClientEvent[] | Rejected<ClientRejection> {
  const { rmId, from } = placement;
  const wrong = checkDate(from, ['input', 'from']);
  if (wrong) return wrong;
  const last = assignments.at(-1);
  const saidBefore = assignments.some((known) => known.rmId === rmId && known.from === from);
  const keepsThemAnyway = last !== undefined && last.rmId === rmId && from > last.from;
  if (saidBefore || keepsThemAnyway) return [];
  if (last && from === last.from) return refuse.CLIENT_ASSIGNED_TWICE({ clientId, currentRmId: last.rmId, from });
  if (last && from < last.from)
    return refuse.HANDOVER_NOT_LATER({ clientId, currentRmId: last.rmId, currentFrom: last.from, from });
  return (
    mayKeep({ reach }, placement) ?? [ClientAssigned.of({ clientId, rmId, from, previousRmId: last?.rmId ?? null })]
  );
}

/** Why somebody can't be given a client; undefined when nothing speaks against it. */
function mayKeep(
  { reach }: Pick<Given, 'reach'>,
  { rmId, role, portfolioSize }: Placement,
): Rejected<ClientRejection> | undefined {
  if (role === null) return refuse.RM_UNKNOWN({ rmId });
  if (reach !== 'ALL' && !reach.has(rmId)) return refuse.RM_OUT_OF_SCOPE({ rmId });
  if (role !== 'RM') return refuse.RM_ROLE_REQUIRED({ rmId, role });
  if (portfolioSize >= PORTFOLIO_HARD_LIMIT)
    return refuse.PORTFOLIO_FULL({ rmId, size: portfolioSize, limit: PORTFOLIO_HARD_LIMIT });
  return undefined;
}
