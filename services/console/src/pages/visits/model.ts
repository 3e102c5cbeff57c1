import { dayAfter } from '../../app/days.js';
import type { ReasonRow, VisitLine } from './documents.js';

type When = Pick<VisitLine, 'id' | 'plannedOn' | 'plannedAt'>;

/** Earlier days and hours first; one without an hour stands before those with one. */
const byTime = (a: When, b: When): number => compare(a.plannedOn, b.plannedOn) || compare(hourOf(a), hourOf(b));
const hourOf = ({ plannedAt }: When): string => (plannedAt ? new Date(plannedAt).toISOString() : '');
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The seven days from a Monday on with their visits, those of a day by the hour. Pure. */
export function weekOf<V extends When>(
  monday: string,
  visits: readonly V[],
): readonly { readonly day: string; readonly visits: readonly V[] }[] {
  const sorted = [...visits].sort(byTime);
  return Array.from({ length: 7 }, (_, index) => dayAfter(monday, index)).map((day) => ({
    day,
    visits: sorted.filter(({ plannedOn }) => plannedOn === day),
  }));
}

/** What waits for the manager now: the visit under way, and those to be reviewed, the overdue ones first. Pure. */
export function waitingOf<V extends When & Pick<VisitLine, 'state' | 'reviewOverdue'>>(visits: readonly V[]) {
  return {
    underWay: visits.filter(({ state }) => state === 'STARTED'),
    toReview: visits
      .filter(({ state }) => state === 'ENDED')
      .sort((a, b) => Number(b.reviewOverdue) - Number(a.reviewOverdue) || byTime(a, b)),
  };
}

export const MISS_REASONS = [
  'RATE',
  'COMPETITOR',
  'FUNDS_TIED',
  'TIMING',
  'NO_NEED',
  'NOT_DECISION_MAKER',
  'TRUST',
  'SERVICE_COMPLAINT',
  'PREPARATION_GAP',
] as const;
export type MissReason = (typeof MISS_REASONS)[number];

/** A line of the heat map: the unit as a whole, one below it, or somebody placed in it. */
export interface HeatLine {
  readonly key: string;
  readonly name: string;
  readonly kind: 'whole' | 'unit' | 'staff';
  readonly id: string;
  readonly cells: readonly HeatCell[];
}
export interface HeatCell {
  readonly reason: MissReason;
  readonly visits: number;
  /** Null where there is no visit. */
  readonly meanPreparation: number | null;
  /** How warm it is, 0 to 1: against the warmest of its kind of line. */
  readonly warmth: number;
}

/**
 * Reasons by unit and member of staff, a column a reason. What is below is compared with what is below: the whole would
 * outshine it. Pure.
 */
export function heatOf(unitId: string, rows: readonly ReasonRow[]): readonly HeatLine[] {
  const lines = new Map<string, { name: string; kind: HeatLine['kind']; id: string; rows: ReasonRow[] }>();
  for (const row of rows) {
    const of = row.staff ?? row.unit;
    if (!of) continue;
    const kind = row.staff ? 'staff' : of.id === unitId ? 'whole' : 'unit';
    const line = lines.get(`${kind} ${of.id}`) ?? { name: of.name, kind, id: of.id, rows: [] };
    line.rows.push(row);
    lines.set(`${kind} ${of.id}`, line);
  }
  const warmest = (isWhole: boolean) =>
    Math.max(
      ...[...lines.values()]
        .filter(({ kind }) => (kind === 'whole') === isWhole)
        .flatMap((line) => line.rows.map(({ visits }) => visits)),
      1,
    );
  const [most, mostBelow] = [warmest(true), warmest(false)];
  return [...lines].map(([key, { name, kind, id, rows: of }]) => ({
    key,
    name,
    kind,
    id,
    cells: MISS_REASONS.map((reason) => {
      const row = of.find((one) => one.reason === reason);
      const visits = row?.visits ?? 0;
      return {
        reason,
        visits,
        meanPreparation: row?.meanPreparation ?? null,
        warmth: visits / (kind === 'whole' ? most : mostBelow),
      };
    }),
  }));
}

/** The moment of an hour of the bank's day; null without one. */
export const momentOf = (day: string, hour: string): string | null => (hour === '' ? null : `${day}T${hour}:00+08:00`);
