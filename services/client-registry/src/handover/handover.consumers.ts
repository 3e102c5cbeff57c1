import { PortfolioHandedOver } from '@hengxin/contracts';
import { Consumes } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { Handovers } from './handovers.js';

/** Consumer that carries out what was decided: also after a process ended between the decision and the last client. */
export const HANDOVERS = 'handovers';

@Controller()
export class HandoverConsumers {
  constructor(private readonly handovers: Handovers) {}

  @Consumes({ consumer: HANDOVERS, events: [PortfolioHandedOver] })
  async carryOut(events: readonly RecordedOf<typeof PortfolioHandedOver>[]): Promise<void> {
    for (const { data, meta, position } of events)
      await this.handovers.carryOut(
        data,
        meta.actor ?? '',
        { ...(meta.correlationId && { correlationId: meta.correlationId }) },
        position,
      );
  }
}
