import type { Directory } from '@hengxin/identity';
import type { Database, Progress } from '@hengxin/service-kit';
import { FirstLoad } from './first-load.js';

/** A load over a database that answers when the spec says so. */
function setUp({ over = false, heldBefore = false } = {}) {
  const answers: (() => void)[] = [];
  const known = { run: null as string | null, over };
  const database = {
    tx: (work: (tx: unknown) => unknown) => work({ query: async () => [] }),
    query: (text: string, [run]: string[] = []) =>
      new Promise((answer) =>
        answers.push(() => {
          if (text.startsWith('update')) known.run = run!;
          answer([{ ...known }]);
        }),
      ),
  };
  const progress = { caughtUp: async () => undefined };
  const directory = { tree: { hasEverHeld: () => heldBefore } };
  const load = new FirstLoad(
    database as unknown as Database,
    progress as unknown as Progress,
    directory as unknown as Directory,
  );
  /** Lets the database answer, the question that came last first, until nothing more is asked. */
  const answerAll = async (): Promise<void> => {
    for (let idle = 0; idle < 3; idle++) {
      await new Promise(setImmediate);
      const answer = answers.pop();
      if (!answer) continue;
      answer();
      idle = 0;
    }
  };
  return { load, answerAll, known };
}

describe('the first load', () => {
  it('takes the batches of a run in their order, whatever the order of the answers, since each may wait for the one before', async () => {
    const { load, answerAll } = setUp();
    const begun = Promise.withResolvers<void>();
    const stored: string[] = [];
    const first = load.during('R1', async (isFirst) => {
      stored.push(`first ${isFirst}`);
      begun.resolve();
    });
    const second = load.during('R1', async (isFirst) => {
      await begun.promise;
      stored.push(`second ${isFirst}`);
    });
    await answerAll();
    await Promise.all([first, second]);
    expect(stored).toEqual(['first true', 'second true']);
  });

  it('goes on with the next batch when one fails', async () => {
    const { load, answerAll } = setUp();
    const failing = load.during('R1', () => Promise.reject(new Error('the log is away')));
    const next = load.during('R1', async (isFirst) => isFirst);
    const outcomes = Promise.allSettled([failing, next]);
    await answerAll();
    expect(await outcomes).toMatchObject([{ reason: { message: 'the log is away' } }, { value: true }]);
  });

  it('holds up nobody once it is over', async () => {
    const { load, answerAll } = setUp({ over: true });
    void load.during('R1', () => new Promise<boolean>(() => undefined));
    const next = load.during('R2', async (isFirst) => isFirst);
    await answerAll();
    expect(await next).toBe(false);
  });

  it('is none where somebody has held a wide role', async () => {
    const { load, answerAll, known } = setUp({ heldBefore: true });
    const stored = load.during('R1', async (isFirst) => isFirst);
    await answerAll();
    expect([await stored, known.run]).toEqual([false, null]);
  });
});
