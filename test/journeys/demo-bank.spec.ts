import { eventually, Platform } from '../platform/platform.js';
import { anyStore, type OpenSource } from '../platform/sources.js';
import { MY_DAY, type MyDay } from './queries.js';

const RM = 'S0001';
/** Promises, then occasions and signals, the first to lapse before all, then cadence. */
const ORDER: Readonly<Record<string, number>> = { PROMISE: 0, OCCASION: 1, SIGNAL: 1, CADENCE: 2 };

/** A newcomer does not wait until the launcher says that all is there. */
describe.each(anyStore)('a platform that still loads its demo bank, source $name', (source) => {
  let open: OpenSource;
  let platform: Platform;
  beforeAll(async () => {
    open = await source.open();
    platform = await Platform.start({ ...open.options, demo: true });
  }, 300_000);
  afterAll(async () => {
    await platform?.stop();
    await open?.close();
  }, 60_000);

  it('says that it is not ready and why, draws no plan meanwhile, and then one on the whole bank', async () => {
    const ready = async () => {
      const answer = await fetch(`${platform.url}/health/ready`);
      return { status: answer.status, ...((await answer.json()) as { ready: boolean; reason?: string }) };
    };
    const seen: Awaited<ReturnType<typeof ready>>[] = [];
    const early: string[] = [];
    // Asks on and on until the launcher says that all is there, or gives up.
    let waits = true;
    await Promise.all([
      platform.up().finally(() => (waits = false)),
      (async () => {
        while (waits) {
          const now = await ready().catch(() => undefined);
          if (now) seen.push(now);
          const { errors } = await platform.ask<MyDay>(RM, MY_DAY).catch(() => ({ errors: undefined }));
          if (errors) early.push(errors[0]!.extensions!.code!);
          await new Promise((wait) => setTimeout(wait, 50));
        }
      })(),
    ]);
    const notReady = seen.filter((each) => !each.ready);
    expect(notReady.length).toBeGreaterThan(0);
    for (const each of notReady) expect(each).toMatchObject({ status: 503, reason: 'the demo bank is being loaded' });
    expect(early).toContain('PLAN_NOT_READY');

    expect(await eventually(ready, (answer) => answer.ready)).toMatchObject({ status: 200 });
    const { myDay } = await platform.data<MyDay>(RM, MY_DAY);
    expect(myDay.items).toHaveLength(10);
    // Of 250 clients nearly all were contacted in the history: a plan of ten who never were is drawn on no history.
    const never = myDay.items.filter(({ reason }) => reason.lastContactOn === null);
    for (const { client } of never) {
      const asked = '{ client(id: "ID") { lastContactAt } }'.replace('ID', client.id);
      expect(await platform.data(RM, asked)).toEqual({ client: { lastContactAt: null } });
    }
    expect(never.length).toBeLessThan(10);
    // Reasons differ, in an order that one can follow, and the day has begun.
    const codes = myDay.items.map(({ reason }) => reason.code);
    expect(codes).toEqual([...codes].sort((a, b) => ORDER[a]! - ORDER[b]!));
    expect(codes.length - codes.lastIndexOf('PROMISE')).toBeGreaterThan(1);
    expect(codes).toContain('PROMISE');
    expect(myDay.items.filter(({ status }) => status === 'DONE').length).toBeGreaterThan(0);
  }, 420_000);
});
