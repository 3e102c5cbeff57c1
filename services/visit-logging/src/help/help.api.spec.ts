import { randomUUID } from 'node:crypto';
import { Help, HelpClimbed, Leaves, LeaveTaken } from '@hengxin/contracts';
import { jest } from '@jest/globals';
import { END, PLAN, START, VisitedBank } from '../testing/visited-bank.suite.js';
import { HelpQueries } from './help.queries.js';

const HELP = `helpRequest { id state step text climbs overdue askedAt answerDueAt
  client { id } visit { id } asker { id } addressee { id } unit { id } helper { id } }`;
const DOSSIER = 'query ($id: ID!) { visitDossier(visitId: $id) { visit { id } client { id } } }';
const MONDAY = '2026-03-02';
const SECOND_DAY = '2026-03-04T18:00:00+08:00';

let bank: VisitedBank;
beforeEach(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterEach(() => bank?.stop());

const tell = (name: string, as: string, input: object) => bank.tell(name, as, input, HELP);
const codes = (answer: { errors: { code: string }[] }) => answer.errors.map(({ code }) => code);
async function ask(input: object = {}, as = 'S1'): Promise<string> {
  const { helpRequest, errors } = await tell('askForHelp', as, { clientId: 'C1', text: '客户想谈贷款', ...input });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return helpRequest.id;
}
async function list(as: string, f: object = {}, n = 100): Promise<{ id: string; text: string; step: string }[]> {
  await bank.service.caughtUp();
  const query = `query ($f: HelpFilter, $n: Int, $a: String) { helpRequests(filter: $f, first: $n, after: $a) {
    edges { node { id text step state overdue addressee { id } asker { id } client { id } visit { id } } } pageInfo { hasNextPage endCursor } } }`;
  const found: { id: string; text: string; step: string }[] = [];
  for (let a: string | null = null; ;) {
    const { helpRequests: page } = await bank.ask(query, as, { f, n, a });
    found.push(...page.edges.map((edge: { node: { id: string } }) => edge.node));
    if (!page.pageInfo.hasNextPage) return found;
    a = page.pageInfo.endCursor;
  }
}
const ids = async (as: string, f: object = {}, n = 100) => (await list(as, f, n)).map(({ id }) => id);
const events = async (helpId: string) =>
  (await bank.service.parts.log.read(Help.stream(helpId))).map(({ type }) => type);
const happens = (helpId: string, ...types: readonly string[]) =>
  bank.eventually(async () => (await events(helpId)).join() === types.join());

describe('rule 11: asking for help', () => {
  it('goes to a colleague who is named, with time until 18:00 of the second working day after', async () => {
    const visitId = await bank.plan('C1');
    const { helpRequest } = await tell('askForHelp', 'S1', { visitId, text: '请一同拜访', peerId: 'S2' });
    expect(helpRequest).toMatchObject({
      ...{ state: 'OPEN', step: 'PEER', climbs: 0, overdue: false, answerDueAt: SECOND_DAY },
      ...{ client: { id: 'C1' }, visit: { id: visitId }, asker: { id: 'S1' }, addressee: { id: 'S2' } },
      ...{ unit: { id: 'U2' }, helper: null },
    });
    await bank.service.caughtUp();
    const query = 'query ($id: ID!) { visit(id: $id) { helpRequests { id text } } }';
    const ofVisit = async (as: string) => (await bank.ask(query, as, { id: visitId })).visit.helpRequests;
    expect(await ofVisit('S1')).toEqual([{ id: helpRequest.id, text: '请一同拜访' }]);
    expect(await ofVisit('O1')).toEqual([{ id: helpRequest.id, text: '' }]);
  });

  it.each([
    ['a client of somebody else', { clientId: 'C9' }, 'CLIENT_UNKNOWN'],
    ['oneself as a colleague', { peerId: 'S1' }, 'HELP_PEER_UNKNOWN'],
    ['nobody', { peerId: 'S99' }, 'HELP_PEER_UNKNOWN'],
    ['an unknown visit', { visitId: 'V9' }, 'HELP_VISIT_FOREIGN'],
    ['no words', { text: ' ' }, 'HELP_TEXT_MISSING'],
  ])('with %s is refused by name', async (_, more, code) =>
    expect(codes(await tell('askForHelp', 'S1', { clientId: 'C1', text: '请协助', ...more }))).toEqual([code]),
  );

  it('is for who keeps the client and those above: a cover shows it to nobody', async () => {
    const leave = { leaveId: 'L1', staffId: 'S1', from: MONDAY, to: MONDAY, portion: 'FULL' as const };
    const takenAt = `${MONDAY}T08:00:00+08:00`;
    await bank.service.given(Leaves, 'S1', LeaveTaken.of({ ...leave, coverId: 'S2', takenAt }));
    const visitId = await bank.plan('C1', {}, 'S2');
    const asked = (as: string, input: object) => tell('askForHelp', as, { text: '请协助', peerId: 'S3', ...input });
    expect(codes(await asked('S2', { clientId: 'C1' }))).toEqual(['HELP_CLIENT_NOT_KEPT']);
    expect(codes(await asked('S2', { visitId }))).toEqual(['HELP_CLIENT_NOT_KEPT']);
    expect(codes(await asked('H1', { clientId: 'C1' }))).toEqual([]);
  });

  it('the same commandId gets the first answer again', async () => {
    const input = { commandId: randomUUID(), clientId: 'C1', text: '请协助' };
    const first = await tell('askForHelp', 'S1', input);
    await tell('answerHelp', 'H1', { helpRequestId: first.helpRequest.id, accept: true });
    expect(await tell('askForHelp', 'S1', input)).toEqual(first);
  });
});

describe('rule 11: the ladder', () => {
  it('climbs by itself from the colleague over the head of the unit to the next above, and is overdue there', async () => {
    const helpId = await ask({ peerId: 'S3' });
    expect(await ids('S3', { toMe: true })).toEqual([helpId]);
    bank.service.clock.set('2026-03-04T18:00:01+08:00');
    await happens(helpId, 'HelpAsked', 'HelpClimbed');
    expect(await list('H1', { toMe: true })).toMatchObject([
      { id: helpId, step: 'SUB_BRANCH', addressee: { id: 'H1' } },
    ]);
    expect(await ids('S3', { toMe: true })).toEqual([]);
    bank.service.clock.set('2026-03-20T09:00:00+08:00');
    await happens(helpId, 'HelpAsked', 'HelpClimbed', 'HelpClimbed', 'HelpFellOverdue');
    expect(await list('HB', { toMe: true })).toMatchObject([
      { id: helpId, step: 'BRANCH', overdue: true, state: 'OPEN' },
    ]);
    await bank.service.restart();
    const { helpRequest } = await tell('answerHelp', 'HB', { helpRequestId: helpId, accept: true });
    expect(helpRequest).toMatchObject({ state: 'ACCEPTED', overdue: false, climbs: 2, helper: { id: 'HB' } });
  }, 60_000);

  it('climbs when it is declined; who is not asked cannot answer', async () => {
    const helpId = await ask({ peerId: 'S3' });
    const answer = (as: string, accept: boolean) => tell('answerHelp', as, { helpRequestId: helpId, accept });
    for (const as of ['S1', 'S2', 'H1']) expect([as, codes(await answer(as, true))]).toEqual([as, ['HELP_UNKNOWN']]);
    expect((await answer('S3', false)).helpRequest).toMatchObject({
      step: 'SUB_BRANCH',
      addressee: { id: 'H1' },
      climbs: 1,
    });
    expect((await answer('H1', false)).helpRequest).toMatchObject({
      step: 'BRANCH',
      addressee: { id: 'HB' },
      climbs: 2,
    });
    expect((await answer('HB', false)).helpRequest).toMatchObject({ step: 'BRANCH', state: 'OPEN', overdue: true });
  });

  it('is answered as the request stands by then: what has climbed meanwhile is declined by nobody below', async () => {
    const helpId = await ask({ peerId: 'S3' });
    const { log } = bank.service.parts;
    const stored = log.append.bind(log);
    // The time of the step passes between what the answer read and what it writes.
    const append = jest.spyOn(log, 'append').mockImplementationOnce(async (...args) => {
      const climbed = HelpClimbed.of({
        ...{ helpId, clientId: 'C1', askerId: 'S1', step: 'SUB_BRANCH', unitId: 'U1', addresseeId: 'H1' },
        ...{ answerDueAt: '2026-03-06T18:00:00+08:00', cause: 'UNANSWERED', reason: null, climbedAt: SECOND_DAY },
      });
      await bank.service.given(Help, helpId, climbed);
      return stored(...args);
    });
    const { errors } = await tell('answerHelp', 'S3', { helpRequestId: helpId, accept: false });
    append.mockRestore();
    expect(codes({ errors })).toEqual(['HELP_UNKNOWN']);
    expect(await events(helpId)).toEqual(['HelpAsked', 'HelpClimbed']);
  });

  it('a head who asks goes past the own unit', async () => {
    const { helpRequest } = await tell('askForHelp', 'H1', { clientId: 'C1', text: '请协助' });
    expect(helpRequest).toMatchObject({ step: 'SUB_BRANCH', addressee: { id: 'HB' }, unit: { id: 'B1' } });
  });
});

describe('rule 11: the person who accepts', () => {
  it('sees the client’s visits and contacts until the request is closed, and may share the credit', async () => {
    const visitId = await bank.ended('C1');
    const contacts = async () => {
      await bank.service.caughtUp();
      const query = '{ contacts(filter: { clientId: "C1" }) { edges { node { notes } } } }';
      return (await bank.ask(query, 'S2')).contacts.edges.map(({ node }: { node: { notes: string } }) => node.notes);
    };
    expect([await bank.visits('S2', { clientId: 'C1' }), await contacts()]).toEqual([[], []]);
    const helpRequestId = await ask({ visitId, peerId: 'S2' });
    await tell('answerHelp', 'S2', { helpRequestId, accept: true });
    expect([await bank.visits('S2', { clientId: 'C1' }), await contacts()]).toEqual([[visitId], ['聊了存款']]);
    expect(await bank.visits('S2')).toEqual([visitId]);
    expect((await bank.visit(visitId, 'S2')).goal.text).toBe(PLAN.goal.text);
    const shares = [
      { staffId: 'S1', percent: 60 },
      { staffId: 'S2', percent: 40 },
    ];
    expect(codes(await bank.tell('splitCredit', 'S1', { visitId, shares }))).toEqual([]);
    expect((await tell('closeHelp', 'S2', { helpRequestId })).helpRequest.state).toBe('DONE');
    expect([await bank.visits('S2', { clientId: 'C1' }), await contacts()]).toEqual([[], []]);
    expect(await bank.visit(visitId, 'S2')).toBeNull();
  });

  it('may join a planned visit: sees it and its dossier until the request is closed, and it stays whose it was', async () => {
    const visitId = await bank.plan('C1', { plannedOn: '2026-03-05' });
    const dossier = () => bank.ask(DOSSIER, 'S2', { id: visitId });
    await expect(dossier()).rejects.toMatchObject({ code: 'VISIT_UNKNOWN' });
    const helpRequestId = await ask({ visitId, peerId: 'S2' });
    await tell('answerHelp', 'S2', { helpRequestId, accept: true });
    expect(await bank.visit(visitId, 'S2')).toMatchObject({
      ...{ plannedOn: '2026-03-05', place: PLAN.place, goal: { text: PLAN.goal.text } },
      ...{ staff: { id: 'S1' }, participants: [] },
    });
    expect(await dossier()).toMatchObject({ visitDossier: { visit: { id: visitId }, client: { id: 'C1' } } });
    expect(codes(await bank.tell('setVisitGoal', 'S2', { visitId, goal: PLAN.goal }))).toEqual(['VISIT_UNKNOWN']);
    await tell('closeHelp', 'S1', { helpRequestId });
    expect(await bank.visit(visitId, 'S2')).toBeNull();
    await expect(dossier()).rejects.toMatchObject({ code: 'VISIT_UNKNOWN' });
  });

  it('may share the credit of the visit at once, though it is not heard yet that they accepted', async () => {
    const visitId = await bank.ended('C1');
    const helpRequestId = await ask({ visitId, peerId: 'S2' });
    await tell('answerHelp', 'S2', { helpRequestId, accept: true });
    const unheard = jest.spyOn(bank.service.app.get(HelpQueries), 'ofVisit').mockResolvedValueOnce([]);
    const split = (staffId: string) => bank.tell('splitCredit', 'S1', { visitId, shares: [{ staffId, percent: 100 }] });
    expect(codes(await split('S2'))).toEqual([]);
    unheard.mockRestore();
    expect(codes(await split('S3'))).toEqual(['CREDIT_OF_STRANGER']);
  });
});

describe('who sees a request', () => {
  it('who asked and is asked, and heads above; head office without the words', async () => {
    const helpId = await ask({ peerId: 'S2' });
    for (const as of ['S1', 'S2', 'H1', 'HB', 'O1']) expect([as, await ids(as)]).toEqual([as, [helpId]]);
    expect(await ids('S3')).toEqual([]);
    expect((await list('O1'))[0]!.text).toBe('');
    expect([await ids('S1', { mine: true }), await ids('S2', { mine: true })]).toEqual([[helpId], []]);
    expect(await ids('H1', { toMe: true })).toEqual([]);
    expect(await ids('HB', { unitId: 'U1' })).toEqual([helpId]);
    await expect(ids('H1', { unitId: 'U2' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it('lists come by pages, narrowed by state', async () => {
    const [first, second] = [await ask(), await ask()];
    await tell('closeHelp', 'S1', { helpRequestId: first, withdrawn: true });
    expect(new Set(await ids('H1', {}, 1))).toEqual(new Set([first, second]));
    expect(await ids('S1', { states: ['WITHDRAWN'] }, 1)).toEqual([first]);
    const forged = Buffer.from('["x","y"]').toString('base64url');
    await expect(bank.ask(`{ helpRequests(after: "${forged}") { edges { cursor } } }`, 'S1')).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});

describe('rule 10: two MISSED running for one client', () => {
  const missed = async (hour: string) => {
    const visitId = await bank.plan('C1');
    await bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: `${MONDAY}T${hour}:00:00+08:00` });
    await bank.tell('endVisit', 'S1', { visitId, ...END, endedAt: `${MONDAY}T${hour}:30:00+08:00` });
    return visitId;
  };
  const review = async (visitId: string, result: string) => {
    const why = { reasons: ['RATE'], nextTopic: '利率', nextOn: '2026-03-20' };
    const { errors } = await bank.tell('reviewVisit', 'S1', { visitId, result, ...(result !== 'MET' && why) });
    expect(errors).toEqual([]);
  };

  it('open a help request by themselves, once', async () => {
    const [first, second, third] = [await missed('06'), await missed('07'), await missed('08')];
    await review(first, 'MISSED');
    await review(second, 'MISSED');
    await bank.eventually(async () => (await ids('S1')).length === 1);
    expect(await list('H1', { toMe: true })).toMatchObject([
      {
        ...{ step: 'SUB_BRANCH', asker: { id: 'S1' }, client: { id: 'C1' }, visit: { id: second } },
        text: 'Two visits running did not meet their goals.',
      },
    ]);
    await review(third, 'MISSED');
    await bank.service.caughtUp();
    expect(await ids('S1')).toHaveLength(1);
  }, 60_000);

  it('ask in the name of who keeps the client by now, whose heads are asked, not of who made the visits', async () => {
    const [first, second] = [await missed('06'), await missed('07')];
    await bank.handOver('C1', 'S1', 'S2', MONDAY);
    await review(first, 'MISSED');
    await review(second, 'MISSED');
    await bank.eventually(async () => (await ids('S2')).length === 1);
    expect(await list('S2', { mine: true })).toMatchObject([
      { asker: { id: 'S2' }, client: { id: 'C1' }, addressee: { id: 'HB' } },
    ]);
    expect(await ids('S1')).toEqual([]);
  }, 60_000);

  it('do not where another lies between them', async () => {
    const [first, between, last] = [await missed('06'), await missed('07'), await missed('08')];
    await review(first, 'MISSED');
    await review(between, 'PARTLY');
    await review(last, 'MISSED');
    const noticed = async () =>
      (await bank.service.parts.database.query(
        "select 1 from deadline where kind = 'miss-noticed' and done_at is not null",
      )) as unknown[];
    await bank.eventually(async () => (await noticed()).length === 2);
    expect(await ids('S1')).toEqual([]);
  }, 60_000);
});

describe('rule 21: a handover', () => {
  it('moves planned visits and open help requests on its first day, and leaves what has begun', async () => {
    const [planned, started] = [await bank.plan('C1', { plannedOn: '2026-03-10' }), await bank.started('C1')];
    const helpRequestId = await ask();
    await bank.handOver('C1', 'S1', 'S2', '2026-03-05');
    expect((await bank.visit(planned)).staff.id).toBe('S1');
    bank.service.clock.set('2026-03-05T00:00:01+08:00');
    await bank.eventually(async () => (await bank.visit(planned, 'S2'))?.staff.id === 'S2');
    expect(await bank.visit(planned, 'S2')).toMatchObject({ unit: { id: 'U2' }, state: 'PLANNED' });
    await bank.eventually(async () => (await ids('S2', { mine: true })).length === 1);
    expect(await ids('S2', { mine: true })).toEqual([helpRequestId]);
    expect((await bank.visit(started, 'S1')).staff.id).toBe('S1');
    expect(codes(await bank.tell('setVisitGoal', 'S2', { visitId: planned, goal: PLAN.goal }))).toEqual([]);
    expect(codes(await bank.tell('setVisitGoal', 'S1', { visitId: planned, goal: PLAN.goal }))).toEqual([
      'VISIT_UNKNOWN',
    ]);
  }, 60_000);
});
