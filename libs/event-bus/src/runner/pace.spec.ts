import { Pace, Rest } from './pace.js';

const recorded = (agoMs = 0) => ({ recordedAt: new Date(Date.now() - agoMs).toISOString() });
let now = 0;
let head = '1';
const paced = () => new Pace({ head: async () => head }, () => now);
beforeEach(() => {
  now = 10_000;
  head = '1';
});

it('rests three times as long as the last batch took, half a second at most, and behind nine times, three seconds at most', async () => {
  const pace = paced();
  pace.worked(20);
  expect(await pace.restMs(recorded(), false)).toBe(60);
  pace.worked(5_000);
  expect(await pace.restMs(recorded(), false)).toBe(500);
  expect(await pace.restMs(recorded(), true)).toBe(3_000);
});

it('what passed since the batch is part of the rest', async () => {
  const pace = paced();
  pace.worked(20);
  now += 45;
  expect(await pace.restMs(recorded(), false)).toBe(15);
  now += 45;
  expect(await pace.restMs(recorded(), false)).toBe(0);
});

it('behind, it rests while the log grows, and goes on at once when it grows no more', async () => {
  const pace = paced();
  pace.worked(100);
  expect(await pace.restMs(recorded(), true)).toBe(900);
  expect(await pace.restMs(recorded(), true)).toBe(0);
  head = '2';
  expect(await pace.restMs(recorded(), true)).toBe(900);
});

it('behind by twenty seconds, it rests no more', async () => {
  const pace = paced();
  pace.worked(100);
  expect(await pace.restMs(recorded(20_000), true)).toBe(0);
});

it('rests from an old event like from any, when nothing else waits', async () => {
  const pace = paced();
  pace.worked(100);
  expect(await pace.restMs(recorded(20_000), false)).toBe(300);
});

it('goes on when the log does not answer', async () => {
  const pace = new Pace({ head: () => Promise.reject(new Error('gone')) }, () => now);
  pace.worked(100);
  expect(await pace.restMs(recorded(), true)).toBe(0);
});

it('a rest ends by itself or when it is ended, and there is none of no time', async () => {
  const rest = new Rest();
  await rest.take(0);
  await rest.take(1);
  const long = [rest.take(3_600_000), rest.take(3_600_000)];
  rest.end();
  await Promise.all(long);
});
