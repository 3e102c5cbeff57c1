import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Controller, type Type } from '@nestjs/common';
import type { Projection } from './projection.js';

/** A Nest controller whose `@EventPattern` handlers are these projections. */
export function projectionsController(projections: readonly Projection[]): Type {
  class ProjectionsController {}
  for (const each of projections) {
    const apply = (events: readonly RecordedEvent[], context: BatchContext) => each.apply(events, context);
    Object.defineProperty(ProjectionsController.prototype, each.consumer, {
      value: apply,
      writable: true,
      configurable: true,
    });
    const descriptor = Object.getOwnPropertyDescriptor(ProjectionsController.prototype, each.consumer)!;
    Consumes(each)(ProjectionsController.prototype, each.consumer, descriptor);
  }
  Controller()(ProjectionsController);
  return ProjectionsController;
}
