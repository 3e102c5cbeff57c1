import { Leaves, LeaveTaken, Plan, PlanDrawn, PlanItemAdded, type PlannedItem } from '@hengxin/contracts';
import type { DayView } from '../my-day/day-view.js';
import { PLAN_UPKEEP } from '../consumers.js';
import { planKey } from '../plan-ids.js';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { PlanStreams } from '../plan/plan-streams.js';

describe.each(['postgres', 'eventstoredb'] as const)(
  'a handover moves planned items, nothing is left behind, on the log of %s',
  (eventLog) => {
    let bank: ScheduledBank;
    beforeAll(async () => {
      bank = await ScheduledBank.open({ eventLog });
      // All of them before the first day begins: a client who arrives while plans are drawn may stand in one.
      for (const [rmId, ...clientIds] of [
        ['S1', 'A1'],
        ['S4', 'B1'],
        ['S6', 'C1', 'D1', 'E1', 'F1'],
        ['S10', 'G1'],
      ] as const)
        for (const clientId of clientIds) await bank.client(clientId, rmId, 2);
      await bank.client('A2', 'S1', 70);
      for (let i = 0; i < 10; i++) await bank.client(`B2${i}`, 'S5', 70 + i);
    }, 60_000);
    afterAll(() => bank?.stop());

    const add = async (as: string, clientId: string, date: string) => {
      const { planItem, errors } = await bank.give('addPlanItem', as, { clientId, date, reason: '客户约谈房贷' });
      expect(errors).toEqual([]);
      return planItem!;
    };
    const ofClient = ({ items }: DayView, clientId: string) => items.filter(({ client }) => client.id === clientId);
    const arrivals = async (staffId: string, ...dates: string[]) => {
      const streams = dates.map((date) => Plan.stream(planKey(staffId, date).planId));
      const events = [...(await bank.service.parts.log.readMany(streams)).values()].flat();
      return events.filter(({ data }) => (data as { takenFrom?: object }).takenFrom !== undefined);
    };

    it('an item added by hand stands in the new keeper’s plan of its day, with its words and its due date', async () => {
      const added = await add('S1', 'A1', '2026-03-20');
      await bank.handOver('A1', 'S1', 'S2', '2026-03-05');
      expect(ofClient(await bank.day('S1', { date: '2026-03-20' }), 'A1')).toMatchObject([{ status: 'CANCELLED' }]);
      expect((await bank.day('S2', { date: '2026-03-20' })).items).toMatchObject([
        {
          client: { id: 'A1' },
          status: 'OPEN',
          channel: 'PHONE',
          dueSince: '2026-03-20',
          reason: { code: 'ADDED', text: expect.stringContaining('客户约谈房贷') },
        },
      ]);
      expect(await arrivals('S2', '2026-03-20')).toMatchObject([
        { data: { takenFrom: { itemId: added.id, staffId: 'S1', date: '2026-03-20' } } },
      ]);
    });

    it('an item of a day on which the new keeper is away stands in their next plan', async () => {
      const leave = (leaveId: string, from: string, to: string) => {
        const who = { leaveId, staffId: 'S11', coverId: null, takenAt: `${MONDAY}T09:00:00+08:00` };
        return LeaveTaken.of({ ...who, from, to, portion: 'FULL' });
      };
      const leaves = [leave('L1', '2026-03-19', '2026-03-20'), leave('L2', '2026-03-23', '2026-03-24')];
      await bank.service.given(Leaves, 'S11', ...leaves);
      await add('S10', 'G1', '2026-03-20');
      await bank.handOver('G1', 'S10', 'S11', '2026-03-05');
      expect(await bank.statuses('S10', { date: '2026-03-20' })).toEqual([['G1', 'CANCELLED']]);
      expect(await bank.statuses('S11', { date: '2026-03-20' })).toEqual([]);
      expect((await bank.day('S11', { date: '2026-03-25' })).items).toMatchObject([
        { client: { id: 'G1' }, status: 'OPEN', dueSince: '2026-03-20', reason: { code: 'ADDED' } },
      ]);
    });

    it('each item of a client goes along, and comes back with the client', async () => {
      const [drawn] = ofClient(await bank.day('S1'), 'A2');
      await bank.handOver('A2', 'S1', 'S3', MONDAY);
      expect(ofClient(await bank.day('S1'), 'A2')).toMatchObject([{ status: 'CANCELLED' }]);
      const unchanged = { status: 'OPEN', date: MONDAY, dueSince: drawn!.dueSince, reason: drawn!.reason };
      expect(ofClient(await bank.day('S3'), 'A2')).toMatchObject([unchanged]);
      expect(await bank.refusals('addPlanItem', 'S3', { clientId: 'A2', reason: '约好' })).toEqual([
        'CLIENT_ALREADY_IN_PLAN input.clientId',
      ]);
      await bank.handOver('A2', 'S3', 'S1', MONDAY);
      expect(ofClient(await bank.day('S3'), 'A2')).toMatchObject([{ status: 'CANCELLED' }]);
      expect(ofClient(await bank.day('S1'), 'A2')).toMatchObject([{ status: 'CANCELLED' }, unchanged]);
    });

    it('what was missed stands in today’s plan, drawn or not, beyond its places', async () => {
      await add('S4', 'B1', '2026-03-03');
      bank.moveTo('2026-03-04');
      expect((await bank.day('S5')).items).toHaveLength(10);
      await bank.handOver('B1', 'S4', 'S5', '2026-03-04');
      const { items, capacity } = await bank.day('S5');
      expect(capacity).toBe(10);
      expect(items).toHaveLength(11);
      expect(items[10]).toMatchObject({
        client: { id: 'B1' },
        status: 'OPEN',
        date: '2026-03-04',
        dueSince: '2026-03-03',
      });
      expect(ofClient(await bank.day('S4'), 'B1')).toEqual([]);
    });

    it('an item moves once, though it was broken off in between and the day is over', async () => {
      await add('S6', 'C1', '2026-03-04');
      const streams = bank.service.app.get(PlanStreams);
      const { change } = streams;
      let failures = 0;
      streams.change = async (planId, commands, from) => {
        if (failures > 0 || commands[0]!.command.type !== 'CancelItem')
          return change.call(streams, planId, commands, from);
        failures++;
        bank.moveTo('2026-03-05');
        throw Object.assign(new Error('the log is away'), { code: 'ETIMEDOUT' });
      };
      await bank.handOver('C1', 'S6', 'S7', '2026-03-04');
      streams.change = change;
      expect(failures).toBe(1);
      expect(await bank.statuses('S6', { date: '2026-03-04' })).toEqual([['C1', 'CANCELLED']]);
      expect(await arrivals('S7', '2026-03-04', '2026-03-05')).toHaveLength(1);
      expect(ofClient(await bank.day('S7'), 'C1')).toMatchObject([
        { status: 'MISSED', date: '2026-03-04', dueSince: '2026-03-04' },
      ]);
    });

    it('heard again, a handover moves nothing again, not even what was closed since', async () => {
      const { database } = bank.service.parts;
      await add('S6', 'D1', '2026-03-10');
      await bank.handOver('D1', 'S6', 'S8', '2026-03-06');
      const [moved] = (await bank.day('S8', { date: '2026-03-10' })).items;
      await bank.give('skipPlanItem', 'S8', { planItemId: moved!.id, reason: '客户改了主意' });
      await database.query('update bus_checkpoint set position = null where consumer = $1', [PLAN_UPKEEP]);
      await bank.handOver('D1', 'S8', 'S9', '2026-03-20');
      await eventually(
        async () => (await database.query('select from bus_checkpoint where position is null')).length === 0,
      );
      expect(await bank.statuses('S8', { date: '2026-03-10' })).toEqual([['D1', 'SKIPPED']]);
      expect(await arrivals('S8', '2026-03-05', '2026-03-10')).toHaveLength(1);
    });

    it('anyone who stands open in that plan already stands there once', async () => {
      await bank.handOver('E1', 'S6', 'S9', '2026-03-06');
      const added = await add('S9', 'E1', '2026-03-23');
      const key = planKey('S6', '2026-03-23');
      await bank.service.given(Plan, key.planId, PlanItemAdded.of({ ...key, item: planned('E1'), reason: '约好' }));
      expect(ofClient(await bank.day('S6', { date: '2026-03-23' }), 'E1')).toMatchObject([{ status: 'CANCELLED' }]);
      expect(ofClient(await bank.day('S9', { date: '2026-03-23' }), 'E1')).toMatchObject([
        { id: added.id, status: 'OPEN' },
      ]);
    });

    it('anyone who is no relationship manager has no plan to move it into', async () => {
      await add('S6', 'F1', '2026-03-24');
      await bank.handOver('F1', 'S6', 'M1', '2026-03-06');
      expect(ofClient(await bank.day('S6', { date: '2026-03-24' }), 'F1')).toMatchObject([{ status: 'CANCELLED' }]);
      expect(await bank.service.parts.log.read(Plan.stream(planKey('M1', '2026-03-24').planId))).toEqual([]);
    });
  },
);

