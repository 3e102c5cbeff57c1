import {
  ContactLogged,
  LeaveCancelled,
  LeaveTaken,
  StudyLogged,
  VisitReviewed,
  VisitStarted,
} from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import {
  bigint,
  day,
  integer,
  json,
  moment,
  type Projection,
  projection,
  type RowOf,
  table,
  text,
} from '@hengxin/projections';
import { masteryCount } from './mastery-count.deadline.js';
import {
  type Evidence,
  type EvidenceKind,
  masteryDay,
  PREPARATION_MINUTES,
  PREPARED_SCORE,
  REVIEW_MINUTES,
} from './mastery.policy.js';

const evidence = table('mastery_evidence', {
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
const masteryOfDay = table('mastery_day', {
  key: ['staff_id', 'date'],
  columns: {
    staff_id: text(),
    date: day(),
    minutes: integer(),
    by_kind: json<Readonly<Record<EvidenceKind, number>>>(),
  },
});
const leave = table('mastery_leave', {
  key: ['leave_id'],
  columns: {
    leave_id: text(),
    staff_id: text(),
    from_day: day(),
    to_day: day(),
    /** The day on which it was taken back: the days before it were leave. */
    cancelled_on: day().orNull(),
  },
});
/** One that arrives again does not take a cancellation back. */
const putTaken = leave.putting('new', { update: 'keep' });

export const MASTERY_DAYS = 'mastery-days';
export const LEAVES_OF_MASTERY = 'mastery-leaves';

const studyEntry = table('study_entry', {
  key: ['entry_id'],
  columns: { entry_id: text(), staff_id: text(), started_at: moment(), data: json<StudyData>() },
});
export type StudyData = DataOf<typeof StudyLogged>;

/** What was studied, newest first by whom. */
export const studyEntries = projection<typeof StudyLogged, RowOf<typeof studyEntry>[]>({
  consumer: 'study-entries',
  events: [StudyLogged],
  tables: [studyEntry],
  load: () => [],
  on: {
    StudyLogged: ({ data }, rows) =>
      void rows.push({ entry_id: data.entryId, staff_id: data.staffId, started_at: data.startedAt, data }),
  },
  store: (rows, tx) => studyEntry.put(tx, rows),
});

type EvidenceRow = RowOf<typeof evidence>;

/** No contact lasts longer. */
const LONGEST_MS = 24 * 3_600_000;

const timed = (
  kind: EvidenceKind,
  source: string,
  of: { staffId: string; businessDate: string; startedAt: string; endedAt: string },
): EvidenceRow => {
  const from_ms = Date.parse(of.startedAt);
  const to_ms = Math.min(Date.parse(of.endedAt), from_ms + LONGEST_MS);
  return { staff_id: of.staffId, date: of.businessDate, source, kind, from_ms, to_ms, minutes: null };
};
const apart = (kind: EvidenceKind, source: string, staffId: string, date: string, minutes: number): EvidenceRow => ({
  ...{ staff_id: staffId, date, source, kind },
  ...{ from_ms: null, to_ms: null, minutes },
});

interface MasteryClock {
  dayOf(moment: string): string;
  now(): number;
}

/** What comes within ten seconds is told of together. */
const TOLD_EVERY_MS = 10_000;

/**
 * The minutes of each member of staff and day. A visit is evidenced by the contact that its end logs; a contact counts
 * on the day on which it began, a review on the day on which it was written.
 */
export const mastery = ({ clock }: { readonly clock: MasteryClock }): Projection =>
  projection<typeof ContactLogged | typeof VisitStarted | typeof VisitReviewed | typeof StudyLogged, EvidenceRow[]>({
    consumer: MASTERY_DAYS,
    events: [ContactLogged, VisitStarted, VisitReviewed, StudyLogged],
    tables: [evidence, masteryOfDay],
    batchSize: 1_000,
    load: () => [],
    on: {
      ContactLogged: ({ data }, rows) => {
        const kind = data.channel === 'VISIT' ? 'VISIT' : 'CONTACT';
        if (data.effective) rows.push(timed(kind, `contact ${data.contactId}`, data));
      },
      VisitStarted: ({ data: { visitId, staffId, businessDate, score } }, rows) => {
        if (score >= PREPARED_SCORE)
          rows.push(apart('PREPARATION', `preparation ${visitId}`, staffId, businessDate, PREPARATION_MINUTES));
      },
      VisitReviewed: ({ data: { visitId, staffId, reviewedAt } }, rows) =>
        void rows.push(apart('REVIEW', `review ${visitId}`, staffId, clock.dayOf(reviewedAt), REVIEW_MINUTES)),
      StudyLogged: ({ data }, rows) => void rows.push(timed('STUDY', `study ${data.entryId}`, data)),
    },
    async store(rows, tx) {
      if (rows.length === 0) return;
      await evidence.put(tx, [...rows].sort(byKey));
      const days = [...new Map(rows.map((row) => [keyOf(row), row])).values()].sort(byKey);
      const values = [days.map(({ staff_id }) => staff_id), days.map(({ date }) => date)];
      const known = await tx.query<EvidenceRow>(EVIDENCE_OF_DAYS, values, 'mastery-evidence-of-days');
      const byDay = Map.groupBy(known, keyOf);
      await masteryOfDay.put(
        tx,
        days.map((row) => {
          const { minutes, byKind } = masteryDay((byDay.get(keyOf(row)) ?? []).map(evidenceOf));
          return { staff_id: row.staff_id, date: row.date, minutes, by_kind: byKind };
        }),
      );
      const at = new Date((Math.floor(clock.now() / TOLD_EVERY_MS) + 1) * TOLD_EVERY_MS).toISOString();
      const months = new Map(days.map(({ staff_id: staffId, date }) => [`${staffId} ${date.slice(0, 7)}`, staffId]));
      // A count that has begun may not have seen these days.
      await masteryCount.registerNews(
        tx,
        [...months].map(([key, staffId]) => ({ key, at, data: { staffId, month: key.slice(-7) } })),
      );
    },
  }) as unknown as Projection;

interface Leaves {
  readonly taken: RowOf<typeof leave>[];
  /** The days on which leaves were taken back, by their ids. */
  readonly cancelled: Map<string, string>;
}

/** Whole days of leave, which break no streak: of one that was taken back those before that day. */
export const masteryLeaves = ({ clock }: { readonly clock: Pick<MasteryClock, 'dayOf'> }): Projection =>
  projection<typeof LeaveTaken | typeof LeaveCancelled, Leaves>({
    consumer: LEAVES_OF_MASTERY,
    events: [LeaveTaken, LeaveCancelled],
    tables: [leave],
    load: () => ({ taken: [], cancelled: new Map() }),
    on: {
      LeaveTaken: ({ data: { leaveId, staffId, from, to, portion } }, { taken }) => {
        const days = { from_day: from, to_day: to, cancelled_on: null };
        if (portion === 'FULL') taken.push({ leave_id: leaveId, staff_id: staffId, ...days });
      },
      LeaveCancelled: ({ data: { leaveId, cancelledAt } }, { cancelled }) =>
        void cancelled.set(leaveId, clock.dayOf(cancelledAt)),
    },
    async store({ taken, cancelled }, tx) {
      await putTaken(tx, taken);
      const values = [[...cancelled.keys()], [...cancelled.values()]];
      if (cancelled.size > 0) await tx.query(CANCEL, values, 'mastery-leaves-cancel');
    },
  }) as unknown as Projection;

const CANCEL = `
  update mastery_leave l set cancelled_on = told.day
  from unnest($1::text[], $2::date[]) told (leave_id, day) where l.leave_id = told.leave_id`;

function evidenceOf({ kind, from_ms, to_ms, minutes }: EvidenceRow): Evidence {
  return minutes === null ? { kind, fromMs: from_ms!, toMs: to_ms! } : { kind, minutes };
}

function keyOf({ staff_id, date }: Pick<EvidenceRow, 'staff_id' | 'date'>): string {
  return `${date} ${staff_id}`;
}

function byKey(a: EvidenceRow, b: EvidenceRow): number {
  const [x, y] = [`${keyOf(a)} ${a.source}`, `${keyOf(b)} ${b.source}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

const EVIDENCE_OF_DAYS = `
  select e.staff_id, e.date::text as date, e.source, e.kind, e.from_ms::float8 as from_ms, e.to_ms::float8 as to_ms, e.minutes
  from unnest($1::text[], $2::date[]) asked (staff_id, date) join mastery_evidence e using (staff_id, date)`;
