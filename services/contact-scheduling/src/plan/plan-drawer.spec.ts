import { MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';
import { FactsAtHand } from '../client-facts/facts-at-hand.js';

const FRIDAY = '2026-03-06';

describe('a plan is drawn beside what it holds already', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const friday = async (staffId: string) =>
    (await bank.day(staffId, { date: FRIDAY })).items.map(({ client, status, reason }) => [
      client.id,
      status,
      reason.code,
    ]);
  const added = async (staffId: string, clientId: string) =>
    (await bank.give('addPlanItem', staffId, { clientId, date: FRIDAY, reason: '约好' })).planItem!.id;

  it('a due promise takes its place though the client was skipped or contacted for that plan; the preview says so, and the plan keeps it', async () => {
    for (const clientId of ['P1', 'P2', 'P3']) {
      await bank.client(clientId, 'S1', 20);
      await bank.contact(clientId, 'S1', '2026-02-20', { followUpOn: FRIDAY });
    }
    const [skipped, done] = [await added('S1', 'P1'), await added('S1', 'P2'), await added('S1', 'P3')];
    expect(await friday('S1')).toEqual(['P1', 'P2', 'P3'].map((clientId) => [clientId, 'OPEN', 'ADDED']));
    await bank.give('skipPlanItem', 'S1', { planItemId: skipped, reason: '改期' });
    // Before the promised day: the promise stands.
    await bank.contact('P2', 'S1', MONDAY, { planItemId: done });
    const planned = [
      ['P1', 'SKIPPED', 'ADDED'],
      ['P2', 'DONE', 'ADDED'],
      ['P3', 'OPEN', 'ADDED'],
      ['P1', 'OPEN', 'PROMISE'],
      ['P2', 'OPEN', 'PROMISE'],
    ];
    expect(await friday('S1')).toEqual(planned);
    bank.moveTo(FRIDAY);
    expect(await friday('S1')).toEqual(planned);
    expect(await bank.day('S1')).toMatchObject({ state: 'DRAWN' });
  });

  it('anyone who was skipped for that plan is not drawn into it by cadence, and anyone who was done for it is left in peace', async () => {
    const NEXT = '2026-03-09';
    for (const clientId of ['Q1', 'Q2']) await bank.client(clientId, 'S2', 70);
    // Before today's plan is looked at, so that it does not take them.
    const give = (clientId: string) => bank.send('addPlanItem', 'S2', { clientId, date: NEXT, reason: '约好' });
    const [skipped, done] = [(await give('Q1')).planItem!, (await give('Q2')).planItem!];
    await bank.give('skipPlanItem', 'S2', { planItemId: skipped.id, reason: '改期' });
    await bank.contact('Q2', 'S2', FRIDAY, { planItemId: done.id });
    expect((await bank.statuses('S2', { date: NEXT })).filter(([, status]) => status !== 'MISSED')).toEqual([
      ['Q1', 'SKIPPED'],
      ['Q2', 'DONE'],
    ]);
  });

  it('anyone who stands open on a day to come is not drawn before it, and is again once that item is closed', async () => {
    const MONDAY_AFTER = '2026-03-09';
    for (const clientId of ['T1', 'T2']) await bank.client(clientId, 'S4', 70);
    const add = { clientId: 'T1', date: '2026-03-10', reason: '约好' };
    // Before today's plan is looked at, so that it does not take the client.
    const { planItem } = await bank.give('addPlanItem', 'S4', add);
    expect(await bank.statuses('S4')).toEqual([['T2', 'OPEN']]);
    expect(await bank.statuses('S4', { date: MONDAY_AFTER })).toEqual([]);
    await bank.give('skipPlanItem', 'S4', { planItemId: planItem!.id, reason: '改期' });
    expect(await bank.statuses('S4', { date: MONDAY_AFTER })).toEqual([['T1', 'OPEN']]);
  });

  it('a promise that is due takes its place before an item of a day to come that does not speak for it', async () => {
    await bank.client('U1', 'S5', 20);
    const add = { clientId: 'U1', date: '2026-03-13', reason: '约好' };
    expect((await bank.give('addPlanItem', 'S5', add)).errors).toEqual([]);
    await bank.contact('U1', 'S5', '2026-02-20', { followUpOn: FRIDAY });
    expect((await bank.day('S5')).items).toMatchObject([{ client: { id: 'U1' }, reason: { code: 'PROMISE' } }]);
  });

  it('what lets a promise go while a plan is being drawn is heard before it is drawn', async () => {
    const today = bank.service.clock.today();
    await bank.client('R1', 'S3', 20);
    await bank.client('R2', 'S3', 70);
    await bank.contact('R1', 'S3', '2026-02-20', { followUpOn: today });
    const item = (await bank.give('addPlanItem', 'S3', { clientId: 'R1', reason: '约好' })).planItem!;
    const facts = bank.service.app.get(FactsAtHand);
    const upToNow = facts.upToNow.bind(facts);
    facts.upToNow = async (patienceMs) => {
      facts.upToNow = upToNow;
      await upToNow(patienceMs);
      await bank.give('skipPlanItem', 'S3', { planItemId: item.id, reason: '改期' });
    };
    expect(await bank.statuses('S3')).toEqual([
      ['R1', 'SKIPPED'],
      ['R2', 'OPEN'],
    ]);
  });
});
