import type { Pool } from 'pg';
import type { AnyDeadline, ProviderToken } from './deadline.js';
import { Lane } from './lane.js';

/** The clock of the service; a demo clock may jump forward. */
export interface DeadlineClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls the listener after each jump. Answers how to stop. */
  onMove(listener: () => void): () => void;
}

/** Is told what happens, for logs and figures. Keys are ids. */
export interface DeadlinesObserver {
  acted(what: { readonly kind: string; readonly key: string }): void;
  /** An attempt failed, and is made again. `failures`: of this deadline, this one included. */
  failed(what: {
    readonly kind: string;
    readonly key: string;
    readonly failures: number;
    readonly error: unknown;
  }): void;
  /** The database does not answer, or the connection with the lock was lost; it is looked again. */
  interrupted(error: unknown): void;
}

export interface DeadlinesOptions {
  /** Connections to the service's own schema. One is held while there is something to act on. */
  readonly pool: Pool;
  readonly clock: DeadlineClock;
  readonly deadlines: readonly AnyDeadline[];
  readonly providerOf: <P>(token: ProviderToken<P>) => P;
  readonly observer: DeadlinesObserver;
}

/** Acts on a service's deadlines, in one instance at a time, each kind that is apart in a lane of its own. */
export class Deadlines {
  private readonly lanes: readonly Lane[];
  private readonly stopping = new AbortController();
  private readonly unsubscribe: (() => void)[] = [];
  private running: Promise<unknown> = Promise.resolve();

  /** Throws where two deadlines share a kind. */
  constructor(private readonly options: DeadlinesOptions) {
    const { deadlines } = options;
    const twice = deadlines.find(({ kind }, index) => deadlines.findIndex((each) => each.kind === kind) !== index);
    if (twice) throw new Error(`two deadlines are called ${twice.kind}`);
    const together = deadlines.filter(({ definition }) => !definition.apart);
    const apart = deadlines.filter(({ definition }) => definition.apart);
    const lane = (name: string, of: readonly AnyDeadline[]) =>
      new Lane(name, of, options, options.observer, this.stopping.signal);
    this.lanes = [
      ...(together.length > 0 ? [lane('all', together)] : []),
      ...apart.map((each) => lane(each.kind, [each])),
    ];
  }

  /** Acts from now on: on what has come meanwhile at once, on the rest when its moment comes. */
  start(): void {
    const wake = (): void => this.lanes.forEach((lane) => lane.wake());
    this.unsubscribe.push(this.options.clock.onMove(wake), ...this.options.deadlines.map((each) => each.onNews(wake)));
    this.running = Promise.all(this.lanes.map((lane) => lane.run()));
  }

  /** Acts on all that is due now, without waiting for more. Where another instance is at it, answers at once. */
  async actOnDue(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.pass()));
  }

  /** Begins nothing more, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const each of this.unsubscribe.splice(0)) each();
    for (const lane of this.lanes) lane.wake();
    await this.running;
  }
}
