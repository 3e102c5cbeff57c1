import { InvalidPosition, NotYetVisible, Progress } from '@hengxin/event-bus';
import { Injectable } from '@nestjs/common';
import { sharedRejections } from './catalogue/shared-rejections.js';
import { QueryRefused } from './graphql/query-refused.js';
import type { RequestContext } from './graphql/request-context.js';

/** How long a reference that finds nothing waits for what may have been stored a moment ago. */
const NEWS_WITHIN_MS = 2_000;
/** Positions that one call may name: those of a bank's files. */
const MOST_POSITIONS = 8;

/**
 * Waits until the read models hold what a call must see. Undefined when it names no position: the common case costs
 * nothing.
 */
@Injectable()
export class ReadYourWrites {
  constructor(private readonly progress: Progress) {}

  /**
   * For what is answered as a whole: refuses where something that the position stands for is parked, since the answer
   * would lack it unseen.
   */
  caughtUp(
    context: RequestContext,
    position?: unknown,
    consumers: readonly string[] = this.progress.names,
  ): Promise<void> | undefined {
    const positions = positionsOf(context, position);
    return positions && this.wait(positions, consumers).then(() => this.assertNothingParked(positions, consumers));
  }

  /** For what is joined by id: it shows what is known, which is no less than the position where nothing is parked. */
  caughtUpWithReferences(
    context: RequestContext,
    consumers: readonly string[] = this.progress.names,
  ): Promise<void> | undefined {
    const positions = positionsOf(context);
    return positions && this.wait(positions, consumers);
  }

  /**
   * Lets consumers take what was stored before this moment, if it does not take too long: a caller may know of a thing
   * before they do.
   */
  async news(consumers: readonly string[] = this.progress.names): Promise<void> {
    await this.progress.caughtUp(consumers, NEWS_WITHIN_MS).catch(() => undefined);
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

  private async assertNothingParked(positions: readonly string[], consumers: readonly string[]): Promise<void> {
    const found = await Promise.all(positions.map((position) => this.progress.parkedUpTo(position, consumers)));
    const behind = [...new Set(found.flat())];
    if (behind.length > 0) throw QueryRefused.of(sharedRejections.EVENTS_PARKED({ consumers: behind.join(', ') }));
  }
}

/** Of the argument and of the header, which may name several, parted by commas; undefined for none. */
function positionsOf({ atLeast = '' }: RequestContext, position?: unknown): readonly string[] | undefined {
  if (atLeast === '' && (typeof position !== 'string' || position === '')) return undefined;
  const named = atLeast.split(',').map((each) => each.trim());
  const positions = [...new Set([...named, ...(typeof position === 'string' ? [position] : [])])].filter(
    (each) => each !== '',
  );
  if (positions.length > MOST_POSITIONS) throw QueryRefused.of(sharedRejections.POSITION_INVALID());
  return positions;
}
