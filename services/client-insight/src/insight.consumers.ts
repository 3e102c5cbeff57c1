import { ClientRegistered, HoldingsTold } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Controller } from '@nestjs/common';
import { AwaitedFacts } from './client-facts/awaited-facts.js';
import { SIGNALS_OF_CLIENTS, SIGNALS_OF_HOLDINGS } from './consumers.js';
import { SignalDesk } from './signal/signal-desk.js';
import { SignalsQueries } from './signal/signals.queries.js';

/** All events that this service reacts to. Checkpoints of their own: they may look only once the facts are in. */
@Controller()
export class InsightConsumers {
  constructor(
    private readonly awaited: AwaitedFacts,
    private readonly desk: SignalDesk,
    private readonly queries: SignalsQueries,
    private readonly clock: Clock,
  ) {}

  @Consumes({ consumer: SIGNALS_OF_HOLDINGS, events: [HoldingsTold] })
  async told(events: readonly RecordedOf<typeof HoldingsTold>[], context: BatchContext): Promise<void> {
    await this.look(events, context);
  }

  /** Of a client who has just appeared something may have been told before. */
  @Consumes({ consumer: SIGNALS_OF_CLIENTS, events: [ClientRegistered] })
  async registered(events: readonly RecordedOf<typeof ClientRegistered>[], context: BatchContext): Promise<void> {
    await this.look(events, context);
  }

  private async look(
    events: readonly (RecordedEvent & { readonly data: { readonly clientId: string } })[],
    { tx }: BatchContext,
  ): Promise<void> {
    const last = events.at(-1)!;
    await this.awaited.upTo(last);
    // What it tells goes through the log before this transaction writes: readers of the log wait for open writes.
    const today = this.clock.today();
    const clientIds = events.map(({ data }) => data.clientId);
    const looks = await this.desk.look(clientIds, today, last.id);
    await this.queries.lookNext(looks, today, tx);
  }
}
