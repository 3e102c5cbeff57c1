import {
  Client,
  ClientRegistered,
  type HoldingRow,
  Holdings,
  HoldingsTold,
  SignalLooks,
  Signals,
} from '@hengxin/contracts';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientInsight } from '../client-insight.module.js';
import { SIGNAL_THRESHOLDS } from './signals.policy.js';
import { SignalsQueries } from './signals.queries.js';
import { SignalsTurn } from './signals-turn.js';

const row = (asOf: string, yuan: number): HoldingRow => ({
  holdingId: 'H1',
  asOf,
  productCode: 'D01',
  productName: '活期',
  kind: 'DEMAND_DEPOSIT',
  balanceCents: yuan * 100,
  openedOn: null,
  maturesOn: null,
  closedOn: null,
});

describe('signals', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(clientInsight, { now: '2026-03-20T09:00:00+08:00' });
  }, 60_000);
  afterAll(() => service?.stop());

  const register = (clientId: string) => {
    const profile = { clientId, name: '甲', phone: null, tier: 'GOLD' as const, interests: [], preferredChannel: null };
    const told = { ...profile, birthday: null, contactsAYear: 6, registeredOn: '2026-01-01' };
    return service.given(Client, clientId, ClientRegistered.of(told));
  };
  const tell = (clientId: string, ...rows: HoldingRow[]) =>
    service.given(
      Holdings,
      `${clientId}.2026q1`,
      HoldingsTold.of({ clientId, toldAt: '2026-03-20T06:00:00+08:00', rows }),
    );
  /** What the log says of a client's signals, in its order. */
  const told = async (clientId: string) =>
    (await service.parts.log.read(Signals.stream(clientId))).map(({ type, data }) => {
      const { kind, firedOn } = data as { kind: string; firedOn: string };
      return `${type} ${kind} ${firedOn}`;
    });
  const becomes = async (clientId: string, expected: readonly string[]) => {
    for (let i = 0; i < 400 && (await told(clientId)).length < expected.length; i++)
      await new Promise((wait) => setTimeout(wait, 25));
    expect(await told(clientId)).toEqual(expected);
  };

  it('fire on what was told of a client, once; a corrected row takes one back', async () => {
    await register('C1');
    await tell('C1', row('2026-03-10', 5_000), row('2026-03-12', 200_000));
    expect(await told('C1')).toEqual(['SignalFired LARGE_INFLOW 2026-03-12']);
    await tell('C1', row('2026-03-14', 200_000));
    expect(await told('C1')).toHaveLength(1);
    await tell('C1', row('2026-03-12', 5_000));
    expect(await told('C1')).toEqual([
      'SignalFired LARGE_INFLOW 2026-03-12',
      'SignalTakenBack LARGE_INFLOW 2026-03-12',
      'SignalFired LARGE_INFLOW 2026-03-14',
    ]);
  });

  it('fire of a client who appears after something was told', async () => {
    await tell('C2', row('2026-03-10', 5_000), row('2026-03-12', 200_000));
    expect(await told('C2')).toEqual([]);
    await register('C2');
    expect(await told('C2')).toEqual(['SignalFired LARGE_INFLOW 2026-03-12']);
  });

  it('of long ago are history: a bank that loads years is told none', async () => {
    await register('C3');
    await tell('C3', row('2025-11-10', 5_000), row('2025-11-12', 200_000), row('2026-03-10', 190_000));
    expect((await told('C3')).filter((each) => each.includes('LARGE_INFLOW'))).toEqual([]);
  });

  it('are looked for on the nearer of two days to come, whichever look writes last', async () => {
    const queries = service.app.get(SignalsQueries);
    const look = (on: string, today: string) => queries.lookNext([{ clientId: 'L1', on }], today);
    const isDue = async (day: string) => (await queries.due(day, 1_000)).includes('L1');
    await look('2026-05-20', '2026-05-19');
    // While the turn of the 20th looks at the client, a new row brings a nearer day; then the turn writes.
    await look('2026-05-28', '2026-05-20');
    await look('2026-08-19', '2026-05-20');
    expect([await isDue('2026-05-27'), await isDue('2026-05-28')]).toEqual([false, true]);
    await look('2026-05-25', '2026-05-20');
    expect([await isDue('2026-05-24'), await isDue('2026-05-25')]).toEqual([false, true]);
    // Its day has come: the look moves it on.
    await look('2026-08-24', '2026-05-25');
    expect([await isDue('2026-08-23'), await isDue('2026-08-24')]).toEqual([false, true]);
  });

  it('that time alone brings fire when their day begins, also where the clock jumps over it', async () => {
    await register('C4');
    await tell('C4', row('2026-01-01', 2_000));
    expect(await told('C4')).toEqual([]);
    service.clock.set('2026-04-01T00:10:00+08:00');
    await becomes('C4', ['SignalFired DORMANT 2026-04-01']);
    service.clock.set('2026-04-20T09:00:00+08:00');
    await becomes('C4', ['SignalFired DORMANT 2026-04-01', 'SignalFired DORMANT 2026-04-15']);
  });

  it('fire by rule 20’s thresholds, or by those that the bank sets: for everybody from the next start on', async () => {
    expect(service.parts.config.signals).toEqual(SIGNAL_THRESHOLDS);
    await register('C5');
    await tell('C5', row('2026-04-10', 5_000), row('2026-04-12', 9_000));
    expect(await told('C5')).toEqual([]);
    await service.restart({ HENGXIN_SIGNAL_INFLOW_YUAN: '4000' });
    await becomes('C5', ['SignalFired LARGE_INFLOW 2026-04-12']);
  });

  const looksAt = async (day: string) =>
    (await service.parts.log.read(SignalLooks.stream(day))).map(({ type, data }) => ({ type, data }));
  const isLookedAt = async (day: string) => {
    for (let i = 0; i < 400 && (await looksAt(day)).length === 0; i++)
      await new Promise((wait) => setTimeout(wait, 25));
    expect(await looksAt(day)).toEqual([{ type: 'SignalsLooked', data: { day } }]);
  };

  it('of a day have fired when it is told that the day has been looked at', async () => {
    await isLookedAt('2026-04-20');
    await register('C6');
    await tell('C6', row('2026-04-10', 2_000));
    expect(await told('C6')).toEqual([]);
    service.clock.set('2026-07-09T00:10:00+08:00');
    await isLookedAt('2026-07-09');
    expect(await told('C6')).toEqual(['SignalFired DORMANT 2026-07-09']);
    expect(await looksAt('2026-07-08')).toEqual([]);
  });

  it('are looked for once more at a start, and the day is told of once', async () => {
    const again = await service.app.get(SignalsTurn).act({
      key: 'the day',
      at: '2026-07-08T16:00:00.000Z',
      data: {},
      commandId: 'again',
      failures: 0,
      signal: new AbortController().signal,
    });
    expect(again).toEqual({ again: { key: 'the day', at: '2026-07-09T16:00:00.000Z', data: {} } });
    expect(await looksAt('2026-07-09')).toHaveLength(1);
  });
});
