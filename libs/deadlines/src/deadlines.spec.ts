import { z } from 'zod';
import { deadline } from './index.js';
import { Acts, DATA, eventually, KeptDeadlines, reminder } from './testing/kept-deadlines.suite.js';

describe('a deadline', () => {
  let kept: KeptDeadlines;
  let acts: Acts;
  beforeAll(async () => void (kept = await KeptDeadlines.open()), 60_000);
  beforeEach(() => void (acts = new Acts()));
  afterEach(() => kept.clear());
  afterAll(() => kept.close());

  it('is acted on when its moment comes, and not before, with that moment as now', async () => {
    await kept.register('a', '2026-03-02T10:00:00+08:00', 7);
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(acts.done).toEqual([]);
    kept.clock.moveTo('2026-03-02T10:00:00+08:00');
    await instance.actOnDue();
    expect(acts.done).toMatchObject([
      {
        key: 'a',
        at: '2026-03-02T02:00:00.000Z',
        data: { n: 7 },
        failures: 0,
        commandId: 'reminder a 2026-03-02T02:00:00.000Z',
      },
    ]);
    await instance.actOnDue();
    expect(acts.keys).toEqual(['a']);
  });

  it('of an instance that runs is acted on when the clock jumps past it, or when it is registered past due', async () => {
    kept.start(acts);
    await kept.register('past', '2026-03-02T00:59:00Z');
    await eventually(() => acts.keys.includes('past'));
    await kept.register('to come', '2026-03-05T00:00:00Z');
    kept.clock.moveTo('2026-03-06T00:00:00Z');
    await eventually(() => acts.keys.includes('to come'));
  });

  it('is acted on although its transaction commits after its moment', async () => {
    kept.start(acts);
    await kept.database.tx(async (tx) => {
      await reminder.register(tx, [{ key: 'late', at: '2026-03-02T00:00:00Z', data: { n: 1 } }]);
      await tx.query('select pg_sleep(0.2)');
    });
    await eventually(() => acts.keys.includes('late'));
  });

  it('of a transaction that rolls back was never registered', async () => {
    const failed = kept.database.tx(async (tx) => {
      await reminder.register(tx, [{ key: 'a', at: '2026-03-02T00:00:00Z', data: { n: 1 } }]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await kept.instance(acts).actOnDue();
    expect(acts.keys).toEqual([]);
  });

  it('is registered once a key and moment, also after it was acted on', async () => {
    for (let i = 0; i < 2; i++) await kept.register('a', '2026-03-02T01:00:00Z');
    const instance = kept.instance(acts);
    await instance.actOnDue();
    await kept.register('a', '2026-03-02T09:00:00+08:00');
    await instance.actOnDue();
    expect(acts.keys).toEqual(['a']);
  });

  it('is moved by registering its key for another moment, and acted on again where it was acted on', async () => {
    await kept.register('a', '2026-03-02T01:00:00Z');
    await kept.register('a', '2026-03-03T01:00:00Z');
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(acts.keys).toEqual([]);
    kept.clock.moveTo('2026-03-03T01:00:00Z');
    await instance.actOnDue();
    await kept.register('a', '2026-03-02T05:00:00Z');
    await instance.actOnDue();
    expect(acts.done.map(({ at }) => at)).toEqual(['2026-03-03T01:00:00.000Z', '2026-03-02T05:00:00.000Z']);
  });

  it('for news stays while it waits, and comes again behind one that was acted on, as another command', async () => {
    const news = (at: string) => reminder.registerNews(kept.database, [{ key: 'a', at, data: { n: 1 } }]);
    await news('2026-03-02T01:00:00Z');
    await news('2026-03-02T01:00:10Z');
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(acts.done.map(({ at }) => at)).toEqual(['2026-03-02T01:00:00.000Z']);
    await news('2026-03-02T01:00:00Z');
    kept.clock.moveTo('2026-03-02T01:00:01Z');
    await instance.actOnDue();
    await news('2026-03-02T01:00:01Z');
    await instance.actOnDue();
    expect(acts.done.map(({ commandId }) => commandId)).toEqual([
      'reminder a 2026-03-02T01:00:00.000Z',
      'reminder a 2026-03-02T01:00:00.001Z',
      'reminder a 2026-03-02T01:00:01.000Z',
    ]);
    expect(await kept.waiting()).toEqual([]);
  });

  it('for news that come while an attempt is under way is acted on again', async () => {
    const news = [{ key: 'a', at: '2026-03-02T01:00:00Z', data: { n: 1 } }];
    acts.do = async () => {
      if (acts.done.length === 0) await reminder.registerNews(kept.database, news);
    };
    await reminder.registerNews(kept.database, news);
    const instance = kept.instance(acts);
    await instance.actOnDue();
    kept.clock.moveTo('2026-03-02T01:00:01Z');
    await instance.actOnDue();
    expect(acts.done.map(({ at }) => at)).toEqual(['2026-03-02T01:00:00.000Z', '2026-03-02T01:00:00.001Z']);
    expect(await kept.waiting()).toEqual([]);
  });

  it('of several with one key in one call, the last one counts', async () => {
    const at = '2026-03-02T01:00:00Z';
    await kept.registerAll([1, 2, 3].map((n) => ({ key: 'a', at, data: { n } })));
    await kept.instance(acts).actOnDue();
    expect(acts.done.map(({ data }) => data.n)).toEqual([3]);
  });

  it('is moved by its key while it waits, and told so', async () => {
    await kept.register('a', '2026-03-02T01:00:00Z');
    const later = [
      { key: 'a', at: '2026-03-02T02:00:00Z' },
      { key: 'unknown', at: '2026-03-02T02:00:00Z' },
    ] as const;
    expect([...(await reminder.move(kept.database, later))]).toEqual(['a']);
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(acts.keys).toEqual([]);
    kept.clock.moveTo('2026-03-02T02:00:00Z');
    await instance.actOnDue();
    expect(acts.keys).toEqual(['a']);
    expect([...(await reminder.move(kept.database, [{ key: 'a', at: '2026-03-02T03:00:00Z' }]))]).toEqual([]);
  });

  it('is cancelled by its key while it waits, and told so', async () => {
    for (const key of ['a', 'b']) await kept.register(key, '2026-03-02T01:00:00Z');
    expect([...(await reminder.cancel(kept.database, ['a', 'unknown']))]).toEqual([['a', 'CANCELLED']]);
    await kept.instance(acts).actOnDue();
    expect(acts.keys).toEqual(['b']);
    expect([...(await reminder.cancel(kept.database, ['b']))]).toEqual([]);
  });

  it('that is moved while it is acted on is acted on again at its new moment', async () => {
    await kept.register('a', '2026-03-02T01:00:00Z');
    acts.do = async ({ at }) => {
      if (at.startsWith('2026-03-02')) await kept.register('a', '2026-03-03T01:00:00Z');
    };
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(await kept.waiting()).toEqual(['a']);
    kept.clock.moveTo('2026-03-03T01:00:00Z');
    await instance.actOnDue();
    expect(acts.done.map(({ at }) => at.slice(0, 10))).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('that is cancelled while it is acted on may have had its effect, and does not come again', async () => {
    await kept.register('a', '2026-03-02T01:00:00Z');
    let answer: unknown;
    acts.do = async () => {
      answer = [...(await reminder.cancel(kept.database, ['a']))];
      throw new Error('the act fails after that');
    };
    const instance = kept.instance(acts);
    await instance.actOnDue();
    expect(answer).toEqual([['a', 'BEGUN']]);
    expect(await kept.waiting()).toEqual([]);
  });

  it('comes again at the moment that its act answers', async () => {
    await kept.register('a', '2026-03-02T01:00:00Z', 1);
    acts.do = async ({ data: { n } }) =>
      n < 4 ? { again: { at: `2026-03-0${n + 2}T01:00:00Z`, data: { n: n + 1 } } } : undefined;
    kept.clock.moveTo('2026-04-01T00:00:00Z');
    await kept.instance(acts).actOnDue();
    expect(acts.done.map(({ at, data }) => [at.slice(0, 10), data.n])).toEqual([
      ['2026-03-02', 1],
      ['2026-03-03', 2],
      ['2026-03-04', 3],
      ['2026-03-05', 4],
    ]);
    expect(await kept.waiting()).toEqual([]);
  });

  it('that fails is tried again, with its failures counted and the same command, and holds no other up', async () => {
    await kept.register('bad', '2026-03-02T00:00:00Z');
    await kept.register('good', '2026-03-02T00:30:00Z');
    const commands: string[] = [];
    acts.do = async ({ key, failures, commandId }) => {
      if (key !== 'bad') return;
      commands.push(commandId);
      if (failures < 2 || !acts.keys.includes('good')) throw new Error('not yet');
    };
    kept.start(acts);
    await eventually(() => acts.keys.includes('bad'));
    expect(acts.keys).toEqual(['good', 'bad']);
    expect(kept.failures.map(({ failures }) => failures)).toEqual(kept.failures.map((_, index) => index + 1));
    expect(commands.length).toBe(kept.failures.length + 1);
    expect(new Set(commands).size).toBe(1);
    expect(kept.interruptions).toEqual([]);
  });

  it('with data that its kind does not understand is not registered; one stored so before fails and stays', async () => {
    const wrong = [{ key: 'a', at: '2026-03-02T01:00:00Z', data: { n: 'seven' } }];
    await expect(reminder.register(kept.database, wrong as never)).rejects.toThrow(z.ZodError);
    await kept.register('a', '2026-03-02T01:00:00Z');
    await kept.pool.query(`update deadline set data = '{}'`);
    await kept.instance(acts).actOnDue();
    // A slow look may meet its next attempt as well.
    expect(kept.failures[0]).toEqual({ key: 'a', failures: 1 });
    expect(await kept.waiting()).toEqual(['a']);
  });

  it.each(['2026-03-02', '2026-03-02T10:00:00', 'soon'])('at %s is refused: that is no moment', async (at) => {
    await expect(kept.register('a', at)).rejects.toThrow(TypeError);
  });

  it('of a kind that this version does not know stays for one that does', async () => {
    const other = deadline('other', {
      schema: DATA,
      provider: () => Acts,
      act: async (due, { done }) => void done.push(due),
    });
    await kept.register('a', '2026-03-02T00:00:00Z', 0, other);
    await kept.register('b', '2026-03-02T00:00:00Z');
    await kept.instance(acts).actOnDue();
    expect(acts.keys).toEqual(['b']);
    await kept.instance(acts, [reminder, other]).actOnDue();
    expect(acts.keys).toEqual(['b', 'a']);
  });

  it('of a kind that is apart takes as long as it likes and holds no other kind up', async () => {
    const enough = Promise.withResolvers<void>();
    const long = deadline('long', { schema: DATA, provider: () => Acts, apart: true, act: () => enough.promise });
    await kept.register('first', '2026-03-02T00:00:00Z', 0, long);
    await kept.register('second', '2026-03-02T00:30:00Z');
    const instance = kept.start(acts, [reminder, long]);
    await eventually(async () => (await kept.waiting()).join() === 'first');
    expect(acts.keys).toEqual(['second']);
    enough.resolve();
    await instance.stop();
    expect(await kept.waiting()).toEqual([]);
  });

  it('is forgotten a month after it was acted on, and not before', async () => {
    for (const key of ['old', 'new']) await kept.register(key, '2026-03-02T01:00:00Z');
    await kept.instance(acts).actOnDue();
    await kept.pool.query(`update deadline set done_at = now() - interval '31 days' where key = 'old'`);
    await kept.instance(acts).actOnDue();
    expect((await kept.pool.query('select key from deadline')).rows).toEqual([{ key: 'new' }]);
  });

  it('needs a name of its own', () => {
    expect(() => kept.instance(acts, [reminder, reminder])).toThrow('two deadlines are called reminder');
  });
});
