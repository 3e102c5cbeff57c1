import type { Tx } from '@hengxin/event-bus';
import type { z } from 'zod';
import { cancelKeys, moveKeys, registerNewsRows, registerRows } from './deadline-statements.js';

/** Where statements run: the transaction whose writes a deadline belongs to, or a database. */
export type On = Pick<Tx, 'query'>;

/** A deadline as it is registered. Its data holds ids, never personal data: it is kept as it is. */
export interface Registration<Data> {
  /** Unique among the deadlines of its kind; ids alone, since it is logged. */
  readonly key: string;
  /** The moment, RFC 3339 with an offset. Precise to a millisecond. */
  readonly at: string;
  readonly data: Data;
}

/** A deadline whose moment has come. */
export interface Due<Data> extends Registration<Data> {
  /** The same moment, RFC 3339 in UTC. It is "now" for all that is decided, however long ago it was. */
  readonly at: string;
  /** Made of kind, key and moment: acting a second time gives the same command. */
  readonly commandId: string;
  /** Failures before this attempt; 0 for the first. */
  readonly failures: number;
  /**
   * Given when the service stops, or when another instance may take over: what throws after that is no failure, and is
   * begun again there.
   */
  readonly signal: AbortSignal;
}

/**
 * What an act may answer: the deadline's next moment, for what comes back. It is registered where nobody moved or
 * cancelled this one.
 */
export interface Again<Data> {
  readonly again: { readonly at: string; readonly data: Data };
}

/** A class, as the token of a provider. */
export type ProviderToken<Provider> = abstract new (...args: never[]) => Provider;

export interface DeadlineDefinition<Data, Provider> {
  readonly schema: z.ZodType<Data>;
  /** The provider that the act needs, a function so that it may register such deadlines itself. */
  readonly provider: () => ProviderToken<Provider>;
  /**
   * At least once after the moment; its effect must be once. A command with `due.commandId` has it, and a stream that
   * has moved on meanwhile refuses it. Any error that it throws is a failure: it is tried again, later from time to
   * time, and holds no other deadline up.
   */
  readonly act: (due: Due<Data>, provider: Provider) => Promise<void | Again<Data>>;
  /** Takes long and holds nothing else up: deadlines of this kind are in order among themselves only. Default false. */
  readonly apart?: boolean;
  /** Real time between attempts that fail; default 1 s to 60 s. */
  readonly backOff?: { readonly firstMs: number; readonly longestMs: number };
}

/**
 * What became of a deadline that was cancelled. BEGUN: an attempt has begun, and may have had its effect; no other
 * follows.
 */
export type Cancelled = 'CANCELLED' | 'BEGUN';

/** A kind of moments to come. A module's constant; `deadline` makes it. */
export class Deadline<Data = unknown, Provider = unknown> {
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly kind: string,
    readonly definition: DeadlineDefinition<Data, Provider>,
  ) {}

  /**
   * Registers deadlines, or moves those whose keys are there to the new moment. The same key and moment a second time
   * change nothing, also after it was acted on. Throws where data does not have its shape.
   */
  async register(on: On, deadlines: readonly Registration<Data>[]): Promise<void> {
    if (deadlines.length === 0) return;
    await registerRows(on, this.kind, this.rowsOf(deadlines));
    this.tell();
  }

  /**
   * Registers deadlines that are to act on what this transaction writes. One that waits by its key stays, and sees it.
   * Where an attempt has begun, which may not have seen it, or one was acted on, another follows: at the new moment, or
   * a millisecond behind the old one.
   */
  async registerNews(on: On, deadlines: readonly Registration<Data>[]): Promise<void> {
    if (deadlines.length === 0) return;
    await registerNewsRows(on, this.kind, this.rowsOf(deadlines));
    this.tell();
  }

  /** Moves those that still wait to another moment. Answers the keys that were moved. */
  async move(on: On, moves: readonly Pick<Registration<Data>, 'key' | 'at'>[]): Promise<ReadonlySet<string>> {
    if (moves.length === 0) return new Set();
    const moved = await moveKeys(
      on,
      this.kind,
      moves.map(({ key, at }) => ({ key, at: momentOf(at) })),
    );
    this.tell();
    return moved;
  }

  /**
   * Cancels those that still wait. Answers those that did, by key: one that is absent was never registered, or is acted
   * on.
   */
  cancel(on: On, keys: readonly string[]): Promise<ReadonlyMap<string, Cancelled>> {
    return keys.length === 0 ? Promise.resolve(new Map()) : cancelKeys(on, this.kind, keys);
  }

  /** Calls the listener after each registration in this process, maybe before it commits. Answers how to stop. */
  onNews(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private rowsOf(deadlines: readonly Registration<Data>[]): Registration<Data>[] {
    const { schema } = this.definition;
    return deadlines.map(({ key, at, data }) => ({ key, at: momentOf(at), data: schema.parse(data) }));
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Declares a kind of deadline. `kind` names it in the database and must stay. */
export function deadline<Data, Provider>(
  kind: string,
  definition: DeadlineDefinition<Data, Provider>,
): Deadline<Data, Provider> {
  return new Deadline(kind, definition);
}

/** Any kind, where only its name matters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyDeadline = Deadline<any, any>;

function momentOf(at: string): string {
  const ms = Date.parse(at);
  if (Number.isNaN(ms) || !/(Z|[+-]\d\d:\d\d)$/.test(at))
    throw new TypeError(`${at} is no moment: RFC 3339 with an offset is needed`);
  return new Date(ms).toISOString();
}
