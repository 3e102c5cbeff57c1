import type { Tx } from '@hengxin/event-bus';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';

/** How a service makes a read model again beside the one that is read. */
export interface Rebuilding {
  /** What its projections need beside themselves: none of its resolvers and reactions. */
  readonly module: Type | DynamicModule;
  /** Consumers whose rows are copied first, since what is made again looks at them. */
  readonly seeds: readonly string[];
  /**
   * Copies from a schema what the log does not tell and the new version has to hold: before anything of it is made, in
   * the schema of its own.
   */
  readonly carry?: (tx: Tx, from: string) => Promise<void>;
  /** A statement that finds a row where what was carried is another by now in the schema that is read; asked last. */
  readonly carriedIsOther?: (read: string, beside: string) => string;
  /** Tables that go along beside those of the projections. */
  readonly moved: readonly string[];
  /** Columns that depend on how the log was cut into batches, or on chance: they are not compared. */
  readonly incidental: readonly string[];
  /** Tables of sums: rows that are alike but for what is incidental are one, and a row of noughts is none. */
  readonly sums: readonly string[];
  /** Whether what this process has made again may be shown, once its consumers have read the log. */
  readonly isReady: (beside: Pick<INestApplicationContext, 'get'>) => Promise<boolean>;
}

/** Why a read model is not made again: a sentence for the person who ordered it. */
export class RebuildRefused extends Error {
  override name = 'RebuildRefused';
}
