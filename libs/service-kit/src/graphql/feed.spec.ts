import { Feed } from './feed.js';

describe('a feed', () => {
  it('gives each listener the values it wants, in order, from the moment it listens', async () => {
    const feed = new Feed<number>();
    feed.publish(0);
    const even = feed.subscribe((n) => n % 2 === 0);
    const all = feed.subscribe();
    for (const n of [1, 2, 3, 4]) feed.publish(n);
    expect([(await even.next()).value, (await even.next()).value]).toEqual([2, 4]);
    expect([(await all.next()).value, (await all.next()).value]).toEqual([1, 2]);
  });

  it('lets a waiting listener go when it is returned, and forgets it', async () => {
    const feed = new Feed<number>();
    const listener = feed.subscribe();
    const waiting = listener.next();
    expect(feed.listening).toBe(1);
    await listener.return!();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(await listener.next()).toEqual({ value: undefined, done: true });
    expect(feed.listening).toBe(0);
  });

  it('tells a listener that does not keep up, after what it still holds, and lets it go', async () => {
    const feed = new Feed<number>();
    const slow = feed.subscribe();
    for (let n = 0; n < 1005; n++) feed.publish(n);
    expect(feed.listening).toBe(0);
    for (let n = 0; n < 1000; n++) expect(await slow.next()).toEqual({ value: n, done: false });
    await expect(slow.next()).rejects.toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW' });
    expect(await slow.next()).toEqual({ value: undefined, done: true });
  });
});
