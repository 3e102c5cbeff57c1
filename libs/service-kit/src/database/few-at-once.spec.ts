import type { TxSource } from '@hengxin/event-bus';
import { fewAtOnce } from './few-at-once.js';

/** A database that counts how many transactions are open, and never more than it has connections. */
function poolOf(connections: number) {
  const waiting: (() => void)[] = [];
  let free = connections;
  const pool = { most: 0, open: 0 };
  const source: TxSource = {
    query: async () => [],
    async tx(work) {
      if (free > 0) free--;
      else await new Promise<void>((come) => waiting.push(come));
      pool.most = Math.max(pool.most, ++pool.open);
      try {
        return await work({ query: async () => [] });
      } finally {
        pool.open--;
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
  return { pool, source };
}

describe('consumers that each hold a connection while their command needs another', () => {
  it('leave connections for their commands, however many there are', async () => {
    const { pool, source } = poolOf(4);
    const consumers = fewAtOnce(source, 2);
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, number) => consumers.tx(() => source.tx(async () => number))),
    );
    expect(done).toEqual(Array.from({ length: 20 }, (_, number) => number));
    expect(pool).toEqual({ most: 4, open: 0 });
  });

  it('give their turn back when they fail', async () => {
    const { pool, source } = poolOf(4);
    const consumers = fewAtOnce(source, 1);
    const fail = () => consumers.tx(() => Promise.reject(new Error('broken')));
    const outcomes = await Promise.allSettled([fail(), fail(), consumers.tx(async () => 'well')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(pool.open).toBe(0);
  });
});
