import { type Directory, UnitScope } from '@hengxin/identity';
import { callerNow, DIRECTORY, Feed, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { StartedVisits } from './started-visits.js';
import type { Visit } from './visit.state.js';
import { type VisitView, viewOfVisit } from './visit.view.js';

/** Visits whose review has fallen due, for those whose visits they are. */
@Injectable()
export class VisitFeed {
  private readonly feed = new Feed<{ readonly visitId: string; readonly staffId: string }>();

  constructor(
    private readonly started: StartedVisits,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  publish(visit: { readonly visitId: string; readonly staffId: string }): void {
    this.feed.publish(visit);
  }

  /** The caller's own, from now on. */
  subscribe(context: Pick<RequestContext, 'caller' | 'renewed'>): AsyncIterableIterator<VisitView> {
    const source = this.feed.subscribe(({ staffId }) => staffId === context.caller.id);
    const viewOf = async (visitId: string): Promise<VisitView | undefined> => {
      const caller = callerNow(context);
      const visit = await this.started.read(visitId);
      return visit?.staffId === caller.id
        ? viewOfVisit(visit, this.unitOf(visit), !this.scope.masksNames(caller))
        : undefined;
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        for (;;) {
          const { done, value } = await source.next();
          if (done) return { done: true, value: undefined };
          const view = await viewOf(value.visitId);
          if (view) return { done: false, value: view };
        }
      },
      async return() {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  private unitOf({ staffId, plannedOn, unitId }: Visit): string {
    return this.directory.tree.staff(staffId, plannedOn)?.unitId ?? unitId ?? '';
  }
}
