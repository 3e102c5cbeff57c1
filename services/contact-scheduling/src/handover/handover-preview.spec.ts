import { encodeChoice } from '@hengxin/contracts';
import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

describe('what a handover would move', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const ask = async (as: string, id: string) => {
    await bank.service.caughtUp();
    const answer = await bank.service.graphql(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on HandoverPreview { promises openItems } } }`,
      { as, variables: { r: [{ __typename: 'HandoverPreview', id }] } },
    );
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data._entities[0];
  };

  it('is the promises and the open items of the clients that are chosen, and of no others', async () => {
    await bank.client('A1', 'S1', 70);
    await bank.client('A2', 'S1', 71);
    await bank.client('A3', 'S1', 2);
    await bank.contact('A3', 'S1', MONDAY, { followUpOn: '2026-03-20' });
    expect((await bank.day('S1')).items.map(({ client }) => client.id).sort()).toEqual(['A1', 'A2']);
    const kept = ['A1', 'A2', 'A3'];
    const of = (...chosen: string[]) => ask('M1', encodeChoice('S1', kept, new Set(chosen)));
    expect(await of(...kept)).toEqual({ promises: 1, openItems: 2 });
    expect(await of('A1')).toEqual({ promises: 0, openItems: 1 });
    expect(await of('A3')).toEqual({ promises: 1, openItems: 0 });
    expect(await of()).toEqual({ promises: 0, openItems: 0 });
  });

  it('counts an item of a day to come, whatever became of one of a later day', async () => {
    await bank.client('B1', 'S2', 2);
    const add = (date: string) => bank.give('addPlanItem', 'S2', { clientId: 'B1', date, reason: '约好' });
    const { planItem } = await add('2026-03-12');
    await bank.give('skipPlanItem', 'S2', { planItemId: planItem!.id, reason: '改期' });
    expect((await add('2026-03-10')).errors).toEqual([]);
    expect(await ask('M1', encodeChoice('S2', ['B1'], new Set(['B1'])))).toEqual({ promises: 0, openItems: 1 });
  });

  it('is not told where the portfolio is another one by now', async () => {
    expect(await ask('M1', encodeChoice('S1', ['A1'], new Set(['A1'])))).toBeNull();
  });

  it('is not told to those who may not hand over', async () => {
    expect(await ask('S1', encodeChoice('S1', ['A1', 'A2', 'A3'], new Set(['A1'])))).toBeNull();
  });
});
