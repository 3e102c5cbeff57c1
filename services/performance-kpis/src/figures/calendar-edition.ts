import { createHash } from 'node:crypto';
import type { TxSource } from '@hengxin/event-bus';
import { RetriableFailure } from '@hengxin/event-sourcing';
import { type Rebuilt, startOver } from '@hengxin/projections';
import { BatchedLookup, QueryRefused } from '@hengxin/service-kit';
import { kpiRejections } from '../kpi/kpi.rejections.js';
import type { WorkingDays } from './working-days.rules.js';
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
 * another one, everything is emptied and counted again from the log. The instance that started last wins: others count
 * no further and answer no more until they are restarted.
 */
export class CalendarEdition {
  private readonly edition: string;
  /** Questions that come at the same time share a look. */
  private readonly complete = new BatchedLookup<'edition', string | null>(
    async () => new Map([['edition', await this.completeEdition()]]),
  );

  constructor(
    private readonly db: TxSource,
    /** What starts over with another edition. */
    private readonly figures: Rebuilt,
    counting: Counting,
  ) {
    this.edition = editionOf(counting);
  }

  /**
   * To be called before anything is counted. True while the log is being counted again and is not done with: then
   * `completed` is due.
   */
  begin(): Promise<boolean> {
    return this.db.tx(async (tx) => {
      // Waits for every batch under way, here and elsewhere; those that come later find the new edition.
      await tx.query('select lock_tree(true)');
      await addColumns(tx, this.figures.tables);
      const [stored] = await tx.query<{ edition: string; complete: boolean }>(
        'select edition, complete from calendar_edition',
      );
      if (stored?.edition === this.edition) return !stored.complete;
      if (stored) await startOver(this.figures, tx);
      await tx.query(
        `insert into calendar_edition (edition, complete) values ($1, $2)
         on conflict (one) do update set edition = excluded.edition, complete = excluded.complete`,
        [this.edition, stored === undefined],
      );
      return stored !== undefined;
    });
  }

  /** Everything that the log held when counting began has been counted: the figures may be shown. */
  async completed(): Promise<void> {
    await this.db.query('update calendar_edition set complete = true where edition = $1', [this.edition]);
  }

  /** Refuses to answer from tables that are being filled, or that were counted with another calendar. */
  async assertComplete(): Promise<void> {
    assertCountedWith(this.edition, (await this.complete.find('edition')) ?? null);
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

/**
 * In a statement of its own or beside figures: the edition that all figures were counted with; null while that is not
 * so.
 */
export const COMPLETE_EDITION = '(select e.edition from calendar_edition e where e.complete)';

export function assertCountedWith(edition: string, stored: string | null): void {
  if (stored !== edition) throw QueryRefused.of(kpiRejections.FIGURES_BEING_COUNTED());
}
