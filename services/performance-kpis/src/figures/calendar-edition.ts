import { createHash } from 'node:crypto';
import type { Tx, TxSource } from '@hengxin/event-bus';
import { RetriableFailure } from '@hengxin/event-sourcing';
import { type Rebuilt, startOver } from '@hengxin/projections';
import { BatchedLookup, QueryRefused } from '@hengxin/service-kit';
import { kpiRejections } from '../kpi/kpi.rejections.js';
import { keepShown } from '../closings/kept-figures.store.js';
import { type DaysNow, WorkingDays } from './working-days.rules.js';
import { addColumns } from './figure-columns.js';
import type { Counting } from '../metrics/contributions.js';
import { type MetricSet, oncePerSet } from '../metrics/metric-set.js';

const known = new WeakMap<WorkingDays, string>();
const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** A hash over the names of what is counted. A measure that is counted by another rule has another name. */
const measuresEdition = oncePerSet(({ measures, levels, courses }: MetricSet) =>
  hash(
    [...measures, ...levels, ...courses]
      .map(({ name }) => name)
      .sort()
      .join(),
  ),
);

/** Names what figures are counted with: the table of working days, and the measures. */
export function editionOf({ workingDays, metrics }: Counting): string {
  let calendar = known.get(workingDays);
  if (!calendar) known.set(workingDays, (calendar = hash(workingDays.table())));
  return `${calendar}.${measuresEdition(metrics)}`;
}

/**
 * This process counts with another calendar, or other measures, than the tables hold: it was started before the one
 * that counts again.
 */
export class OtherCalendar extends RetriableFailure {
  override name = 'OtherCalendar';
  constructor() {
    super(
      'the figures are counted with another calendar of working days, or with other measures: this instance is to be replaced',
    );
  }
}

/**
 * Coverage is stored in contact-days, which hold the calendar of the day on which they were counted, and a new measure
 * has to be counted from the first event on. The tables say which edition they hold; when the service starts with
 * another one, or the bank says of days that they are worked or not, everything is emptied and counted again from the
 * log. Closed periods stay as they were shown: what other days would make of them is a move of now. The instance that
 * came last wins: others count no further and answer no more until they have heard of the same days, or are restarted.
 */
export class CalendarEdition {
  /** Questions that come at the same time share a look. */
  private readonly complete = new BatchedLookup<'edition', string | null>(
    async () => new Map([['edition', await this.completeEdition()]]),
  );

