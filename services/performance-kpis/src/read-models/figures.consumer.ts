import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Controller } from '@nestjs/common';
import { FIGURES_EVENTS, FiguresProjection } from './figures.projection.js';

/** Names the checkpoint of the figures. Another name counts everything anew from the beginning. */
export const FIGURES = 'figures';

@Controller()
export class FiguresConsumer {
  constructor(private readonly projection: FiguresProjection) {}

  /** Large batches, for what a client or a unit has many of is read and written once a batch. */
  @Consumes({ consumer: FIGURES, events: FIGURES_EVENTS, batchSize: 5_000 })
  async count(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
    await this.projection.apply(events, context);
  }
}
