import type { Rejection } from '@hengxin/event-sourcing';
import { type BatchContext, ImportController, type ImportKind, type ParsedRow, type RowResult } from '@hengxin/import';
import { Controller } from '@nestjs/common';
import { CLIENTS, HOLDINGS } from '../consumers.js';
import { holdingWarnings } from './holding.rejections.js';
import { HoldingsDesk } from './holdings-desk.js';
import { holdingColumns, type HoldingValues } from './holdings.columns.js';

/** Runs of which the rows kept aside are counted at a time. */
const RUNS_COUNTED = 100;

/** `POST /import/holdings`: what the core system says of a client's products, a holding and day a row. */
@Controller('import/holdings')
export class HoldingsImport extends ImportController<typeof holdingColumns> {
  /** Rows of clients who were not known when they came, by run. */
  private readonly aside = new Map<string, number>();

  constructor(private readonly desk: HoldingsDesk) {
    super();
  }

  protected readonly kind: ImportKind<typeof holdingColumns> = {
    kind: 'holdings',
    columns: holdingColumns,
    readsFrom: [CLIENTS, HOLDINGS],
    keyOf: (values) => values.client_id,
    // Core systems write client by client.
    keepsKeysTogether: true,
    // As many rows of one client and quarter, with names of any length, are what one append takes.
    batchSize: 1_000,
    importBatch: (rows, context) => this.take(rows, context),
    warnings: async (run) => this.warnings(run),
  };

  private async take(rows: readonly ParsedRow<HoldingValues>[], context: BatchContext): Promise<readonly RowResult[]> {
    const { results, aside } = await this.desk.take(rows, context);
    this.countAside(context.run, aside);
    return results;
  }

  private countAside(run: string, rows: number): void {
    if (rows === 0) return;
    this.aside.set(run, (this.aside.get(run) ?? 0) + rows);
    if (this.aside.size > RUNS_COUNTED) this.aside.delete(this.aside.keys().next().value!);
  }

  private warnings(run: string): Rejection[] {
    const rows = this.aside.get(run);
    return rows === undefined ? [] : [holdingWarnings.HOLDINGS_KEPT_ASIDE({ rows }).rejection];
  }
}
