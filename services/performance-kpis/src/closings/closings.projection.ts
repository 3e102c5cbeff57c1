import {
  chinaCalendar,
  Closing,
  type Grain,
  GRAINS,
  periodEnd,
  periodStart,
  type PeriodClosed,
} from '@hengxin/contracts';
import type { Registration } from '@hengxin/deadlines';
import type { DataOf } from '@hengxin/event-sourcing';
import { day, eventsOf, moment, projection, type RowOf, smallint, table, text, texts } from '@hengxin/projections';
import { coachingDue } from '../coaching/coaching-due.deadline.js';
import { closingProved } from './closing-proved.deadline.js';

const closing = table('closing', {
  key: ['grain', 'period_start'],
  columns: {
    /** The place in `GRAINS`. */
    grain: smallint(),
    period_start: day(),
    period_end: day(),
    closed_at: moment(),
    closed_by: text().orNull(),
    metrics: texts(),
  },
});
/** A period is closed once. */
const putFirst = closing.putting('first', { update: 'keep' });

interface Batch {
  readonly rows: RowOf<typeof closing>[];
  readonly months: Registration<{ readonly month: string }>[];
  readonly proved: Registration<{ readonly grain: Grain; readonly start: string }>[];
}

/** The periods that were closed. What they showed is proved, and of a month heads may have to be told. */
export const closings = projection({
  consumer: 'closings',
  events: eventsOf(Closing),
  tables: [closing],
  load: (): Batch => ({ rows: [], months: [], proved: [] }),
  on: {
    PeriodClosed({ data }, { rows, months, proved }) {
      if (!isPeriod(data)) return;
      const { periodId, grain, start, closedAt, closedBy, metrics } = data;
      rows.push({
        grain: GRAINS.indexOf(grain),
        period_start: start,
        period_end: periodEnd(grain, start),
        closed_at: closedAt,
        closed_by: closedBy,
        metrics,
      });
      // Days are too many: what is asked of one is proved then.
      if (grain !== 'DAY') proved.push({ key: periodId, at: closedAt, data: { grain, start } });
      if (grain === 'MONTH') months.push({ key: periodId, at: closedAt, data: { month: start } });
    },
  },
  async store({ rows, months, proved }, tx) {
    await putFirst(tx, rows);
    await closingProved.register(tx, proved);
    await coachingDue.register(tx, months);
  },
});

/** Whether a period of the calendar begins there: what is none is passed over. */
function isPeriod({ grain, start }: DataOf<typeof PeriodClosed>): boolean {
  return (
    chinaCalendar.supports(start) &&
    periodStart(grain, start) === start &&
    chinaCalendar.supports(periodEnd(grain, start))
  );
}
