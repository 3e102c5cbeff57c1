import { sharedLook } from './shared-look.js';

describe('a look that all share', () => {
  let now = 0;
  let looks: { end(found: string): void; fail(error: Error): void }[] = [];
  const begin = () =>
    sharedLook(
      () => new Promise<string>((end, fail) => looks.push({ end, fail })),
      1_000,
      () => now,
    );
  beforeEach(() => {
    now = 0;
    looks = [];
  });

  it('is one while it is under way, however long it takes', async () => {
    const look = begin();
    const first = Array.from({ length: 100 }, look);
    now = 60_000;
    first.push(look());
    expect(looks).toHaveLength(1);
    looks[0]!.end('seen');
    expect(new Set(await Promise.all(first))).toEqual(new Set(['seen']));
  });
  it('holds for its time and no longer', async () => {
    const look = begin();
    const first = look();
    looks[0]!.end('first');
    await first;
    now = 999;
    expect(await look()).toBe('first');
    now = 1_000;
    const second = look();
    looks[1]!.end('second');
    expect(await second).toBe('second');
  });
  it('that fails is shared as well, and tried again after its time', async () => {
    const look = begin();
    const first = look();
    looks[0]!.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect(look()).rejects.toThrow('no');
    now = 1_000;
    const second = look();
    looks[1]!.end('yes');
    expect(await second).toBe('yes');
  });
});
