import { SignalFired, SignalLooks, Signals, SignalsLooked } from '@hengxin/contracts';
import type { Database } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import type { Logger } from 'pino';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { LookOfToday } from './look-of-today.js';

const TUESDAY = '2026-03-03';
const LONG_MS = 600_000;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the look for the signals of a day', () => {
  /** As of a Tuesday, where `latest` is the last day that was told of. */
  const setUp = (latest: string | null) => {
    const told = { latest };
    const warnings: unknown[] = [];
    const database = { query: () => Promise.resolve([{ day: told.latest }]) };
    const clock = fixedClock(`${TUESDAY}T00:00:00+08:00`);
    const logger = { warn: (what: unknown) => warnings.push(what) };
    const look = new LookOfToday(database as unknown as Database, clock, logger as unknown as Logger);
    const begin = (signal?: AbortSignal) => {
      const state = { ended: false };
      const waiting = look.heard(LONG_MS, signal).then(() => void (state.ended = true));
      return { state, waiting };
    };
    return { told, warnings, clock, look, begin };
  };

  it('is waited for by all who ask, until it is heard of', async () => {
    const { told, warnings, look, begin } = setUp(MONDAY);
    const all = [begin(), begin()];
    await turn();
    look.taken();
    await turn();
    expect(all.map(({ state }) => state.ended)).toEqual([false, false]);
    told.latest = TUESDAY;
    look.taken();
    await Promise.all(all.map(({ waiting }) => waiting));
    expect(warnings).toEqual([]);
  });

  it('is waited for where another instance takes it in, which nobody here is told of', async () => {
    const { told, begin } = setUp(MONDAY);
    const { waiting } = begin();
    await turn();
    told.latest = TUESDAY;
    await waiting;
  });

  it('is waited for by nobody where none was ever told of', async () => {
    const { look, warnings } = setUp(null);
    await look.heard(LONG_MS);
    expect(warnings).toEqual([]);
  });

  it('is gone on without once patience is over, which is logged once a day', async () => {
    const { look, clock, warnings } = setUp(MONDAY);
    await look.heard(0);
    await look.heard(0);
    expect(warnings).toEqual([{ date: TUESDAY, latest: MONDAY }]);
    clock.set('2026-03-04T00:00:00+08:00');
    await look.heard(0);
    expect(warnings).toHaveLength(2);
  });

  it('is waited for no longer than the day lasts, or than the service runs', async () => {
    const { look, clock, begin } = setUp(MONDAY);
    const stop = new AbortController();
    const stopped = begin(stop.signal);
    const overtaken = begin();
    await turn();
    stop.abort();
    look.taken();
    await stopped.waiting;
    expect(overtaken.state.ended).toBe(false);
    clock.set('2026-03-04T00:00:00+08:00');
    look.taken();
    await overtaken.waiting;
  });
});

describe('a signal that a day brings', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('has its place in the plan of that day, though it fires after midnight', async () => {
    const looked = (day: string) => bank.service.given(SignalLooks, day, SignalsLooked.of({ day }));
    await bank.client('A1', 'S1', 10);
    await looked(MONDAY);
    const look = bank.service.app.get(LookOfToday);
    const heard = look.heard.bind(look);
    const asked = Promise.withResolvers<void>();
    look.heard = (patienceMs, signal) => {
      asked.resolve();
      return heard(patienceMs, signal);
    };
    bank.moveTo(TUESDAY);
    await asked.promise;
    const fired = { kind: 'DORMANT' as const, firedOn: TUESDAY, lapsesOn: '2026-03-16', label: null, facts: [] };
    await bank.service.given(Signals, 'A1', SignalFired.of({ signalId: 'A1-DORMANT', clientId: 'A1', ...fired }));
    await looked(TUESDAY);
    await eventually(async () => {
      const drawn = await bank.service.parts.database.query("select from drawn_plan where staff_id = 'S1'");
      return drawn.length > 0;
    });
    const { items } = await bank.day('S1');
    expect(items.map(({ client, reason }) => [client.id, reason.code])).toEqual([['A1', 'SIGNAL']]);
  });
});
