import { encodeChoice } from '@hengxin/contracts';
import { VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  for (const id of ['C1', 'C2', 'C3']) await bank.client(id);
  await bank.client('D1', 'S2');
}, 60_000);
afterAll(() => bank?.stop());

const KEPT = ['C1', 'C2', 'C3'];
async function preview(as: string, chosen: readonly string[], kept = KEPT, rmId = 'S1') {
  await bank.service.caughtUp();
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on HandoverPreview { helpRequests plannedVisits } } }`;
  const id = encodeChoice(rmId, kept, new Set(chosen));
  return (await bank.ask(query, as, { r: [{ __typename: 'HandoverPreview', id }] }))._entities[0];
}

describe('rule 21: the preview of a handover', () => {
  it('counts planned visits and help requests of the chosen clients that would go along', async () => {
    await bank.plan('C1');
    await bank.plan('C1');
    await bank.plan('C2');
    await bank.plan('D1', {}, 'S2');
    const done = await bank.ended('C3');
    const ask = (clientId: string) => bank.tell('askForHelp', 'S1', { clientId, text: '请协助' }, 'helpRequest { id }');
    await ask('C1');
    const { helpRequest } = await ask('C2');
    await bank.tell('closeHelp', 'S1', { helpRequestId: helpRequest.id, withdrawn: true }, 'helpRequest { id }');
    expect(done).toBeTruthy();
    expect(await preview('H1', KEPT)).toEqual({ helpRequests: 1, plannedVisits: 3 });
    expect(await preview('H1', ['C2'])).toEqual({ helpRequests: 0, plannedVisits: 1 });
    expect(await preview('A1', ['C3'])).toEqual({ helpRequests: 0, plannedVisits: 0 });
  });

  it('is nothing for who may not hand over, and for another portfolio', async () => {
    expect(await preview('S1', KEPT)).toBeNull();
    expect(await preview('H1', ['D1'], ['D1'], 'S2')).toBeNull();
    expect(await preview('H1', ['C1'], ['C1', 'C2'])).toBeNull();
  });
});
