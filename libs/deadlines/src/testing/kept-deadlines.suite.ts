import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { z } from 'zod';
import {
  type AnyDeadline,
  type Deadline,
  deadline,
  DeadlineTable1775000000000,
  Deadlines,
  type Due,
  type Registration,
} from '../index.js';

/** A clock that stands still until it is moved. */
export class StandingClock {
  private readonly listeners = new Set<() => void>();

  constructor(private ms = Date.parse('2026-03-02T01:00:00Z')) {}

  now(): number {
    return this.ms;
  }

  moveTo(moment: string | number): void {
    this.ms = typeof moment === 'number' ? moment : Date.parse(moment);
    for (const listener of this.listeners) listener();
  }

  onMove(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** What a deadline of the specs does, and what it did. */
export class Acts {
  readonly done: Due<{ readonly n: number }>[] = [];
  do: (due: Due<{ readonly n: number }>) => Promise<void | { again: { at: string; data: { n: number } } }> = async () =>
    undefined;

  get keys(): string[] {
    return this.done.map(({ key }) => key);
  }
}

export const DATA = z.object({ n: z.number() });

/** The kind that specs register: short delays between attempts, so that nothing waits long. */
export const reminder = deadline('reminder', {
  schema: DATA,
  provider: () => Acts,
  act: async (due, acts) => {
    const again = await acts.do(due);
    acts.done.push(due);
    return again;
  },
  backOff: { firstMs: 20, longestMs: 20 },
});

/** One service: its schema, and the instances that run on it. */
export class KeptDeadlines {
  private readonly instances: { readonly deadlines: Deadlines; readonly pool: pg.Pool }[] = [];
  readonly clock = new StandingClock();
  readonly interruptions: unknown[] = [];
  readonly failures: { readonly key: string; readonly failures: number }[] = [];

  private constructor(
    readonly test: TestDatabase,
    readonly pool: pg.Pool,
    readonly database: TxSource,
  ) {}

  static async open(): Promise<KeptDeadlines> {
    const test = await testDatabase();
    const pool = new pg.Pool({ connectionString: test.url, max: 12 });
    await new DeadlineTable1775000000000().up({ query: (text) => pool.query(text) });
    return new KeptDeadlines(test, pool, poolTxSource(pool));
  }

  /** An instance that does not run by itself yet. */
  instance(acts: Acts, deadlines: readonly AnyDeadline[] = [reminder], clock = this.clock): Deadlines {
    const pool = new pg.Pool({ connectionString: this.test.url, max: 4 });
    const observer = {
      acted: () => undefined,
      failed: ({ key, failures }: { key: string; failures: number }) => void this.failures.push({ key, failures }),
      interrupted: (error: unknown) => void this.interruptions.push(error),
    };
    const made = new Deadlines({ pool, clock, deadlines, observer, providerOf: <P>() => acts as P });
    this.instances.push({ deadlines: made, pool });
    return made;
  }

  start(acts: Acts, deadlines?: readonly AnyDeadline[]): Deadlines {
    const made = this.instance(acts, deadlines);
    made.start();
    return made;
  }

  register(key: string, at: string, n = 0, kind: Deadline<{ n: number }, Acts> = reminder): Promise<void> {
    return kind.register(this.database, [{ key, at, data: { n } }]);
  }

  registerAll(deadlines: readonly Registration<{ n: number }>[]): Promise<void> {
    return reminder.register(this.database, deadlines);
  }

  /** Keys that still wait. */
  async waiting(): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(
      'select key from deadline where done_at is null order by at, key',
    );
    return rows.map(({ key }) => key);
  }

  /** Ends all instances, and forgets all deadlines. */
  async clear(): Promise<void> {
    const running = this.instances.splice(0);
    await Promise.all(running.map(({ deadlines }) => deadlines.stop()));
    await Promise.all(running.map(({ pool }) => pool.end()));
    await this.pool.query('truncate deadline');
    this.failures.length = 0;
    this.interruptions.length = 0;
    this.clock.moveTo('2026-03-02T01:00:00Z');
  }

  async close(): Promise<void> {
    await this.clear();
    await this.pool.end();
    await this.test.drop();
  }
}

/** Looks again until it holds; the suite's time is the limit. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
