import { randomUUID } from 'node:crypto';
import { LeaveCancelled, Leaves, LeaveTaken } from '@hengxin/contracts';
import { ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TUESDAY = '2026-03-03';
const NOW = '2026-03-02T09:00:00+08:00';
const TAKE = `mutation ($input: TakeLeaveInput!) { takeLeave(input: $input) {
  leave { id staff { id } from to portion cover { id } cancelled } errors { code field } position } }`;
const CANCEL = `mutation ($input: CancelLeaveInput!) { cancelLeave(input: $input) { leave { id cancelled } errors { code } } }`;
const LIST = `query ($staffId: ID, $from: Date, $to: Date) {
  leaves(staffId: $staffId, from: $from, to: $to) { id staff { id } from to cancelled } }`;
const DAY = `query ($date: Date) { myDay(date: $date) { dayKind capacity items { client { id } status } leave { id from to } } }`;

describe('leaves', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const ask = async (query: string, as: string, variables: Record<string, unknown> = {}) => {
    await bank.service.caughtUp();
    return bank.service.graphql(query, { as, variables });
  };
  const take = async (as: string, leave: object, commandId = randomUUID()) =>
    (await ask(TAKE, as, { input: { commandId, ...leave } })).data.takeLeave;
  const codes = (answer: { errors: { code: string }[] }) => answer.errors.map(({ code }) => code);
  const day = async (as: string, date?: string) => (await ask(DAY, as, { date })).data.myDay;

  it('empties the plan of its days, today’s drawn one and those to come, and says so', async () => {
    for (const clientId of ['L1', 'L2']) await bank.client(clientId, 'S1', 80);
    expect((await day('S1')).items).toHaveLength(2);
    const { leave, errors } = await take('S1', { staffId: 'S1', from: '2026-03-02', to: TUESDAY, coverId: 'S2' });
    expect(errors).toEqual([]);
    expect(leave).toMatchObject({ staff: { id: 'S1' }, portion: 'FULL', cover: { id: 'S2' }, cancelled: false });
    expect(await day('S1')).toMatchObject({
      dayKind: 'LEAVE',
      capacity: 0,
      items: [{ status: 'CANCELLED' }, { status: 'CANCELLED' }],
      leave: { id: leave.id },
    });
    expect(await day('S1', TUESDAY)).toMatchObject({ dayKind: 'LEAVE', capacity: 0, items: [] });
    const after = await day('S1', '2026-03-04');
    expect(after).toMatchObject({ dayKind: 'WORKING_DAY', capacity: 12, leave: null });
    expect(after.items).toHaveLength(2);
  });

  it('that are taken back bring back what fell away, but for whom was contacted since', async () => {
    for (const clientId of ['R1', 'R2']) await bank.client(clientId, 'S4', 80);
    await bank.client('R3', 'S4', 2);
    expect((await day('S4')).items).toHaveLength(2);
    await bank.give('addPlanItem', 'S4', { clientId: 'R3', date: TUESDAY, reason: '客户约谈房贷' });
    const { leave } = await take('S4', { staffId: 'S4', from: '2026-03-02', to: TUESDAY });
    expect(await bank.statuses('S4')).toEqual([
      ['R1', 'CANCELLED'],
      ['R2', 'CANCELLED'],
    ]);
    await bank.contact('R2', 'S0', '2026-03-02');
    const input = { commandId: randomUUID(), leaveId: leave.id };
    expect(codes((await ask(CANCEL, 'S4', { input })).data.cancelLeave)).toEqual([]);
    expect(await bank.statuses('S4')).toEqual([
      ['R1', 'CANCELLED'],
      ['R2', 'CANCELLED'],
      ['R1', 'OPEN'],
    ]);
    expect((await bank.day('S4', { date: TUESDAY })).items).toMatchObject([
      { client: { id: 'R3' }, status: 'CANCELLED' },
      {
        client: { id: 'R3' },
        status: 'OPEN',
        dueSince: TUESDAY,
        reason: { code: 'ADDED', text: expect.stringContaining('客户约谈房贷') },
      },
    ]);
  });

  it('that are taken back bring back nothing of a day that another leave takes, nor who was handed over since', async () => {
    for (const clientId of ['Q1', 'Q2', 'Q3']) await bank.client(clientId, 'S12', 2);
    const add = (clientId: string, date: string) => bank.give('addPlanItem', 'S12', { clientId, date, reason: '约好' });
    await add('Q1', TUESDAY);
    await add('Q2', TUESDAY);
    await add('Q3', '2026-03-04');
    const { leave } = await take('S12', { staffId: 'S12', from: TUESDAY, to: '2026-03-04' });
    await bank.service.caughtUp();
    await bank.handOver('Q2', 'S12', 'S0', '2026-03-02');
    const taken = { staffId: 'S12', portion: 'FULL' as const, coverId: null, takenAt: NOW };
    await bank.service.given(
      Leaves,
      'S12',
      LeaveCancelled.of({ leaveId: leave.id, staffId: 'S12', cancelledAt: NOW }),
      LeaveTaken.of({ leaveId: 'of-a-day', ...taken, from: '2026-03-04', to: '2026-03-04' }),
    );
    expect(await bank.statuses('S12', { date: TUESDAY })).toEqual([
      ['Q1', 'CANCELLED'],
      ['Q2', 'CANCELLED'],
      ['Q1', 'OPEN'],
    ]);
    expect(await bank.statuses('S12', { date: '2026-03-04' })).toEqual([['Q3', 'CANCELLED']]);
  });

  it('that are taken back by the time they are heard of empty no plan', async () => {
    await bank.client('N1', 'S0', 80);
    expect(await bank.statuses('S0')).toEqual([['N1', 'OPEN']]);
    const leave = { leaveId: 'taken-back', staffId: 'S0' };
    const days = { from: '2026-03-02', to: TUESDAY, portion: 'FULL' as const, coverId: null };
    await bank.service.given(
      Leaves,
      'S0',
      LeaveTaken.of({ ...leave, ...days, takenAt: NOW }),
      LeaveCancelled.of({ ...leave, cancelledAt: NOW }),
    );
    expect(await bank.statuses('S0')).toEqual([['N1', 'OPEN']]);
  });

  it('halves the places of half a day', async () => {
    for (let i = 0; i < 8; i++) await bank.client(`H${i}`, 'S3', 80);
    await take('S3', { staffId: 'S3', from: TUESDAY, to: TUESDAY, portion: 'MORNING' });
    const half = await day('S3', TUESDAY);
    expect([half.capacity, half.items.length]).toEqual([5, 5]);
  });

  it('are refused where they overlap, where the cover is away, and where they make a chain', async () => {
    const week = { from: '2026-04-13', to: '2026-04-17' };
    expect(codes(await take('S5', { staffId: 'S5', ...week, coverId: 'S6' }))).toEqual([]);
    expect(codes(await take('S5', { staffId: 'S5', from: '2026-04-17', to: '2026-04-20' }))).toEqual([
      'LEAVE_OVERLAPS',
    ]);
    expect(codes(await take('S7', { staffId: 'S7', ...week, coverId: 'S5' }))).toEqual(['LEAVE_COVER_AWAY']);
    expect(codes(await take('S6', { staffId: 'S6', from: '2026-04-15', to: '2026-04-15', coverId: 'S7' }))).toEqual([
      'LEAVE_COVERS_OTHERS',
    ]);
    expect(codes(await take('S8', { staffId: 'S8', ...week, coverId: 'nobody' }))).toEqual(['LEAVE_COVER_UNKNOWN']);
    expect(codes(await take('S8', { staffId: 'S8', ...week, coverId: 'S8' }))).toEqual(['LEAVE_COVER_IS_SELF']);
  });

  it('are recorded by oneself and by the head, by nobody else', async () => {
    const one = { from: '2026-05-11', to: '2026-05-11' };
    expect(codes(await take('S8', { staffId: 'S9', ...one }))).toEqual(['LEAVE_STAFF_UNKNOWN']);
    expect(codes(await take('M1', { staffId: 'S9', ...one }))).toEqual([]);
    const commandId = randomUUID();
    const first = await take('S10', { staffId: 'S10', ...one }, commandId);
    expect(await take('S10', { staffId: 'S10', ...one }, commandId)).toEqual(first);
  });

  it('can be cancelled, and are listed for those in scope', async () => {
    const { leave } = await take('S11', { staffId: 'S11', from: '2026-06-01', to: '2026-06-02' });
    const cancel = async (as: string) =>
      (await ask(CANCEL, as, { input: { commandId: randomUUID(), leaveId: leave.id } })).data.cancelLeave;
    expect(codes(await cancel('S12'))).toEqual(['LEAVE_UNKNOWN']);
    expect(await cancel('S11')).toMatchObject({ leave: { id: leave.id, cancelled: true }, errors: [] });
    expect(codes(await cancel('S11'))).toEqual(['LEAVE_ALREADY_CANCELLED']);
    expect((await day('S11', '2026-06-01')).capacity).toBe(10);
    const list = async (as: string, staffId?: string) =>
      (await ask(LIST, as, { staffId, from: '2026-06-01', to: '2026-06-30' })).data?.leaves;
    expect(await list('M1')).toMatchObject([{ staff: { id: 'S11' }, cancelled: true }]);
    expect(await list('S11')).toHaveLength(1);
    expect(await list('S12')).toEqual([]);
    expect((await ask(LIST, 'S12', { staffId: 'S11' })).errors?.[0]?.extensions.code).toBe('OUT_OF_SCOPE');
  });

  it('that are taken back midway were leave up to the day before, and are made up for by as many days', async () => {
    const { leave } = await take('S13', { staffId: 'S13', from: '2026-03-02', to: '2026-03-06' });
    bank.service.clock.set('2026-03-04T09:00:00+08:00');
    const input = { commandId: randomUUID(), leaveId: leave.id };
    expect((await ask(CANCEL, 'S13', { input })).data.cancelLeave.errors).toEqual([]);
    const days = ['03', '04', '05', '06'].map((date) => day('S13', `2026-03-${date}`));
    expect((await Promise.all(days)).map(({ dayKind, capacity }) => [dayKind, capacity])).toEqual([
      ['LEAVE', 0],
      ['WORKING_DAY', 12],
      ['WORKING_DAY', 12],
      ['WORKING_DAY', 10],
    ]);
    const [listed] = (await ask(LIST, 'S13', { from: '2026-03-01', to: '2026-03-31' })).data.leaves;
    expect(listed).toMatchObject({ id: leave.id, to: '2026-03-06', cancelled: true });
    expect(codes(await take('S13', { staffId: 'S13', from: '2026-03-03', to: '2026-03-03' }))).toEqual([
      'LEAVE_OVERLAPS',
    ]);
  });
});
