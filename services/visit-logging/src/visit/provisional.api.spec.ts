import { END, START, VisitedBank } from '../testing/visited-bank.suite.js';

const VISIT = 'visit { id reviewDueProvisional }';
const HELP = 'helpRequest { answerDueProvisional }';
const COMPLAINTS = '{ complaints { edges { node { answerDueProvisional } } } }';

describe.each<[string, boolean]>([
  ['2026-03-02', false],
  ['2040-03-05', true],
])('rule 2: what is due some working days after %s', (day, provisional) => {
  let bank: VisitedBank;
  beforeAll(async () => {
    bank = await VisitedBank.open({ now: `${day}T09:00:00+08:00` });
    await bank.client('C1');
  }, 60_000);
  afterAll(() => bank?.stop());

  const complaints = async (): Promise<{ node: { answerDueProvisional: boolean } }[]> => {
    await bank.service.caughtUp();
    return (await bank.ask(COMPLAINTS, 'H1')).complaints.edges;
  };

  it(`says of the holidays of its year whether they are not known: ${provisional}`, async () => {
    const visitId = await bank.plan('C1', { plannedOn: day });
    const start = { visitId, ...START, startedAt: `${day}T08:00:00+08:00` };
    expect((await bank.tell('startVisit', 'S1', start, VISIT)).visit).toEqual({
      id: visitId,
      reviewDueProvisional: false,
    });
    const findings = [{ kind: 'COMPLAINT', text: '柜台排队太久', productCode: 'CARD1' }];
    const end = { visitId, ...END, endedAt: `${day}T08:40:00+08:00`, findings };
    const { visit } = await bank.tell('endVisit', 'S1', end, VISIT);
    expect(visit).toEqual({ id: visitId, reviewDueProvisional: provisional });
    const asked = await bank.tell('askForHelp', 'S1', { clientId: 'C1', text: '客户想谈贷款' }, HELP);
    expect(asked.helpRequest).toEqual({ answerDueProvisional: provisional });
    await bank.eventually(async () => (await complaints()).length > 0);
    expect(await complaints()).toEqual([{ node: { answerDueProvisional: provisional } }]);
  }, 60_000);
});
