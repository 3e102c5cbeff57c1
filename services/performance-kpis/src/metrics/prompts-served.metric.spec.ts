import { randomUUID } from 'node:crypto';
import {
  addDays,
  Client,
  ClientAssigned,
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
  Contact,
  ContactLogged,
  type HoldingRow,
  Holdings,
  HoldingsTold,
  SignalFired,
  Signals,
  SignalTakenBack,
} from '@hengxin/contracts';
import { NO_STREAM } from '@hengxin/event-sourcing';
import { startOver } from '@hengxin/projections';
import { Database } from '@hengxin/service-kit';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { FIGURES, OCCASIONS } from '../figures/figures.tables.js';
import { clientOccasions } from '../figures/client-occasions.store.js';
import { OccasionsAhead } from '../figures/occasions-ahead.js';
import { performanceKpis } from '../performance-kpis.module.js';

const PROMPTS = `query ($scope: KpiScope!, $period: PeriodInput!) {
  kpi(scope: $scope, period: $period, metrics: [PROMPTS_SERVED]) { values { numerator denominator } } }`;
const BEHIND = `query ($scope: KpiScope!, $period: PeriodInput!, $reached: Boolean) {
  kpiCounted(scope: $scope, period: $period, metric: PROMPTS_SERVED, reached: $reached) {
    edges { node { staff { id } client { id } numerator denominator } } } }`;
const MARCH = { grain: 'MONTH', start: '2026-03-01' };

