import type { Tx } from '@hengxin/event-bus';
import { bigint, day, integer, json, type RowOf, table, text } from '@hengxin/projections';
import { type Evidence, type EvidenceKind, masteryDay, type MasteryDay } from './mastery.policy.js';

export const evidence = table('mastery_evidence', {
  key: ['staff_id', 'date', 'source'],
  columns: {
    staff_id: text(),
    date: day(),
    /** What evidences it, each once. */
    source: text(),
    kind: text<EvidenceKind>(),
    /** Milliseconds of the epoch; null for minutes that lie nowhere. */
    from_ms: bigint().orNull(),
    to_ms: bigint().orNull(),
    minutes: integer().orNull(),
  },
});
export type EvidenceRow = RowOf<typeof evidence>;
/** What evidences minutes says the same for ever: of two that have one source the first one counts. */
const putNew = evidence.putting('new', { update: 'keep', returning: ['staff_id', 'date', 'source'] });

export const masteryOfDay = table('mastery_day', {
  key: ['staff_id', 'date'],
  columns: {
    staff_id: text(),
    date: day(),
    minutes: integer(),
    by_kind: json<MasteryDay['byKind']>(),
    /** What more evidence is added to; null for a day of before this was kept, until there is more. */
    counted: json<Pick<MasteryDay, 'spans' | 'apart'>>().orNull(),
  },
});
type DayRow = RowOf<typeof masteryOfDay>;

/** A member of staff and a business day. */
export type StaffDay = Pick<EvidenceRow, 'staff_id' | 'date'>;

/**
 * Takes evidence in, each piece once, and adds it to its days. Answers the days whose minutes have changed. However
 * much a day is evidenced by, only what is new is looked at.
 */
export async function takeEvidence(rows: readonly EvidenceRow[], tx: Tx): Promise<readonly StaffDay[]> {
  const pieces = new Map([...rows].sort(byKey).map((row) => [pieceOf(row), row]));
  const known = await daysOf([...new Map(rows.map((row) => [dayOf(row), row])).values()], tx);
  const written = await putNew(tx, [...pieces.values()]);
  const fresh = Map.groupBy(
    written.map((row) => pieces.get(pieceOf(row))!),
    dayOf,
  );
  const days = [...fresh].map(([key, added]) => {
    const { staff_id, date } = added[0]!;
    const before = known.get(key);
    return { staff_id, date, before, after: masteryDay(added.map(evidenceOf), before) };
  });
  await masteryOfDay.put(tx, days.map(rowOf));
  return days.filter(({ before, after }) => after.minutes !== (before?.minutes ?? 0));
}

/** What the days came to so far; absent for a day without evidence. */
async function daysOf(days: readonly StaffDay[], tx: Tx): Promise<Map<string, MasteryDay>> {
  const rows: DayRow[] = days.length === 0 ? [] : await tx.query<DayRow>(DAYS, valuesOf(days), 'mastery-days-known');
  const uncounted = rows.filter(({ counted }) => counted === null);
  const whole = Map.groupBy(await evidenceOfDays(uncounted, tx), dayOf);
  return new Map(
    rows.map(({ counted, minutes, by_kind: byKind, ...of }) => [
      dayOf(of),
      counted === null ? masteryDay((whole.get(dayOf(of)) ?? []).map(evidenceOf)) : { minutes, byKind, ...counted },
    ]),
  );
}

async function evidenceOfDays(days: readonly StaffDay[], tx: Tx): Promise<EvidenceRow[]> {
  return days.length === 0 ? [] : tx.query<EvidenceRow>(EVIDENCE_OF_DAYS, valuesOf(days), 'mastery-evidence-of-days');
}

function valuesOf(days: readonly StaffDay[]): unknown[] {
  return [days.map(({ staff_id }) => staff_id), days.map(({ date }) => date)];
}

function rowOf({ staff_id, date, after }: StaffDay & { readonly after: MasteryDay }): DayRow {
  const { minutes, byKind, spans, apart } = after;
  return { staff_id, date, minutes, by_kind: byKind, counted: { spans, apart } };
}

function evidenceOf({ kind, from_ms, to_ms, minutes }: EvidenceRow): Evidence {
  return minutes === null ? { kind, fromMs: from_ms!, toMs: to_ms! } : { kind, minutes };
}

function dayOf({ staff_id, date }: StaffDay): string {
  return `${date} ${staff_id}`;
}

function pieceOf(row: StaffDay & Pick<EvidenceRow, 'source'>): string {
  return `${dayOf(row)} ${row.source}`;
}

function byKey(a: EvidenceRow, b: EvidenceRow): number {
  const [x, y] = [pieceOf(a), pieceOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const DAYS = `
  select d.staff_id, d.date::text as date, d.minutes, d.by_kind, d.counted
  from unnest($1::text[], $2::date[]) asked (staff_id, date) join mastery_day d using (staff_id, date)`;

const EVIDENCE_OF_DAYS = `
  select e.staff_id, e.date::text as date, e.source, e.kind, e.from_ms::float8 as from_ms, e.to_ms::float8 as to_ms, e.minutes
  from unnest($1::text[], $2::date[]) asked (staff_id, date) join mastery_evidence e using (staff_id, date)`;