describe('an item planned while its ground was lost', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('falls away when the last consent was withdrawn at the same instant', async () => {
    for (const clientId of ['A1', 'A2']) {
      await bank.client(clientId, 'S1', 2);
      await bank.withdraw(clientId, 'PHONE');
    }
    const drawn = { dayKind: 'WORKING_DAY' as const, capacity: 10, provisional: false };
    const [byHand, plan] = [planKey('S1', '2026-03-10'), planKey('S1', MONDAY)];
    await bank.service.given(Plan, byHand.planId, PlanItemAdded.of({ ...byHand, item: planned('A1'), reason: '约好' }));
    await bank.service.given(Plan, plan.planId, PlanDrawn.of({ ...plan, ...drawn, items: [planned('A2')] }));
    expect(await bank.statuses('S1', { date: '2026-03-10' })).toEqual([['A1', 'CANCELLED']]);
    expect(await bank.statuses('S1')).toEqual([['A2', 'CANCELLED']]);
  });

  it('moves when its client was handed over at the same instant', async () => {
    await bank.client('B1', 'S2', 2);
    await bank.handOver('B1', 'S2', 'S3', '2026-03-05');
    const key = planKey('S2', '2026-03-10');
    await bank.service.given(Plan, key.planId, PlanItemAdded.of({ ...key, item: planned('B1'), reason: '约好' }));
    expect(await bank.statuses('S2', { date: '2026-03-10' })).toEqual([['B1', 'CANCELLED']]);
    expect(await bank.statuses('S3', { date: '2026-03-10' })).toEqual([['B1', 'OPEN']]);
  });
});

function planned(clientId: string): PlannedItem {
  const reason = {
    code: 'ADDED' as const,
    lastContactOn: null,
    daysSinceContact: null,
    intervalDays: 61,
    promisedOn: null,
  };
  return { itemId: `item-${clientId}`, clientId, reason, channel: 'PHONE', dueSince: MONDAY };
}
