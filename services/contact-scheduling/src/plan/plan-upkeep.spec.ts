import { Leaves, LeaveTaken, Plan, PlanItemAdded } from '@hengxin/contracts';
import { planKey } from '../plan-ids.js';
import { PlanItemsQueries } from './plan-items.queries.js';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

describe('an open item that has lost its ground', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const add = (as: string, clientId: string, date: string) =>
    bank.refusals('addPlanItem', as, { clientId, date, reason: '约好' });

  it('is judged by who keeps the client on its day, when that is a day to come', async () => {
    await bank.client('A1', 'S1', 2, ['PHONE', 'EMAIL']);
    await bank.handOver('A1', 'S1', 'S2', '2026-03-09');
    expect(await add('S2', 'A1', '2026-03-10')).toEqual([]);
    await bank.withdraw('A1', 'PHONE');
    expect((await bank.day('S2', { date: '2026-03-10' })).items).toMatchObject([
      { client: { id: 'A1' }, status: 'OPEN', channel: 'EMAIL' },
    ]);
  });

  it('falls away as soon as a handover ahead is heard, when its day is not before it', async () => {
    await bank.client('A2', 'S3', 2);
    expect(await add('S3', 'A2', '2026-03-10')).toEqual([]);
    await bank.handOver('A2', 'S3', 'S4', '2026-03-10');
    expect(await bank.statuses('S3', { date: '2026-03-10' })).toEqual([['A2', 'CANCELLED']]);
  });

  it('is found page by page, each once, however many a client has', async () => {
    await bank.client('B1', 'S5', 70);
    await bank.client('B2', 'S5', 71);
    await bank.day('S5');
    await bank.handOver('B1', 'S5', 'S6', '2026-03-20');
    expect(await add('S6', 'B1', '2026-03-23')).toEqual([]);
    await bank.service.caughtUp();
    const queries = bank.service.app.get(PlanItemsQueries);
    const pages: string[][] = [];
    for (
      let page = await queries.openAfter(null, MONDAY, 2);
      page.length > 0;
      page = await queries.openAfter(page.at(-1)!, MONDAY, 2)
    )
      pages.push(page.map((item) => `${item.clientId} of ${item.staffId}, kept by ${item.keeperId}`));
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat().sort()).toEqual([
      'A1 of S2, kept by S2',
      'A2 of S4, kept by S4',
      'B1 of S5, kept by S5',
      'B1 of S6, kept by S6',
      'B2 of S5, kept by S5',
    ]);
  });

  it('falls away when a day begins, however long ago its client was handed over or its last consent ended', async () => {
    await bank.client('D1', 'S7', 70);
    await bank.client('D2', 'S7', 71, ['PHONE'], '2026-03-05');
    await bank.client('D3', 'S7', 72, ['PHONE'], '2026-12-31');
    expect((await bank.day('S7')).items).toHaveLength(3);
    await bank.client('D4', 'S7', 2);
    expect(await add('S7', 'D4', '2026-03-03')).toEqual([]);
    for (const clientId of ['D1', 'D4']) await bank.handOver(clientId, 'S7', 'S8', '2026-03-04');
    await bank.service.caughtUp();
    bank.moveTo('2026-05-06');
    const ofMonday = async () => Object.fromEntries(await bank.statuses('S7', { date: MONDAY }));
    await eventually(async () => (await ofMonday())['D1'] === 'CANCELLED');
    await eventually(async () => (await ofMonday())['D2'] === 'CANCELLED');
    expect(await ofMonday()).toEqual({ D1: 'CANCELLED', D2: 'CANCELLED', D3: 'MISSED' });
    expect((await bank.day('S8')).items).toContainEqual(
      expect.objectContaining({ client: { id: 'D4' }, status: 'OPEN', date: '2026-05-06', dueSince: '2026-03-03' }),
    );
  });

  it('falls away as with a withdrawal once its client wants no contact, who is no candidate until that is taken back', async () => {
    bank.moveTo(MONDAY);
    await bank.client('E1', 'S9', 70);
    await bank.client('E2', 'S9', 71);
    expect((await bank.statuses('S9')).sort()).toEqual([
      ['E1', 'OPEN'],
      ['E2', 'OPEN'],
    ]);
    await bank.contactWanted('E1', false);
    expect(await bank.statuses('S9')).toContainEqual(['E1', 'CANCELLED']);
    expect(await add('S9', 'E1', '2026-03-10')).not.toEqual([]);
    expect((await bank.statuses('S9', { date: '2026-03-03' })).map(([clientId]) => clientId)).not.toContain('E1');
    await bank.contactWanted('E1', true);
    expect(await add('S9', 'E1', '2026-03-10')).toEqual([]);
  });

  it('falls away on a day of leave of the one whose plan it is in, however it came to stand there', async () => {
    await bank.client('F1', 'S10', 2);
    const date = '2026-03-12';
    const leave = { leaveId: 'L1', staffId: 'S10', coverId: null, takenAt: `${MONDAY}T09:00:00+08:00` };
    await bank.service.given(Leaves, 'S10', LeaveTaken.of({ ...leave, from: date, to: date, portion: 'FULL' }));
    const key = planKey('S10', date);
    const facts = { lastContactOn: null, daysSinceContact: null, intervalDays: 61, promisedOn: null };
    const item = { itemId: 'item-F1', clientId: 'F1', channel: 'PHONE' as const, dueSince: date };
    const added = { ...key, item: { ...item, reason: { ...facts, code: 'CADENCE' as const } }, reason: 'HANDED_OVER' };
    await bank.service.given(Plan, key.planId, PlanItemAdded.of(added));
    expect(await bank.statuses('S10', { date })).toEqual([['F1', 'CANCELLED']]);
  });
});
