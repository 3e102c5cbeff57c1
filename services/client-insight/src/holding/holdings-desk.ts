import type { EventLog } from '@hengxin/event-log';
import type { BatchContext, ParsedRow, RowResult } from '@hengxin/import';
import { Clock, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientsQueries } from '../client-facts/clients.queries.js';
import { faultOf } from './holding.rules.js';
import { type Had, tellHoldings, type ToldRow } from './holdings-batch.js';
import { type HoldingValues, rowOf } from './holdings.columns.js';

/** What became of a batch. */
export interface TakenBatch {
  /** One a row, in their order. */
  readonly results: readonly RowResult[];
  /** Rows of clients whom nobody has told of: they are told as all others are, and count once the client appears. */
  readonly aside: number;
}

/** Takes rows of holdings, no matter whether a file or the feed brought them: judges each, and tells what is good. */
@Injectable()
export class HoldingsDesk {
  constructor(
    private readonly clock: Clock,
    private readonly clients: ClientsQueries,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** `had` says which rows a stream has had already, where they are not those of a file. */
  async take(rows: readonly ParsedRow<HoldingValues>[], context: BatchContext, had?: Had): Promise<TakenBatch> {
    const now = this.clock.now();
    const today = this.clock.dayOf(now);
    const results = new Map<number, RowResult>();
    const told: ToldRow[] = [];
    for (const { line, values } of rows) {
      const row = rowOf(values);
      const fault = faultOf(row, today);
      if (fault) results.set(line, fault.rejection);
      else told.push({ line, clientId: values.client_id, row });
    }
    const known = await this.clients.known(told.map(({ clientId }) => clientId));
    const telling = { log: this.log, toldAt: this.clock.instant(now), businessDate: today, ...(had && { had }) };
    for (const [line, result] of await tellHoldings(told, context, telling)) results.set(line, result);
    return {
      results: rows.map(({ line }) => results.get(line)!),
      aside: told.filter(({ clientId }) => !known.has(clientId)).length,
    };
  }
}
