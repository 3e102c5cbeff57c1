import { randomUUID } from 'node:crypto';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const DRAW = `mutation ($input: DrawPlansInput!) { drawPlans(input: $input) {
  plansDrawn { date drawn lookedAt managers next } errors { code field message } position } }`;
const MANAGERS = ['S1', 'S2', 'S3', 'S4', 'S5'];

describe('all plans of a day', () => {
  let bank: ScheduledBank;
  beforeAll(async () => {
    bank = await ScheduledBank.open();
    for (const rmId of MANAGERS) for (const n of [1, 2]) await bank.client(`${rmId}-${n}`, rmId, 80 + n);
    await bank.service.caughtUp();
  }, 60_000);
  afterAll(() => bank?.stop());

  const draw = async (input: object = {}, token?: string) => {
    const admin = token ?? (await bank.service.token('loader', { role: 'ADMIN' }));
    const variables = { input: { commandId: randomUUID(), date: MONDAY, ...input } };
    return (await bank.service.graphql(DRAW, { token: admin, variables })).data?.drawPlans;
  };
  const drawnPlans = async () => {
    await bank.service.caughtUp();
    const rows = await bank.service.parts.database.query<{ id: string }>(
      'select staff_id as id from drawn_plan order by staff_id',
    );
    return rows.map(({ id }) => id);
  };

  it('are drawn page by page, go on where they stopped, and are the plans of a first look', async () => {
    const looked = (await bank.day('S5')).items;
    const first = await draw({ first: 2 });
    expect(first).toMatchObject({
      plansDrawn: { date: MONDAY, drawn: 2, lookedAt: 2, managers: 5, next: 'S2' },
      errors: [],
    });
    expect(await drawnPlans()).toEqual(['S1', 'S2', 'S5']);
    // The same page once more tells the same and draws nothing again.
    expect(await draw({ first: 2 })).toEqual(first);
    const rest = await draw({ after: first.plansDrawn.next });
    expect(rest.plansDrawn).toMatchObject({ drawn: 3, lookedAt: 3, next: null });
    expect(await drawnPlans()).toEqual(MANAGERS);
    expect((await bank.day('S5')).items).toEqual(looked);
    expect((await bank.day('S1')).items.map(({ client }) => client.id)).toEqual(['S1-2', 'S1-1']);
  });

  it('are of today alone, by pages of a size', async () => {
    const codes = async (input: object) => (await draw(input)).errors.map(({ code }: { code: string }) => code);
    expect(await codes({ date: '2026-03-03' })).toEqual(['PLANS_NOT_OF_TODAY']);
    expect(await codes({ date: '2026-02-27' })).toEqual(['PLANS_NOT_OF_TODAY']);
    expect(await draw({ first: 0 })).toBeUndefined();
  });

  it('are drawn by an administrator alone', async () => {
    for (const as of ['S1', 'M1']) expect(await draw({}, await bank.service.token(as))).toBeUndefined();
  });
});