describe('PROMPTS_SERVED', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis, { now: '2026-04-10T09:00:00+08:00' });
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [
        ...[placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L2')],
        ...[placedStaff('HQ', 'HEAD_OFFICE', 'H'), placedStaff('U1', 'UNIT_HEAD', 'H')],
      ],
    );
  }, 60_000);
  afterAll(() => kpis?.stop());

  const registered = (clientId: string, birthday: { month: number; day: number } | null = null) =>
    ClientRegistered.of({
      clientId,
      name: '甲',
      phone: null,
      tier: 'GOLD',
      interests: [],
      preferredChannel: null,
      birthday: birthday && { calendar: 'SOLAR', ...birthday, year: null },
      contactsAYear: 6,
      registeredOn: '2025-12-01',
      keeper: { rmId: 'S1', from: '2025-12-01' },
    });
  const keep = (clientId: string, birthday?: { month: number; day: number }) =>
    kpis.given(Client, clientId, registered(clientId, birthday));
  const contact = (contactId: string, clientId: string, day: string, staffId = 'S1') =>
    kpis.given(
      Contact,
      contactId,
      ContactLogged.of({
        ...{ contactId, clientId, staffId, unitId: 'L1', channel: 'PHONE', outcome: 'ENGAGED', effective: true },
        ...{ startedAt: `${day}T10:00:00+08:00`, endedAt: `${day}T10:10:00+08:00`, loggedAt: `${day}T10:20:00+08:00` },
        ...{ late: false, businessDate: day, planItemId: null, followUpOn: null, notes: null },
      }),
    );
  /** Told on its own day, or on another one. */
  async function fire(clientId: string, firedOn: string, told: { on?: string } = {}): Promise<void> {
    const signal = SignalFired.of({
      ...{ signalId: `${clientId}.${firedOn}`, clientId, kind: 'DORMANT', firedOn, lapsesOn: addDays(firedOn, 13) },
      ...{ label: null, facts: [] },
    });
    const stream = Signals.stream(clientId);
    const known = (await kpis.parts.log.read(stream)).at(-1)?.revision ?? NO_STREAM;
    const event = { ...signal, id: randomUUID(), meta: { businessDate: told.on ?? firedOn } };
    expect(await kpis.parts.log.append(stream, [event], known)).toMatchObject({ ok: true });
    await kpis.caughtUp();
  }

  async function prompts(scope: object, period: object = MARCH): Promise<[number, number]> {
    const { data, errors } = await kpis.graphql(PROMPTS, { as: 'HQ', variables: { scope, period } });
    if (errors) throw new Error(JSON.stringify(errors));
    const [{ numerator, denominator }] = data.kpi.values;
    return [numerator, denominator];
  }

  it('counts a birthday that lapsed in the period, served by a contact while it was alive', async () => {
    await keep('C1', { month: 3, day: 11 });
    expect(await prompts({ unitId: 'H' })).toEqual([0, 1]);
    await contact('K1', 'C1', '2026-03-10');
    expect(await prompts({ unitId: 'H' })).toEqual([0, 1]);
    await contact('K2', 'C1', '2026-03-11');
    expect(await prompts({ unitId: 'H' })).toEqual([1, 1]);
  });

  it('takes a contact from the last working day before on, where the date is none', async () => {
    // 15 March 2026 is a Sunday.
    await keep('C2', { month: 3, day: 15 });
    await contact('K3', 'C2', '2026-03-13', 'S2');
    expect(await prompts({ staffId: 'S1' })).toEqual([2, 2]);
  });

  it('leaves out what has not lapsed, and what is alive today', async () => {
    await keep('C3', { month: 4, day: 10 });
    await keep('C4', { month: 4, day: 30 });
    const april = { grain: 'MONTH', start: '2026-04-01' };
    expect(await prompts({ unitId: 'H' }, april)).toEqual([0, 0]);
    await keep('C5', { month: 4, day: 9 });
    expect(await prompts({ unitId: 'H' }, april)).toEqual([0, 1]);
  });

  it('counts days that clients told from then on, and up to the day on which they are taken back', async () => {
    await keep('C6');
    const date = { calendar: 'SOLAR', month: 3, day: 18 } as const;
    const set = { clientId: 'C6', dateId: 'D1', label: '结婚', setAt: '2026-03-18T09:00:00+08:00' };
    await kpis.given(Client, 'C6', ClientDateSet.of({ ...set, date, setOn: '2026-03-18' }));
    expect(await prompts({ unitId: 'H' })).toEqual([2, 3]);
    // Told only after it was over: nobody could have served it.
    await kpis.given(Client, 'C6', ClientDateSet.of({ ...set, dateId: 'D2', date, setOn: '2026-03-19' }));
    expect(await prompts({ unitId: 'H' })).toEqual([2, 3]);
    const removed = { clientId: 'C6', dateId: 'D1', removedAt: '2026-03-18T18:00:00+08:00' };
    await kpis.given(Client, 'C6', ClientDateRemoved.of({ ...removed, removedOn: '2026-03-18' }));
    expect(await prompts({ unitId: 'H' })).toEqual([2, 2]);
  });

  const row = (holdingId: string, given: Partial<HoldingRow>): HoldingRow => ({
    ...{ holdingId, asOf: '2026-03-01', productCode: 'T01', productName: null, kind: 'TIME_DEPOSIT' },
    ...{ balanceCents: 100, openedOn: null, maturesOn: null, closedOn: null },
    ...given,
  });
  const told = (clientId: string, rows: HoldingRow[], day: string) =>
    kpis.given(Holdings, `${clientId}.q`, HoldingsTold.of({ clientId, toldAt: `2026-03-${day}T06:00:00+08:00`, rows }));

  it('counts the anniversaries of products, from a year after they were opened until they are closed', async () => {
    await keep('C7');
    const rows = [
      row('H1', { openedOn: '2024-03-20' }),
      row('H2', { openedOn: '2026-03-05' }),
      row('H3', { openedOn: '2020-03-25', closedOn: '2026-03-25' }),
    ];
    await told('C7', rows, '02');
    expect(await prompts({ unitId: 'H' })).toEqual([2, 3]);
    await contact('K4', 'C7', '2026-03-20');
    expect(await prompts({ unitId: 'H' })).toEqual([3, 3]);
  });

  it('knows of a product what its newest row says, whichever was told first and whatever was told together', async () => {
    const before = await prompts({ unitId: 'H' });
    const opened = row('H1', { asOf: '2026-03-01', openedOn: '2024-03-20' });
    const silent = row('H1', { asOf: '2026-03-02' });
    const closed = row('H1', { asOf: '2026-03-03', closedOn: '2026-03-03' });
    const ended = row('H2', { openedOn: '2026-03-01', closedOn: '2026-03-02' });
    const orders: HoldingRow[][][] = [
      [[opened], [silent]],
      [[silent], [opened]],
      [[opened, silent]],
      [[silent, opened]],
      [[opened], [closed]],
      [
        [opened, ended],
        [closed, ended],
      ],
    ];
    for (const [i, groups] of orders.entries()) {
      await keep(`P${i}`);
      for (const rows of groups) await told(`P${i}`, rows, '04');
    }
    expect(await prompts({ unitId: 'H' })).toEqual(before);
  });

  it('counts no anniversary that passed before the opening was told', async () => {
    const before = await prompts({ unitId: 'H' });
    await keep('P9');
    await told('P9', [row('H1', { asOf: '2026-03-01' })], '02');
    await told('P9', [row('H1', { asOf: '2026-03-24', openedOn: '2024-03-20' })], '24');
    expect(await prompts({ unitId: 'H' })).toEqual(before);
    await told('P9', [row('H2', { openedOn: '2024-03-27' })], '24');
    expect(await prompts({ unitId: 'H' })).toEqual([before[0], before[1] + 1]);
    const ended = { asOf: '2026-03-28', closedOn: '2026-03-26' };
    const rows = [row('H1', { ...ended, openedOn: '2024-03-20' }), row('H2', { ...ended, openedOn: '2024-03-27' })];
    await told('P9', rows, '28');
    expect(await prompts({ unitId: 'H' })).toEqual(before);
  });

  it('counts signals on the day on which they lapse, for who keeps the client then', async () => {
    await keep('C8');
    await fire('C8', '2026-03-16');
    expect(await prompts({ unitId: 'L1' })).toEqual([3, 4]);
    await kpis.given(
      Client,
      'C8',
      ClientAssigned.of({ clientId: 'C8', rmId: 'S2', from: '2026-03-29', previousRmId: 'S1' }),
    );
    expect([await prompts({ unitId: 'L1' }), await prompts({ unitId: 'L2' })]).toEqual([
      [3, 3],
      [0, 1],
    ]);
    // A late contact restates it.
    await contact('K5', 'C8', '2026-03-17');
    expect(await prompts({ unitId: 'L2' })).toEqual([1, 1]);
  });

  const behind = (as: string, reached?: boolean) =>
    kpis.graphql(BEHIND, {
      as,
      variables: { scope: { unitId: 'H' }, period: { grain: 'YEAR', start: '2026-01-01' }, reached },
    });

  it('lists who was served and who was not, each with the part that the figure counts', async () => {
    const ask = async (reached?: boolean) => {
      const { data } = await behind('U1', reached);
      return data.kpiCounted.edges.map(
        ({
          node,
        }: {
          node: { staff: { id: string }; client: { id: string }; numerator: number; denominator: number };
        }) => `${node.staff.id} ${node.client.id} ${node.numerator}/${node.denominator}`,
      );
    };
    expect(await ask()).toEqual(['S1 C1 1/1', 'S1 C2 1/1', 'S1 C5 0/1', 'S1 C7 1/1', 'S2 C8 1/1']);
    expect(await ask(false)).toEqual(['S1 C5 0/1']);
  });

  it('rule 24: lists nobody for who sees clients masked: a day with one prompt would tell a birthday', async () => {
    const { data, errors } = await behind('HQ');
    expect([data, errors?.[0]?.extensions]).toMatchObject([
      null,
      { code: 'METRIC_OF_MASKED_FACTS', field: ['metric'] },
    ]);
  });

  it('a signal whose ground was taken is none', async () => {
    const lost = { signalId: 'C8.2026-03-16', clientId: 'C8', kind: 'DORMANT', firedOn: '2026-03-16' } as const;
    await kpis.given(Signals, 'C8', SignalTakenBack.of(lost));
    expect(await prompts({ unitId: 'L2' })).toEqual([0, 0]);
  });

  it('a birthday that was another one keeps its occasions up to then', async () => {
    const changed = {
      clientId: 'C1',
      birthday: { calendar: 'SOLAR', month: 3, day: 12, year: null },
      changedOn: '2026-03-20',
    } as const;
    await kpis.given(Client, 'C1', ClientProfileChanged.of(changed));
    expect(await prompts({ unitId: 'H' })).toEqual([3, 3]);
    expect(await prompts({ unitId: 'H' }, { grain: 'MONTH', start: '2027-03-01' })).toEqual([0, 0]);
  });

  it('what is told only once it has lapsed is none: nobody could have served it', async () => {
    await fire('C6', '2026-03-09', { on: '2026-03-23' });
    expect(await prompts({ unitId: 'L1' })).toEqual([3, 3]);
    await fire('C6', '2026-03-02', { on: '2026-03-15' });
    expect(await prompts({ unitId: 'L1' })).toEqual([3, 4]);
  });

  it('started over alone, the consumer of dates adds nothing a second time', async () => {
    const before = await prompts({ unitId: 'H' });
    const dates = { consumer: OCCASIONS, tables: [clientOccasions], addsTo: FIGURES.consumer };
    await kpis.app.get(Database).tx((tx) => startOver(dates, tx));
    await kpis.restart();
    await keep('C9', { month: 3, day: 3 });
    expect(await prompts({ unitId: 'H' })).toEqual([before[0], before[1] + 1]);
  });

  it('occasions of a year are counted once it is near, however often it is looked', async () => {
    const march = { grain: 'MONTH', start: '2028-03-01' };
    kpis.clock.set('2028-04-03T09:00:00+08:00');
    const due = { data: {}, at: '2028-01-01T00:00:00+08:00', commandId: 'D', signal: new AbortController().signal };
    const ahead = kpis.app.get(OccasionsAhead);
    for (let twice = 0; twice < 2; twice++) await ahead.act(due as unknown as Parameters<OccasionsAhead['act']>[0]);
    // The birthdays of C1, C2 and C9, what C6 still has, and both products of C7 that are there.
    expect((await prompts({ unitId: 'H' }, march))[1]).toBe(6);
  });
});
