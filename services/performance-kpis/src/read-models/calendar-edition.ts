import { createHash } from 'node:crypto';
import type { Tx, TxSource } from '@hengxin/event-bus';
import { BatchedLookup, QueryRefused } from '@hengxin/service-kit';
import { kpiRejections } from '../domain/kpi.rejections.js';
import type { WorkingDays } from '../domain/working-days.js';

const known = new WeakMap<WorkingDays, string>();

/** Names the calendar of working days that figures are counted with: a hash over its table. */
export function editionOf(workingDays: WorkingDays): string {
  let edition = known.get(workingDays);
  if (!edition) known.set(workingDays, (edition = createHash('sha256').update(workingDays.table()).digest('hex').slice(0, 16)));
  return edition;
}

/** This process counts with another calendar than the tables hold: it was started before the one that counts anew. */
export class OtherCalendar extends Error {
  override name = 'OtherCalendar';
  /** PostgreSQL's "cannot connect now": nothing is wrong with the events, so that the bus tries them again for ever and parks none. */
  readonly code = '57P03';
  constructor() {
    super('the figures are counted with another calendar of working days: this instance is to be replaced');
  }
}

/** Emptied from the figures to the facts: queries that run meanwhile take their locks in this order, too. */
const TABLES = 'plan_item, contact, client, rollup, portfolio_level, restatement, unit_placement, staff_placement, tree_change';

/**
 * Coverage is stored in contact-days, which hold the calendar of the day on which they were counted. The tables say which edition that
 * was; when the service starts with another one, everything is emptied and counted anew from the log. The instance that started last
 * wins: others count no further and answer no more until they are started anew.
 */
export class CalendarEdition {
  private readonly edition: string;
  /** Questions that come at the same time share a look. */
  private readonly complete = new BatchedLookup<'edition', string | null>(async () => new Map([['edition', await this.completeEdition()]]));

  constructor(
    private readonly db: TxSource,
    /** Whose checkpoints go back to the beginning of the log. */
    private readonly consumer: string,
    workingDays: WorkingDays,
  ) {
    this.edition = editionOf(workingDays);
  }

  /** To be called before anything is counted. True when the log is being counted anew and is not done with: then `completed` is due. */
  begin(): Promise<boolean> {
    return this.db.tx(async (tx) => {
      // Waits for every batch under way, here and elsewhere; those that come later find the new edition.
      await tx.query('select lock_tree(true)');
      const [stored] = await tx.query<{ edition: string; complete: boolean }>('select edition, complete from calendar_edition');
      if (stored?.edition === this.edition) return !stored.complete;
      if (stored) await this.empty(tx);
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
    const [row] = await this.db.query<{ edition: string | null }>(`select ${COMPLETE_EDITION} as edition`, [], 'kpi_calendar_edition');
    return row!.edition;
  }

  private async empty(tx: Tx): Promise<void> {
    await tx.query(`truncate ${TABLES}`);
    // What was parked comes again from the log.
    for (const table of ['bus_checkpoint', 'bus_parked_event']) await tx.query(`delete from ${table} where consumer = $1`, [this.consumer]);
  }
}

/** In a statement of its own or beside figures: the edition that all figures were counted with; null while that is not so. */
export const COMPLETE_EDITION = '(select e.edition from calendar_edition e where e.complete)';

export function assertCountedWith(edition: string, stored: string | null): void {
  if (stored !== edition) throw QueryRefused.of(kpiRejections.FIGURES_BEING_COUNTED());
}