  constructor(
    private readonly db: TxSource,
    /** What starts over with another edition. */
    private readonly figures: Rebuilt,
    private readonly counting: { readonly metrics: MetricSet; readonly workingDays: DaysNow },
    /** Epoch milliseconds, by the bank's clock. */
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Of this process, by now. */
  get edition(): string {
    const { metrics, workingDays } = this.counting;
    return editionOf({ metrics, workingDays: workingDays.current });
  }

  /**
   * To be called before anything is counted. True while the log is being counted again and is not done with: then
   * `completed` is due.
   */
  begin(): Promise<boolean> {
    const counting = { metrics: this.counting.metrics, workingDays: this.counting.workingDays.current };
    const edition = editionOf(counting);
    return this.db.tx(async (tx) => {
      // A batch that has read its checkpoint must not go on from there once the tables are empty. In the order in which
      // batches lock.
      const [known] = await tx.query<{ edition: string }>('select edition from calendar_edition');
      if (known && known.edition !== edition) await tx.query(LOCK_CHECKPOINTS, [this.figures.consumer]);
      // Waits for every batch under way, here and elsewhere; those that come later find the new edition.
      await tx.query('select lock_tree(true)');
      await addColumns(tx, this.figures.tables);
      const [stored] = await tx.query<{ edition: string; complete: boolean }>(
        'select edition, complete from calendar_edition',
      );
      if (stored && stored.edition !== edition) await this.startOver(tx, counting, stored.complete);
      await tx.query(DAYS_COUNTED_BY, [counting.workingDays.table()]);
      if (stored?.edition === edition) return !stored.complete;
      await tx.query(
        `insert into calendar_edition (edition, complete) values ($1, $2)
         on conflict (one) do update set edition = excluded.edition, complete = excluded.complete`,
        [edition, stored === undefined],
      );
      return stored !== undefined;
    });
  }

  /**
   * Everything that the log held when counting began has been counted: the figures may be shown, unless the calendar
   * has become another one since.
   */
  async completed(edition = this.edition): Promise<void> {
    await this.db.query('update calendar_edition set complete = true where edition = $1', [edition]);
  }

  /** Whether all of the log is counted by the calendar of this moment. */
  async isComplete(): Promise<boolean> {
    return (await this.completeEdition()) === this.edition;
  }

  /** Refuses to answer from tables that are being filled, or that were counted with another calendar. */
  async assertComplete(): Promise<void> {
    assertCountedWith(this.edition, (await this.complete.find('edition')) ?? null);
  }

  /**
   * Empties what is counted again. Of closed periods it keeps what was shown until now where other days may move it,
   * and what was kept until then: the events that are counted again tell it no more.
   */
  private async startOver(tx: Tx, { metrics, workingDays }: Counting, wasShown: boolean): Promise<void> {
    const [counted] = await tx.query<{ days: string }>('select working_days as days from kept_calendar');
    const before = counted && WorkingDays.ofTable(counted.days);
    const from = wasShown ? before?.firstUnlike(workingDays) : undefined;
    if (before && from !== undefined) {
      const untilMs = await keepShown(tx, { metrics, workingDays: before, from, nowMs: this.now() });
      await tx.query('update kept_calendar set kept_until = to_timestamp($1::float8 / 1000)', [untilMs]);
    }
    const tables = this.figures.tables.filter(({ name }) => name !== KEPT);
    await startOver({ ...this.figures, tables }, tx);
    await tx.query(
      `delete from ${KEPT} where until > coalesce((select kept_until from kept_calendar), '-infinity'::timestamptz)`,
    );
  }

  private async completeEdition(): Promise<string | null> {
    const [row] = await this.db.query<{ edition: string | null }>(
      `select ${COMPLETE_EDITION} as edition`,
      [],
      'kpi_calendar_edition',
    );
    return row!.edition;
  }
}

/** The table of what closed periods showed. */
const KEPT = 'kept_figures';
const DAYS_COUNTED_BY = `
  insert into kept_calendar (working_days) values ($1)
  on conflict (one) do update set working_days = excluded.working_days
   where kept_calendar.working_days <> excluded.working_days`;

/** Takes what closed periods showed by other days into a schema in which figures are counted again. */
export async function carryKept(tx: Tx, from: string): Promise<void> {
  await tx.query(
    `insert into kept_calendar (working_days, kept_until) select working_days, kept_until from ${from}.kept_calendar`,
  );
  const columns = 'scope, grain, period_start, until, figures';
  await tx.query(
    `insert into ${KEPT} (${columns})
     select ${columns} from ${from}.${KEPT} where until <= (select kept_until from kept_calendar)`,
  );
}

/** Finds a row where a calendar that came since keeps more. */
export const keptIsOther = (read: string, beside: string): string =>
  `select from ${read}.kept_calendar r full join ${beside}.kept_calendar b using (one)
    where r.kept_until is distinct from b.kept_until`;

const LOCK_CHECKPOINTS = `
  select bus_lock_checkpoint(place.consumer, place.source, place.partition)
  from (select consumer, source, partition from bus_checkpoint where consumer = $1 order by source, partition) place`;

/**
 * In a statement of its own or beside figures: the edition that all figures were counted with; null while that is not
 * so.
 */
export const COMPLETE_EDITION = '(select e.edition from calendar_edition e where e.complete)';

export function assertCountedWith(edition: string, stored: string | null): void {
  if (stored !== edition) throw QueryRefused.of(kpiRejections.FIGURES_BEING_COUNTED());
}
