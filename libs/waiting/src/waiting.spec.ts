import { after, backOffMs, every, orAfter, pause, Shared, within } from './index.js';

describe('a pause', () => {
  it('ends at once when the signal was given before, or is given meanwhile, and does not reject', async () => {
    const stop = new AbortController();
    const waiting = pause(86_400_000, stop.signal);
    stop.abort();
    await waiting;
    await pause(86_400_000, stop.signal);
  });
  it('ends by itself', async () => {
    await pause(1);
    await pause(1, new AbortController().signal);
  });
});

describe('a back-off', () => {
  it.each([
    [1, 20],
    [2, 40],
    [5, 320],
    [6, 500],
    [4_000, 500],
  ])('after %i failures is %i ms', (failures, ms) => {
    expect(backOffMs(failures, { firstMs: 20, longestMs: 500 })).toBe(ms);
  });
});

describe('work within a time', () => {
  const late = () => new Error('too late');
  it('answers what it resolves or rejects to', async () => {
    await expect(within(60_000, Promise.resolve(1), late)).resolves.toBe(1);
    await expect(within(60_000, Promise.reject(new Error('its own')), late)).rejects.toThrow('its own');
  });
  it('that takes longer is given up', async () => {
    await expect(within(1, new Promise(() => undefined), late)).rejects.toThrow('too late');
  });
});

describe('a shared look', () => {
  const setUp = () => {
    const looks: PromiseWithResolvers<number>[] = [];
    const shared = new Shared(() => {
      const look = Promise.withResolvers<number>();
      looks.push(look);
      return look.promise;
    });
    return { looks, shared };
  };
  it('is the same for all who come while another one is under way, and begins after they came', async () => {
    const { looks, shared } = setUp();
    const first = shared.ask();
    const later = [shared.ask(), shared.ask()];
    expect(looks).toHaveLength(1);
    looks[0]!.resolve(1);
    expect(await first).toBe(1);
    await Promise.resolve();
    expect(looks).toHaveLength(2);
    looks[1]!.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2]);
  });
  it('fails for those alone who shared it', async () => {
    const { looks, shared } = setUp();
    const first = shared.ask();
    const later = shared.ask();
    looks[0]!.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    looks[1]!.resolve(2);
    expect(await later).toBe(2);
    const last = shared.ask();
    looks[2]!.resolve(3);
    expect(await last).toBe(3);
  });
});

describe('work or an answer after a time', () => {
  it('answers what it resolves or rejects to', async () => {
    await expect(orAfter(60_000, Promise.resolve(1), 'late')).resolves.toBe(1);
    await expect(orAfter(60_000, Promise.reject(new Error('its own')), 'late')).rejects.toThrow('its own');
  });
  it('that takes longer gives the other answer', async () => {
    await expect(orAfter(1, new Promise(() => undefined), 'late')).resolves.toBe('late');
  });
});

describe('an act', () => {
  it('comes once, or again and again, until it is stopped', async () => {
    await new Promise<void>((resolve) => after(1, resolve));
    let times = 0;
    await new Promise<void>((resolve) => {
      const stop = every(1, () => ++times === 3 && (stop(), resolve()));
    });
    expect(times).toBe(3);
  });
  it('that was stopped before does not come', async () => {
    const acts: string[] = [];
    after(1, () => acts.push('after'))();
    every(1, () => acts.push('every'))();
    await pause(20);
    expect(acts).toEqual([]);
  });
});
