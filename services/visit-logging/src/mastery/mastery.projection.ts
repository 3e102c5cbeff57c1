import {
  ContactLogged,
  LeaveCancelled,
  LeaveTaken,
  StudyLogged,
  VisitReviewed,
  VisitStarted,
} from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { day, json, moment, type Projection, projection, type RowOf, table, text } from '@hengxin/projections';
import { masteryCount } from './mastery-count.deadline.js';
import { evidence, type EvidenceRow, masteryOfDay, takeEvidence } from './mastery-evidence.js';
import { type EvidenceKind, PREPARATION_MINUTES, PREPARED_SCORE, REVIEW_MINUTES } from './mastery.policy.js';

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
  columns: {
    entry_id: text(),
    staff_id: text(),
    started_at: moment(),
    data: json<StudyData>().personal('staff_id'),
  },
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
      const days = await takeEvidence(rows, tx);
      const at = new Date((Math.floor(clock.now() / TOLD_EVERY_MS) + 1) * TOLD_EVERY_MS).toISOString();
      const months = new Map(days.map(({ staff_id: staffId, date }) => [`${staffId} ${date.slice(0, 7)}`, staffId]));
      // A count that has begun may not have seen these days. What changes no minutes is no news.
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
