import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import { Acts, eventually, KeptDeadlines, reminder } from './testing/kept-deadlines.suite.js';

const START = Date.parse('2026-03-02T01:00:00Z');
const minute = (n: number) => new Date(START + n * 60_000).toISOString();

describe('instances of a service', () => {
  let kept: KeptDeadlines;
  beforeAll(async () => {
    kept = await KeptDeadlines.open();
    await kept.pool.query('create table effect (command_id text primary key, times int not null default 1)');
  }, 60_000);
  afterEach(async () => {
    await kept.clear();
    await kept.pool.query('truncate effect');
  });
  afterAll(() => kept.close());

  /** An act whose effect is once a command, as an append to the log is. */
  const effective = (acts: Acts): Acts => {
    acts.do = async ({ commandId }) =>
      void (await kept.pool.query(
        'insert into effect as e (command_id) values ($1) on conflict (command_id) do update set times = e.times + 1',
        [commandId],
      ));
    return acts;
  };

  it('act on a thousand that the clock jumped over in the order of their moments, each once, whichever instance does', async () => {
    const order: string[] = [];
    const both = [new Acts(), new Acts()];
    for (const acts of both) acts.do = async ({ key }) => void order.push(key);
    const all = Array.from({ length: 1_000 }, (_, n) => ({
      key: `k${String(n).padStart(4, '0')}`,
      at: minute(n + 1),
      data: { n },
    }));
    await kept.registerAll(all.toReversed());
    for (const acts of both) kept.start(acts);
    kept.clock.moveTo(START + 2_000 * 60_000);
    await eventually(() => order.length >= 1_000);
    await eventually(async () => (await kept.waiting()).length === 0);
    expect(order).toEqual(all.map(({ key }) => key));
    const moments = both.flatMap(({ done }) => done.map(({ key, at }) => [key, at]));
    expect(new Map(moments as [string, string][])).toEqual(new Map(all.map(({ key, at }) => [key, at])));
  }, 60_000);

  it('let another one act when one is killed in the act, with the same command, so that the effect is once', async () => {
    await kept.register('a', '2020-01-01T00:00:00Z');
    const child = spawn(
      process.execPath,
      [join(process.cwd(), 'libs/deadlines/src/act-then-hang.mjs'), kept.test.url],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const acts = effective(new Acts());
    kept.start(acts);
    await kept.register('b', '2020-01-02T00:00:00Z');
    // The one that hangs leads: nothing else is acted on.
    expect((await kept.waiting()).length).toBe(2);
    child.kill('SIGKILL');
    await eventually(() => acts.done.length === 2);
    expect(`acting on ${acts.done[0]!.commandId}\n`).toBe(said.toString());
    const { rows } = await kept.pool.query('select command_id, times from effect order by command_id');
    expect(rows).toEqual([
      { command_id: 'reminder a 2020-01-01T00:00:00.000Z', times: 2 },
      { command_id: 'reminder b 2020-01-02T00:00:00.000Z', times: 1 },
    ]);
  }, 60_000);

  it('stop acting when the connection with the lock is lost, and another one goes on', async () => {
    const first = new Acts();
    let signal: AbortSignal | undefined;
    first.do = async (due) => {
      signal = due.signal;
      await new Promise((resolve) => due.signal.addEventListener('abort', resolve));
      throw new Error('given up');
    };
    await kept.register('a', minute(0));
    kept.start(first);
    await eventually(() => signal !== undefined);
    // Nobody else leads meanwhile.
    const second = new Acts();
    const other = kept.instance(second);
    await other.actOnDue();
    expect(second.keys).toEqual([]);
    first.do = async () => undefined;
    await kept.pool.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted`);
    await eventually(async () => (await other.actOnDue(), first.done.length + second.done.length === 1));
    expect(signal!.aborted).toBe(true);
    expect(kept.interruptions.length).toBeGreaterThan(0);
  }, 60_000);

  it('stop with what is under way done, and begin nothing more', async () => {
    const acts = new Acts();
    const begun = Promise.withResolvers<void>();
    const enough = Promise.withResolvers<void>();
    acts.do = async () => (begun.resolve(), enough.promise);
    await kept.register('a', minute(-2));
    await kept.register('b', minute(-1));
    const instance = kept.start(acts);
    await begun.promise;
    const stopped = instance.stop();
    enough.resolve();
    await stopped;
    expect(acts.keys).toEqual(['a']);
    expect(await kept.waiting()).toEqual(['b']);
  });

  it('never act on what was cancelled before, and act once on what was not', async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `k${n}`);
    await kept.registerAll(keys.map((key, n) => ({ key, at: minute(-(n % 20)), data: { n } })));
    const acts = [effective(new Acts()), effective(new Acts())];
    const instances = acts.map((each) => kept.start(each));
    const answers = new Map<string, string | undefined>();
    await Promise.all(
      keys.map(async (key) => void answers.set(key, (await reminder.cancel(kept.database, [key])).get(key))),
    );
    await eventually(async () => (await kept.waiting()).length === 0);
    // One that was cancelled in the act may still be under way.
    await Promise.all(instances.map((each) => each.stop()));
    const done = acts.flatMap((each) => each.keys);
    for (const [key, answer] of answers) {
      const times = done.filter((each) => each === key).length;
      if (answer === 'CANCELLED') expect([key, times]).toEqual([key, 0]);
      else expect([key, times]).toEqual([key, 1]);
    }
  }, 60_000);

  it('do what any order of registering, moving, cancelling and time passing asks for', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const at = fc.integer({ min: 0, max: 40 });
    const step = fc.oneof(
      fc.record({ do: fc.constant('register' as const), key, at }),
      fc.record({ do: fc.constant('move' as const), key, at }),
      fc.record({ do: fc.constant('cancel' as const), key }),
      fc.record({
        do: fc.constant('pass' as const),
        minutes: fc.integer({ min: 0, max: 15 }),
        by: fc.constantFrom(0, 1),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await kept.pool.query('truncate deadline');
        let now = 0;
        const clock = { now: () => START + now * 60_000, moveTo: () => undefined, onMove: () => () => undefined };
        const acts = new Acts();
        const instances = [0, 1].map(() => kept.instance(acts, undefined, clock as never));
        const expected: [string, string][] = [];
        const waiting = new Map<string, number>();
        const done = new Map<string, number>();
        for (const each of steps) {
          if (each.do === 'register') {
            await kept.register(each.key, minute(each.at));
            if (done.get(each.key) !== each.at) (waiting.set(each.key, each.at), done.delete(each.key));
          } else if (each.do === 'move') {
            const moved = await reminder.move(kept.database, [{ key: each.key, at: minute(each.at) }]);
            expect(moved.has(each.key)).toBe(waiting.has(each.key) && waiting.get(each.key) !== each.at);
            if (waiting.has(each.key)) waiting.set(each.key, each.at);
          } else if (each.do === 'cancel') {
            const answers = await reminder.cancel(kept.database, [each.key]);
            expect(answers.get(each.key)).toBe(waiting.delete(each.key) ? 'CANCELLED' : undefined);
          } else {
            now += each.minutes;
            await instances[each.by]!.actOnDue();
            const due = [...waiting]
              .filter(([, of]) => of <= now)
              .sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
            for (const [name, of] of due) (expected.push([name, minute(of)]), waiting.delete(name), done.set(name, of));
          }
          const sameMoment = (list: readonly (readonly [string, string])[]) =>
            [...list].sort(([a, one], [b, other]) => (one < other ? -1 : one > other ? 1 : a < b ? -1 : 1));
          const acted = acts.done.map((due) => [due.key, due.at] as const);
          // Those of one moment are acted on together, in any order.
          expect(sameMoment(acted)).toEqual(sameMoment(expected));
          expect(acted.map(([, moment]) => moment)).toEqual(expected.map(([, moment]) => moment));
        }
        expect(new Set(await kept.waiting())).toEqual(new Set(waiting.keys()));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
