import { randomUUID } from 'node:crypto';
import { END, PLAN, START, VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  for (const id of ['C1', 'C2', 'C3', 'C4']) await bank.client(id);
}, 60_000);
afterAll(() => bank?.stop());

const SYNC = `mutation ($input: SyncVisitsInput!) { syncVisits(input: $input) { results {
  visit { id state goal { text } } conflict { visit { id state staff { id } } text } errors { code field message } position }
  errors { code field } position } }`;
const sync = async (commands: object[], as = 'S1') => (await bank.ask(SYNC, as, { input: { commands } })).syncVisits;
const id = () => ({ commandId: randomUUID() });
const states = ({ results }: { results: { visit: { state: string } | null }[] }) =>
  results.map(({ visit }) => visit?.state ?? null);

/** A whole visit, as a device without a network has it. */
function lifeOf(clientId: string): object[] {
  const planned = randomUUID();
  const visitId = `plan.${planned}`;
  return [
    { planVisit: { commandId: planned, clientId, ...PLAN } },
    { startVisit: { ...id(), visitId, ...START } },
    { endVisit: { ...id(), visitId, ...END } },
    { reviewVisit: { ...id(), visitId, result: 'MET' } },
  ];
}

describe('what was done without a network', () => {
  it('is carried out in order, and answered command by command', async () => {
    const answer = await sync(lifeOf('C1'));
    expect(states(answer)).toEqual(['PLANNED', 'STARTED', 'ENDED', 'REVIEWED']);
    expect(answer.results.flatMap(({ errors }: { errors: object[] }) => errors)).toEqual([]);
    expect(answer.position).toBe(answer.results.at(-1).position);
    const [{ visit }] = answer.results;
    expect(await bank.visit(visit.id)).toMatchObject({ state: 'REVIEWED' });
  });

  it('is carried out once, however often it is sent', async () => {
    const commands = lifeOf('C2');
    const first = await sync(commands);
    expect(await sync(commands)).toEqual(first);
    expect(await sync(commands.slice(1, 3))).toMatchObject({ results: first.results.slice(1, 3) });
    expect(await bank.visits('S1', { clientId: 'C2' })).toHaveLength(1);
  });

  it('goes on behind a command that is refused, each by its place', async () => {
    const [plan, start, end, review] = lifeOf('C3');
    const answer = await sync([
      { planVisit: { ...id(), clientId: 'C9', ...PLAN } },
      plan!,
      { endVisit: { ...id(), visitId: 'nobody', ...END, findings: [] } },
      start!,
      { planVisit: null, setVisitGoal: null },
      end!,
      review!,
    ]);
    expect(states(answer)).toEqual([null, 'PLANNED', null, 'STARTED', null, 'ENDED', 'REVIEWED']);
    const refused = [0, 2, 4].map((i) => answer.results[i].errors);
    expect(refused).toMatchObject([
      [{ code: 'CLIENT_UNKNOWN', field: ['input', 'commands', '0', 'planVisit', 'clientId'] }],
      [{ code: 'INVALID_INPUT', field: ['input', 'commands', '2', 'endVisit', 'findings'] }],
      [{ code: 'SYNC_NEEDS_ONE', field: ['input', 'commands', '4'] }],
    ]);
  });

  it('a conflict says what has changed, and keeps what was written', async () => {
    const visitId = await bank.plan('C4');
    await bank.tell('cancelVisit', 'S1', { visitId, reason: '客户改期' });
    const { results } = await sync([
      { setVisitGoal: { ...id(), visitId, goal: { kind: 'LOANS', text: '谈谈经营贷的额度与期限' } } },
      { endVisit: { ...id(), visitId: 'nobody', ...END } },
    ]);
    expect(results).toMatchObject([
      {
        visit: null,
        conflict: { visit: { id: visitId, state: 'CANCELLED' }, text: '谈谈经营贷的额度与期限' },
        errors: [{ code: 'VISIT_CALLED_OFF' }],
      },
      {
        conflict: { visit: null, text: '聊了存款\n月底有一笔定期到期' },
        errors: [{ code: 'VISIT_UNKNOWN', field: ['input', 'commands', '1', 'endVisit', 'visitId'] }],
      },
    ]);
  });

  it('of a visit of others tells no more than that it is unknown', async () => {
    await bank.client('D1', 'S2');
    const visitId = await bank.plan('D1', {}, 'S2');
    const { results } = await sync([{ cancelVisit: { ...id(), visitId, reason: '改期' } }]);
    expect(results).toMatchObject([
      { visit: null, conflict: { visit: null, text: '改期' }, errors: [{ code: 'VISIT_UNKNOWN' }] },
    ]);
  });

  it('a review with an unknown reason holds back its whole batch, and says where it stands', async () => {
    await bank.client('D2');
    const [plan, start, end] = lifeOf('D2');
    const review = { ...id(), visitId: 'V1', result: 'MISSED', reasons: ['RATE', 'WEATHER'] };
    await expect(sync([plan!, start!, end!, { reviewVisit: review }])).rejects.toMatchObject({
      message: expect.stringContaining('"WEATHER" does not exist in "MissReason"'),
      code: 'VARIABLE_INVALID',
      field: ['input', 'commands', '3', 'reviewVisit', 'reasons', '1'],
    });
    expect(await bank.visits('S1', { clientId: 'D2' })).toEqual([]);
  });

  it('a review without a reason is refused by its place, and the rest of the batch is carried out', async () => {
    await bank.client('D3');
    const commands = lifeOf('D3');
    const { visitId } = (commands[1] as { startVisit: { visitId: string } }).startVisit;
    const missed = { visitId, result: 'MISSED', nextTopic: '利率', nextOn: '2026-03-20' };
    const answer = await sync([...commands.slice(0, 3), { reviewVisit: { ...id(), ...missed } }, commands[3]!]);
    expect(states(answer)).toEqual(['PLANNED', 'STARTED', 'ENDED', null, 'REVIEWED']);
    expect(answer.results[3].errors).toMatchObject([
      { code: 'REVIEW_REASON_MISSING', field: ['input', 'commands', '3', 'reviewVisit', 'reasons'] },
    ]);
  });

  it('is 1 to 100 commands of who is entitled to them', async () => {
    expect(await sync([])).toMatchObject({ results: [], errors: [{ code: 'INVALID_INPUT' }] });
    await expect(sync(lifeOf('C1'), 'O1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
