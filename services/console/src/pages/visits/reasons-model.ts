import { type Grain, periodEnd } from '../../app/periods.js';
import type { ReasonRow } from './documents.js';
import { type HeatLine, MISS_REASONS, type MissReason } from './model.js';

/** Visits behind a cell of the map, as an address names them. */
export interface Behind {
  readonly reason: MissReason;
  /** A unit below the one that is looked at; null: that one with all below it. */
  readonly at: string | null;
  /** Somebody placed in it; null: everybody. */
  readonly staffId: string | null;
}
interface Period {
  readonly grain: Grain;
  readonly start: string;
}

/** Reads an address; null where it names no reason. Pure. */
export function behindOf(params: URLSearchParams): Behind | null {
  const reason = MISS_REASONS.find((one) => one === params.get('reason'));
  return reason ? { reason, at: params.get('at'), staffId: params.get('staff') } : null;
}

/** What a cell puts into the address. Pure. */
export const addressOf = ({ kind, id }: Pick<HeatLine, 'kind' | 'id'>, reason: MissReason) => ({
  reason,
  at: kind === 'unit' ? id : null,
  staff: kind === 'staff' ? id : null,
});
/** Takes it out of the address. */
export const NO_REASON = { reason: null, at: null, staff: null };

/** Which visits those are: they ended in the period, as the report counts them. Pure. */
export const filterOf = ({ reason, at, staffId }: Behind, unitId: string, { grain, start }: Period) => ({
  unitId: at ?? unitId,
  staffId,
  reason,
  endedFrom: start,
  endedTo: periodEnd(grain, start),
});

/** Whose they are by name, by the rows of the report; the code where it has none of theirs. Pure. */
export function whoseOf({ at, staffId }: Behind, unitId: string, rows: readonly ReasonRow[]): string {
  const id = staffId ?? at ?? unitId;
  const names = rows.map(({ unit, staff }) => (staffId === null ? (staff ? null : unit) : staff));
  return names.find((one) => one?.id === id)?.name ?? id;
}
