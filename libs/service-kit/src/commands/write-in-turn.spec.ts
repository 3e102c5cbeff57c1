import { jest } from '@jest/globals';
import { writeInTurn } from './write-in-turn.js';

const STREAM = 'unit-1';

describe('those who write to one stream in one process', () => {
  const log = { append: async () => ({}) as never };
  let underway = 0;
  let together = 0;
  beforeEach(() => {
    [underway, together] = [0, 0];
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  /** An attempt that takes its time, and then answers or fails. */
  const taking = (ms: number, end: () => string | undefined) => async () => {
    together = Math.max(together, ++underway);
    await new Promise((go) => setTimeout(go, ms));
    underway--;
    return end();
  };

  it('go one after the other for as long as the line moves, however long it is', async () => {
    const results = Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        writeInTurn(
          log,
          STREAM,
          taking(30, () => `done ${n}`),
          100,
        ),
      ),
    );
    await pass(20 * 30);
    expect(await results).toEqual(Array.from({ length: 20 }, (_, n) => `done ${n}`));
    expect(together).toBe(1);
  });

  it('do not wait for everybody before them while it stands still', async () => {
    const away = taking(1_000, () => {
      throw new Error('away');
    });
    const results = Promise.allSettled(Array.from({ length: 20 }, () => writeInTurn(log, STREAM, away, 100)));
    await pass(1_100);
    expect((await results).map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
  });

  it('have their time from their turn on', async () => {
    const first = writeInTurn(
      log,
      STREAM,
      taking(100, () => 'first'),
      100,
    );
    let attempts = 0;
    // It rests between its attempts by a clock that is not the one held here: for its time, these rests are nothing.
    const second = writeInTurn(log, STREAM, async () => (++attempts < 3 ? undefined : 'second'), 100);
    await pass(100);
    expect(await first).toBe('first');
    expect(await second).toBe('second');
  });

  it('have one attempt at least, and are refused once their time is over', async () => {
    let attempts = 0;
    expect(await writeInTurn(log, STREAM, async () => (attempts++, undefined), 0)).toBeUndefined();
    expect(attempts).toBe(1);
  });
});
