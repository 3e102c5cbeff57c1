import { InvalidPosition, NotYetVisible, type Progress } from '@hengxin/event-bus';
import { sharedRejections } from './catalogue/shared-rejections.js';
import { QueryRefused } from './graphql/query-refused.js';
import type { RequestContext } from './graphql/request-context.js';

/** Waits until the read models hold what a call must see. Undefined when it names no position: the common case costs nothing. */
export class ReadYourWrites {
  constructor(private readonly progress: Progress) {}

  caughtUp(context: RequestContext, position?: unknown, consumers: readonly string[] = this.progress.names): Promise<void> | undefined {
    const positions = [position, context.atLeast].filter((each): each is string => typeof each === 'string' && each !== '');
    if (positions.length === 0) return undefined;
    return this.wait(positions, consumers);
  }

  private async wait(positions: readonly string[], consumers: readonly string[]): Promise<void> {
    try {
      await Promise.all(positions.map((position) => this.progress.waitFor(position, consumers)));
    } catch (error) {
      if (error instanceof InvalidPosition) throw QueryRefused.of(sharedRejections.POSITION_INVALID());
      if (error instanceof NotYetVisible) throw QueryRefused.of(sharedRejections.NOT_YET_VISIBLE());
      throw error;
    }
  }
}
