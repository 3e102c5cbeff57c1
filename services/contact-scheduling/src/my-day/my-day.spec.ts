import { Visit, VisitReviewed } from '@hengxin/contracts';
import type { AddressInfo } from 'node:net';
import { addDays } from '@hengxin/contracts';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import type { DayView } from './day-view.js';

describe('my day', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('has ten of the clients who wait longest, with reasons, the same at every look', async () => {
    for (let i = 0; i < 14; i++) await bank.client(`A${String(i).padStart(2, '0')}`, 'S1', i === 3 ? null : 20 + i * 5);
    const first = await bank.day('S1');
    expect(first).toMatchObject({
      staff: { id: 'S1' },
      date: MONDAY,
      state: 'DRAWN',
      dayKind: 'WORKING_DAY',
      capacity: 10,
      provisional: false,
      nextWorkingDay: '2026-03-03',
    });
    expect(first.items.map((item) => item.client.id)).toEqual([
      'A03',
      'A13',
      'A12',
      'A11',
      'A10',
      'A09',
      'A08',
      'A07',
      'A06',
      'A05',
    ]);
    expect(first.items[1]).toMatchObject({
      status: 'OPEN',
      channel: 'PHONE',
      dueSince: addDays(MONDAY, -85 + 61),
      reason: {
        code: 'CADENCE',
        text: '上次联系 2025-12-07，已过 85 天，应每 61 天联系一次。',
        daysSinceContact: 85,
        intervalDays: 61,
        promisedOn: null,
      },
    });
    expect(await bank.day('S1')).toEqual(first);
    expect(
      await bank.day('S1', { date: MONDAY, atLeast: bank.service.parts.bus.progress.position('plan-items') }),
    ).toEqual(first);
  });

  it('is not drawn before there is something to plan, so that clients imported later find their place', async () => {
    expect(await bank.day('S2')).toMatchObject({ state: 'DRAWN', capacity: 10, items: [] });
    await bank.client('B1', 'S2', 70);
    expect(await bank.statuses('S2')).toEqual([['B1', 'OPEN']]);
  });

  it('is drawn once, however many ask for it first', async () => {
    await bank.client('C1', 'S3', 70);
    const days = await Promise.all(Array.from({ length: 8 }, () => bank.day('S3')));
    for (const day of days) expect(day).toEqual(days[0]);
    expect(days[0]!.items).toHaveLength(1);
  });

  it('puts a promise before all else', async () => {
    await bank.client('F1', 'S6', 90);
    await bank.client('F2', 'S6', null);
    await bank.contact('F2', 'S6', '2026-02-27', { followUpOn: MONDAY });
    expect((await bank.day('S6')).items).toMatchObject([
      { client: { id: 'F2' }, reason: { code: 'PROMISE', promisedOn: MONDAY, lastContactOn: '2026-02-27' } },
      { client: { id: 'F1' }, reason: { code: 'CADENCE' } },
    ]);
  });

  it('puts the next date of a visit’s review into that day as a promise', async () => {
    await bank.client('VR1', 'S6', null);
    const reviewed = VisitReviewed.of({
      visitId: 'V1',
      clientId: 'VR1',
      staffId: 'S6',
      result: 'MISSED',
      reasons: ['RATE'],
      lesson: null,
      nextTopic: '利率',
      nextOn: '2026-03-05',
      reviewedAt: '2026-02-27T17:00:00+08:00',
      onTime: true,
      endedOn: '2026-02-26',
      score: 5,
      findings: 0,
    });
    await bank.service.given(Visit, 'V1', reviewed);
    const { items } = await bank.day('S6', { date: '2026-03-05' });
    expect(items.find(({ client }: { client: { id: string } }) => client.id === 'VR1')).toMatchObject({
      reason: { code: 'PROMISE', promisedOn: '2026-03-05' },
    });
  });

  it('answers for days off, days to come and those who keep no clients', async () => {
    expect(await bank.day('S1', { date: '2026-03-07' })).toMatchObject({
      state: 'PREVIEW',
      dayKind: 'WEEKEND',
      capacity: 0,
      items: [],
      nextWorkingDay: '2026-03-09',
    });
    expect(await bank.day('S1', { date: '2026-02-14' })).toMatchObject({
      state: 'DRAWN',
      dayKind: 'MAKE_UP_WORKING_DAY',
      capacity: 10,
      items: [],
    });
    const preview = await bank.day('S1', { date: '2026-03-03' });
    expect(preview).toMatchObject({ state: 'PREVIEW', capacity: 10, provisional: false });
    expect(preview.items.map((item) => item.client.id)).toEqual(['A04', 'A02', 'A01', 'A00']);
    expect(await bank.day('S1', { date: '2026-03-03' })).toEqual(preview);
    expect(await bank.day('S1', { date: '2027-06-01' })).toMatchObject({
      state: 'PREVIEW',
      provisional: true,
      capacity: 10,
    });
    // Its next working day lies in a year whose official holidays are not known yet.
    expect(await bank.day('S1', { date: '2026-12-31' })).toMatchObject({
      provisional: true,
      nextWorkingDay: '2027-01-04',
    });
    expect(await bank.day('S1', { date: '2026-12-30' })).toMatchObject({
      provisional: false,
      nextWorkingDay: '2026-12-31',
    });
    expect(await bank.day('M1')).toMatchObject({ staff: { id: 'M1' }, capacity: 0, items: [] });
  });

  it('refuses what is no day of the calendar', async () => {
    for (const date of ['2099-01-01', '2098-12-31', '1999-01-01'])
      expect(await bank.refusedDay('S1', date)).toEqual({ code: 'DATE_OUTSIDE_CALENDAR', field: ['date'] });
    for (const date of ['2026-02-30', 'tomorrow'])
      expect(await bank.refusedDay('S1', date)).toEqual({ code: 'INVALID_INPUT', field: ['date'] });
  });

  it('refuses a service account, which has no day', async () => {
    const token = await bank.service.token('warehouse', { role: 'INTEGRATION' });
    expect((await bank.service.graphql('{ myDay { date } }', { token })).errors?.[0]?.extensions.code).toBe(
      'NOT_ALLOWED',
    );
  });

  it('is told of again after each change', async () => {
    const { service } = bank;
    await service.app.listen(0, '127.0.0.1');
    const url = `ws://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/graphql`;
    const client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await service.token('S7')}` },
    });
    const days = client.iterate<{ myDayChanged: DayView }>({
      query: 'subscription { myDayChanged { date items { status client { id } } } }',
    });
    const first = days.next();
    // Subscribing has no acknowledgement: changes are made until the first arrives. Those of others are not for S7.
    let arrived = false;
    void first.then(() => (arrived = true));
    await bank.client('W0', 'S8', 2);
    for (let i = 0; !arrived && i < 50; i++) {
      await bank.client(`V${i}`, 'S7', 2);
      await bank.give('addPlanItem', 'S8', { clientId: 'W0', reason: '客户来电' });
      await bank.give('addPlanItem', 'S7', { clientId: `V${i}`, reason: '客户来电' });
    }
    expect((await first).value).toMatchObject({
      data: {
        myDayChanged: { date: MONDAY, items: expect.arrayContaining([{ status: 'OPEN', client: { id: 'V0' } }]) },
      },
    });
    await days.return?.();
    await client.dispose();
  });
});
