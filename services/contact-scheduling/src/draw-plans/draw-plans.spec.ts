import { randomUUID } from 'node:crypto';
import { Leaves, LeaveTaken } from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const DRAW = `mutation ($input: DrawPlansInput!) { drawPlans(input: $input) {
  plansDrawn { date drawn lookedAt managers next } errors { code field message } position } }`;
const MANAGERS = ['S1', 'S2', 'S3', 'S4', 'S5'];

interface Page {
  readonly lookedAt: number;
  readonly managers: number | null;
  readonly next: string | null;
}

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
    // They are counted once, for the first page.
    expect(rest.plansDrawn).toMatchObject({ drawn: 3, lookedAt: 3, managers: null, next: null });
    expect(await drawnPlans()).toEqual(MANAGERS);
    expect((await bank.day('S5')).items).toEqual(looked);
    expect((await bank.day('S1')).items.map(({ client }) => client.id)).toEqual(['S1-2', 'S1-1']);
  });

  it('are those of covers too who keep nobody, each once and by id among the others', async () => {
    const days = { from: MONDAY, to: MONDAY, portion: 'FULL' as const };
    const takenAt = `${MONDAY}T09:00:00+08:00`;
    for (const [staffId, coverId] of [
      ['S1', 'S11'],
      ['S2', 'S11'],
      ['S3', 'S9'],
    ] as const) {
      const leave = { leaveId: `leave-${staffId}`, staffId, ...days, coverId, takenAt };
      await bank.service.given(Leaves, staffId, LeaveTaken.of(leave));
    }
    const pages: object[] = [];
    for (let after: string | null = null; ;) {
      const { lookedAt, managers, next }: Page = (await draw({ first: 2, after })).plansDrawn;
      pages.push({ lookedAt, managers, next });
      if (next === null) break;
      after = next;
    }
    expect(pages).toEqual([
      { lookedAt: 2, managers: 7, next: 'S11' },
      { lookedAt: 2, managers: null, next: 'S3' },
      { lookedAt: 2, managers: null, next: 'S5' },
      { lookedAt: 1, managers: null, next: null },
    ]);
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
