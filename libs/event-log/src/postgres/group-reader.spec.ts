import type { RecordedEvent } from '@hengxin/event-sourcing';
import { LogUnavailable } from '../log-unavailable.js';
import { GroupReader } from './group-reader.js';

describe('reads of streams', () => {
  const eventOf = (stream: string) => ({ stream }) as RecordedEvent;

  it('of callers who come together share a statement, and each gets its own stream', async () => {
    const statements: (readonly string[])[] = [];
    const reader = new GroupReader(async (streams) => {
      statements.push(streams);
      return new Map(streams.filter((stream) => stream !== 'none').map((stream) => [stream, [eventOf(stream)]]));
    });
    const found = await Promise.all(['a', 'b', 'none', 'a'].map((stream) => reader.read(stream)));
    expect(found).toEqual([[eventOf('a')], [eventOf('b')], [], [eventOf('a')]]);
    expect(statements).toEqual([['a', 'b', 'none']]);
  });

  it('that come while two statements are under way wait and share the next', async () => {
    const waiting: (() => void)[] = [];
    const statements: number[] = [];
    const reader = new GroupReader(async (streams) => {
      statements.push(streams.length);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return new Map();
    });
    const turn = () => new Promise((next) => setImmediate(next));
    const reads = [reader.read('a')];
    await turn();
    reads.push(reader.read('b'));
    await turn();
    reads.push(reader.read('c'), reader.read('d'));
    await turn();
    expect(statements).toEqual([1, 1]);
    waiting.shift()!();
    await turn();
    await turn();
    expect(statements).toEqual([1, 1, 2]);
    while (waiting.length > 0) waiting.shift()!();
    await Promise.all(reads);
  });

  it('of which one fails leave the others alone', async () => {
    const reader = new GroupReader(async (streams) => {
      if (streams.includes('bad')) throw new Error('nobody understands this');
      return new Map(streams.map((stream) => [stream, [eventOf(stream)]]));
    });
    const bad = reader.read('bad');
    const good = reader.read('good');
    await expect(bad).rejects.toThrow('nobody understands');
    expect(await good).toEqual([eventOf('good')]);
  });

  it('are not sent one by one to a database that is away', async () => {
    let statements = 0;
    const reader = new GroupReader(async () => {
      statements++;
      throw new LogUnavailable('reading streams');
    });
    const reads = [reader.read('a'), reader.read('b')];
    for (const read of reads) await expect(read).rejects.toThrow(LogUnavailable);
    expect(statements).toBe(1);
  });
});
