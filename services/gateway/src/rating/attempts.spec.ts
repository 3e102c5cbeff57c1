import { Attempts } from './attempts.js';

describe('attempts of an address', () => {
  let now = 0;
  const attempts = () => new Attempts(3, 60_000, () => now);
  beforeEach(() => (now = 0));

  it('are a few within a while, and begin again after it', () => {
    const each = attempts();
    expect([1, 2, 3, 4, 5].map(() => each.take('a'))).toEqual([true, true, true, false, false]);
    now = 60_000;
    expect(each.take('a')).toBe(true);
  });
  it('are counted for each address apart', () => {
    const each = attempts();
    for (let i = 0; i < 4; i++) each.take('a');
    expect([each.take('a'), each.take('b')]).toEqual([false, true]);
  });
  it('cost no more memory than ten thousand addresses', () => {
    const each = attempts();
    for (let i = 0; i < 20_000; i++) each.take(String(i));
    expect((each as unknown as { counts: Map<string, unknown> }).counts.size).toBe(10_000);
  });
});
