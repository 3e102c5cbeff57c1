import { UnitScope } from '@hengxin/identity';
import { callerNow, Feed, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { HelpState } from './help.decider.js';
import { type Addressed, HelpLadder } from './help-ladder.js';
import { type HelpView, viewOfHelp } from './help.view.js';

/** A request that has come to somebody: when it was asked, and at each step that it climbed. */
interface Come extends Addressed {
  readonly helpId: string;
}

/** Requests for help, for those whom they are addressed to. */
@Injectable()
export class HelpFeed {
  private readonly feed = new Feed<Come>();
  /** Reads under way: those who hear of the same step share one. */
  private readonly reads = new Map<Come, Promise<HelpState>>();

  constructor(
    private readonly ladder: HelpLadder,
    private readonly scope: UnitScope,
  ) {}

  publish(come: Come): void {
    this.feed.publish(come);
  }

  /**
   * Those addressed to the caller or their unit, from now on. The event says to whom, so that nothing is read for
   * anybody else.
   */
  subscribe(context: Pick<RequestContext, 'caller' | 'renewed' | 'language'>): AsyncIterableIterator<HelpView> {
    const source = this.feed.subscribe((come) => this.ladder.isAddressed(come, callerNow(context)));
    const viewOf = async (come: Come): Promise<HelpView | undefined> => {
      const help = await this.read(come);
      // By now it may have been answered, or have climbed on.
      const caller = callerNow(context);
      return help?.state === 'OPEN' && this.ladder.isAddressed(help, caller)
        ? viewOfHelp(help, context.language, !this.scope.masksNames(caller))
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
          const view = await viewOf(value);
          if (view) return { done: false, value: view };
        }
      },
      async return() {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  private read(come: Come): Promise<HelpState> {
    const known = this.reads.get(come);
    if (known) return known;
    const reading = this.ladder.read(come.helpId).finally(() => this.reads.delete(come));
    this.reads.set(come, reading);
    return reading;
  }
}
