import { randomUUID } from 'node:crypto';
import { ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TUESDAY = '2026-03-03';
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
});
