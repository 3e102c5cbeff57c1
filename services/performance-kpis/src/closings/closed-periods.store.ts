import { dayNumber } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Day } from '../kpi/periods.rules.js';

/** A period that was closed. */
export interface ClosedPeriod {
  /** The place in `GRAINS`. */
  readonly grain: number;
  readonly start: Day;
  /** Last day, included. */
  readonly end: Day;
  readonly closedAtMs: number;
}

const COLUMNS = `grain, period_start - date '1970-01-01' as start, period_end - date '1970-01-01' as "end",
  (extract(epoch from closed_at) * 1000)::float8 as "closedAtMs"`;

const SINCE = `
  select ${COLUMNS}
    from closing where period_end >= date '1970-01-01' + $1::int and closed_at <= to_timestamp($2::float8 / 1000)
     and not exists (select from kept_calendar k where k.kept_until > to_timestamp($2::float8 / 1000))`;

const ENDING = `
  select ${COLUMNS} from closing where period_end >= date '1970-01-01' + $1::int order by grain, period_start`;

const MOMENTS = `
  select (extract(epoch from m.at) * 1000)::float8 as at
    from (select closed_at from closing union select kept_until from kept_calendar) m(at)
   where m.at > to_timestamp($1::float8 / 1000) and m.at <= to_timestamp($2::float8 / 1000)
   order by 1`;

/** All that were closed and end on a day or after it, whatever was kept of them. */
export const closedEndingFrom = (tx: Tx, day: Day): Promise<ClosedPeriod[]> => tx.query<ClosedPeriod>(ENDING, [day]);

/** The periods that were closed, for one batch: most batches move none of them. */
export class ClosedPeriods {
  private newestEnd: Promise<Day | null> | undefined;

  constructor(private readonly tx: Tx) {}

  /**
   * Those that end on a day or after it, and were closed by a moment, epoch milliseconds. None where that moment lies
   * before the bank's calendar last became another one: what was shown then is kept already, and is counted again by
   * other days.
   */
  async since(day: Day, byMs: number): Promise<readonly ClosedPeriod[]> {
    this.newestEnd ??= this.readNewest();
    const newest = await this.newestEnd;
    if (newest === null || day > newest) return [];
    return this.tx.query<ClosedPeriod>(SINCE, [day, byMs], 'kpi_closed_since');
  }

  /** The moments of closings, and that of the last calendar, behind one and up to another, epoch milliseconds. */
  async momentsBetween(fromMs: number, toMs: number): Promise<readonly number[]> {
    if (fromMs >= toMs) return [];
    const rows = await this.tx.query<{ at: number }>(MOMENTS, [fromMs, toMs], 'kpi_closing_moments');
    return rows.map(({ at }) => at);
  }

  private async readNewest(): Promise<Day | null> {
    const [row] = await this.tx.query<{ newest: string | null }>(
      'select max(period_end)::text as newest from closing',
      [],
      'kpi_newest_closed',
    );
    return row!.newest === null ? null : dayNumber(row!.newest);
  }
}
