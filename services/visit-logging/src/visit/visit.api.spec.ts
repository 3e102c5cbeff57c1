import { randomUUID } from 'node:crypto';
import { Client, ClientProfileChanged, ConsentWithdrawn, Contact, VisitEnded } from '@hengxin/contracts';
import { END, PLAN, START, VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
  await bank.client('C2', 'S2');
}, 60_000);
afterAll(() => bank?.stop());

const events = async (stream: string) => (await bank.service.parts.log.read(stream)).map(({ type }) => type);
const CONTACTS = '{ contacts { edges { node { id channel client { id } } } } }';
async function contactsOf(clientId: string): Promise<string[]> {
  await bank.service.caughtUp();
  const { contacts } = await bank.ask(CONTACTS, 'S1');
  const nodes = contacts.edges.map((edge: { node: { id: string; client: { id: string } } }) => edge.node);
  return nodes
    .filter((node: { client: { id: string } }) => node.client.id === clientId)
    .map(({ id }: { id: string }) => id);
}

describe('the life of a visit', () => {
  it('goes from the plan to the review', async () => {
    await bank.client('L1');
    const planned = await bank.tell('planVisit', 'S1', { clientId: 'L1', ...PLAN, participantIds: ['S3'] });
    expect(planned).toMatchObject({
      errors: [],
      visit: {
        state: 'PLANNED',
        unit: { id: 'U1' },
        participants: [{ id: 'S3' }],
        goal: { kind: 'DEPOSITS', target: 50, achieved: null },
        preparation: { score: 2, required: 5, ready: false, frozenAt: null },
        credit: [{ staff: { id: 'S1' }, percent: 100 }],
      },
    });
    const visitId = planned.visit.id;
    const checklist = [{ item: 'ATTIRE', done: true }];
    const started = await bank.tell('startVisit', 'S1', { visitId, ...START, checklist, district: '朝阳区' });
    expect(started.visit).toMatchObject({
      state: 'STARTED',
      district: '朝阳区',
      preparation: { score: 2, ready: false, frozenAt: START.startedAt, overrideReason: '客户资料尚缺' },
    });
    const ended = await bank.tell('endVisit', 'S1', { visitId, ...END, achieved: 20 });
    expect(ended.visit).toMatchObject({
      state: 'ENDED',
      contact: { channel: 'VISIT', outcome: 'INTERESTED', effective: true, notes: '聊了存款' },
      findings: [{ kind: 'FUNDS', text: '月底有一笔定期到期', amount: '500000.50', productCode: 'TD1' }],
      goal: { achieved: 20 },
      reviewDueAt: '2026-03-03T18:00:00+08:00',
      reviewOverdue: false,
    });
    const review = { visitId, result: 'PARTLY', reasons: ['RATE'], nextTopic: '利率', nextOn: '2026-03-20' };
    const reviewed = await bank.tell('reviewVisit', 'S1', { ...review, lesson: '先问期限' });
    expect(reviewed.visit).toMatchObject({
      state: 'REVIEWED',
      review: { result: 'PARTLY', onTime: true, lesson: '先问期限' },
    });
    expect(await bank.visit(visitId)).toEqual(reviewed.visit);
    expect(await events(`visit-${visitId}`)).toEqual(['VisitPlanned', 'VisitStarted', 'VisitEnded', 'VisitReviewed']);
  });

  it('begins with a checklist, which anyone may ask for', async () => {
    const { visitChecklist } = await bank.ask('{ visitChecklist { item text version } }', 'S1');
    expect(visitChecklist).toHaveLength(6);
    expect(visitChecklist).toContainEqual({ item: 'ATTIRE', text: expect.stringMatching(/./), version: 1 });
  });

  it('the same commandId gets the first answer again, however the visit has moved on', async () => {
    await bank.client('L2');
    const plan = { commandId: randomUUID(), clientId: 'L2', ...PLAN };
    const first = await bank.tell('planVisit', 'S1', plan);
    const start = { commandId: randomUUID(), visitId: first.visit.id, ...START };
    const started = await bank.tell('startVisit', 'S1', start);
    const end = { commandId: randomUUID(), visitId: first.visit.id, ...END };
    const ended = await bank.tell('endVisit', 'S1', end);
    expect(await bank.tell('planVisit', 'S1', plan)).toEqual(first);
    expect(await bank.tell('startVisit', 'S1', start)).toEqual(started);
    expect(await bank.tell('endVisit', 'S1', end)).toEqual(ended);
    expect(await bank.tell('endVisit', 'S1', { ...end, outcome: 'DECLINED' })).toMatchObject({
      visit: null,
      errors: [{ code: 'COMMAND_ID_REUSED' }],
    });
    expect(await contactsOf('L2')).toEqual([ended.visit.contact.id]);
  });

  it.each([
    ['a client of somebody else', { clientId: 'C2' }, 'CLIENT_UNKNOWN', ['input', 'clientId']],
    ['an unknown client', { clientId: 'C99' }, 'CLIENT_UNKNOWN', ['input', 'clientId']],
    ['a companion who is nobody', { participantIds: ['S9'] }, 'PARTICIPANT_UNKNOWN', ['input', 'participantIds']],
    ['a goal without a measure', { goal: { kind: 'LOANS', text: '贷款' } }, 'GOAL_WITHOUT_MEASURE', ['input', 'goal']],
    ['a day of long ago', { plannedOn: '2026-01-05' }, 'VISIT_DAY_PAST', ['input', 'plannedOn']],
    ['a malformed day', { plannedOn: '2026-02-30' }, 'INVALID_INPUT', ['input', 'plannedOn']],
  ])('%s is refused by name', async (_, more, code, field) =>
    expect(await bank.tell('planVisit', 'S1', { clientId: 'C1', ...PLAN, ...more })).toMatchObject({
      visit: null,
      position: null,
      errors: [{ code, field }],
    }),
  );

  it('a client who allows no visits is not visited', async () => {
    await bank.client('L3', 'S1', ['PHONE']);
    expect((await bank.tell('planVisit', 'S1', { clientId: 'L3', ...PLAN })).errors).toMatchObject([
      { code: 'CONSENT_MISSING', field: ['input', 'clientId'] },
    ]);
  });

  it('a client who wants no contact is not visited until that is taken back; a visit that had begun before is ended', async () => {
    await bank.client('L4');
    const visitId = await bank.plan('L4');
    const said = (doNotContact: boolean, minute: string) => {
      const changedAt = `2026-03-02T08:${minute}:00+08:00`;
      const change = { clientId: 'L4', doNotContact, changedOn: '2026-03-02', changedAt };
      return bank.service.given(Client, 'L4', ClientProfileChanged.of(change));
    };
    await said(true, '20');
    const plan = () => bank.tell('planVisit', 'S1', { clientId: 'L4', ...PLAN });
    expect((await plan()).errors).toMatchObject([
      { code: 'VISIT_CLIENT_WANTS_NO_CONTACT', field: ['input', 'clientId'] },
    ]);
    const start = (minute: string) =>
      bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: `2026-03-02T08:${minute}:00+08:00` });
    expect((await start('30')).errors).toMatchObject([
      { code: 'VISIT_CLIENT_WANTS_NO_CONTACT', field: ['input', 'visitId'] },
    ]);
    expect((await start('00')).errors).toEqual([]);
    expect((await bank.tell('endVisit', 'S1', { visitId, ...END })).errors).toEqual([]);
    await said(false, '50');
    expect((await plan()).errors).toEqual([]);
  });

  it.each(['O1', 'I1'])('%s plans none', async (as) => {
    await expect(bank.tell('planVisit', as, { clientId: 'C1', ...PLAN })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('a start that says where a home is is refused by its field, and no event keeps it', async () => {
    await bank.client('L5');
    const visitId = await bank.plan('L5');
    const { errors } = await bank.tell('startVisit', 'S1', { visitId, ...START, district: '39.9087,116.3975' });
    expect(errors).toMatchObject([{ code: 'DISTRICT_TOO_CLOSE', field: ['input', 'district'] }]);
    expect(errors[0].message).not.toContain('39.9087');
    expect(await events(`visit-${visitId}`)).toEqual(['VisitPlanned']);
  });

  it('a visit of somebody else is unknown to every command', async () => {
    const visitId = await bank.plan('C2', {}, 'S2');
    const cases: [string, object][] = [
      ['setVisitGoal', { visitId, goal: PLAN.goal }],
      ['startVisit', { visitId, ...START }],
      ['endVisit', { visitId, ...END }],
      ['reviewVisit', { visitId, result: 'MET' }],
      ['cancelVisit', { visitId, reason: '改期' }],
      ['splitCredit', { visitId, shares: [{ staffId: 'S2', percent: 100 }] }],
    ];
    for (const [name, input] of cases)
      expect([name, (await bank.tell(name, 'S1', input)).errors]).toMatchObject([name, [{ code: 'VISIT_UNKNOWN' }]]);
  });
});

describe('the contact of a visit', () => {
  it('is logged once, however often the end is told', async () => {
    await bank.client('K1');
    const visitId = await bank.started('K1');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bank.tell('endVisit', 'S1', { visitId, ...END })),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(await contactsOf('K1')).toHaveLength(1);
  });

  it('has what was talked about with its reactions; what was only named counts as NEUTRAL', async () => {
    await bank.client('K7');
    const reactions = [{ topic: '围棋', reaction: 'WARM' }];
    const visitId = await bank.started('K7');
    const { visit, errors } = await bank.tell('endVisit', 'S1', {
      ...{ visitId, ...END, reactions, topics: ['养老', '围棋'] },
    });
    expect(errors).toEqual([]);
    const [logged] = await bank.service.parts.log.read(Contact.stream(visit.contact.id));
    const topics = [...reactions, { topic: '养老', reaction: 'NEUTRAL' }];
    expect(logged?.data).toMatchObject({ topics });
    const twice = [...reactions, { topic: ' 围棋', reaction: 'COLD' }];
    await bank.client('K8');
    const other = await bank.started('K8');
    expect((await bank.tell('endVisit', 'S1', { visitId: other, ...END, reactions: twice })).errors).toMatchObject([
      { code: 'TOPIC_TWICE', field: ['input', 'reactions', '1', 'topic'] },
    ]);
    expect((await bank.tell('endVisit', 'S1', { visitId: other, ...END, reactions })).errors).toEqual([]);
  });

  it('has no topic where nobody was talked to, and takes no reaction there', async () => {
    await bank.client('K9');
    const visitId = await bank.started('K9');
    const silent = { visitId, ...END, outcome: 'NO_ANSWER' };
    const reactions = [{ topic: '围棋', reaction: 'WARM' }];
    expect((await bank.tell('endVisit', 'S1', { ...silent, reactions })).errors).toMatchObject([
      { code: 'TOPICS_WITHOUT_TALK', field: ['input', 'reactions'] },
    ]);
    const { visit } = await bank.tell('endVisit', 'S1', { ...silent, topics: ['养老'] });
    const [logged] = await bank.service.parts.log.read(Contact.stream(visit.contact.id));
    expect(logged?.data).not.toHaveProperty('topics');
  });

  it('is visible to a read from the position of the end on', async () => {
    await bank.client('K2');
    const visitId = await bank.started('K2');
    const { visit, position } = await bank.tell('endVisit', 'S1', { visitId, ...END });
    const query =
      'query ($at: Position) { contacts(filter: { clientId: "K2" }, atLeast: $at) { edges { node { id } } } }';
    const { contacts } = await bank.ask(query, 'S1', { at: position });
    expect(contacts.edges).toEqual([{ node: { id: visit.contact.id } }]);
  });

  it('is logged by itself where the command broke off behind the end', async () => {
    await bank.client('K3');
    const visitId = await bank.started('K3');
    const ended = VisitEnded.of({
      visitId,
      clientId: 'K3',
      staffId: 'S1',
      startedAt: START.startedAt,
      endedAt: END.endedAt,
      businessDate: '2026-03-02',
      outcome: 'ENGAGED',
      notes: null,
      findings: [{ kind: 'NONE', text: null, productCode: null, amountCents: null, dueOn: null }],
      topics: [],
      achieved: null,
      loggedAt: '2026-03-02T09:00:00+08:00',
      contactId: 'contact-of-k3',
      unitId: 'U1',
      planItemId: null,
      reviewDueAt: '2026-03-03T18:00:00+08:00',
    });
    await bank.service.given({ stream: (id) => `visit-${id}` }, visitId, ended);
    expect(await contactsOf('K3')).toEqual(['contact-of-k3']);
    expect((await bank.service.parts.log.read(Contact.stream('contact-of-k3')))[0]?.data).toMatchObject({
      channel: 'VISIT',
      outcome: 'ENGAGED',
      effective: true,
    });
  });

  it('is judged by the consent of its start: one taken back during the visit counts for the next', async () => {
    await bank.client('K4');
    const visitId = await bank.started('K4');
    const withdrawn = ConsentWithdrawn.of({
      clientId: 'K4',
      channel: 'VISIT',
      purpose: 'SERVICE',
      decidedAt: '2026-03-02T08:20:00+08:00',
      wordingVersion: null,
      evidence: null,
      receiptId: 'R4',
    });
    await bank.service.given(Client, 'K4', withdrawn);
    expect((await bank.tell('endVisit', 'S1', { visitId, ...END })).errors).toEqual([]);
    expect((await bank.tell('planVisit', 'S1', { clientId: 'K4', ...PLAN })).errors).toMatchObject([
      { code: 'CONSENT_MISSING' },
    ]);
  });

  it('an end before the start is refused, and nothing is half-done', async () => {
    await bank.client('K5');
    const visitId = await bank.started('K5');
    const early = { visitId, ...END, endedAt: '2026-03-02T07:00:00+08:00' };
    expect((await bank.tell('endVisit', 'S1', early)).errors).toMatchObject([
      { code: 'CONTACT_ENDS_BEFORE_START', field: ['input', 'endedAt'] },
    ]);
    expect(await contactsOf('K5')).toEqual([]);
    expect((await bank.visit(visitId)).state).toBe('STARTED');
    expect((await bank.tell('cancelVisit', 'S1', { visitId, reason: '无人', noShow: true })).visit).toMatchObject({
      state: 'NO_SHOW',
      cancelReason: '无人',
    });
  });
});

describe('rule 8: the preparation gate', () => {
  it('follows what is told of the client, and stays as it was at the start', async () => {
    await bank.client('G1');
    const visitId = await bank.plan('G1');
    const start = () => bank.tell('startVisit', 'S1', { visitId, startedAt: START.startedAt });
    expect((await start()).errors).toMatchObject([{ code: 'VISIT_NOT_PREPARED', field: ['input', 'overrideReason'] }]);
    await bank.confirmed('G1', 'PREFERENCES', 'CIRCLE', 'TRADING_HABITS');
    expect((await bank.visit(visitId)).preparation).toMatchObject({ score: 5, ready: true, frozenAt: null });
    expect((await start()).visit.preparation).toMatchObject({ score: 5, ready: true, overrideReason: null });
    await bank.confirmed('G1', 'PRODUCTS');
    expect((await bank.visit(visitId)).preparation).toMatchObject({ score: 5, frozenAt: START.startedAt });
    await bank.tell('cancelVisit', 'S1', { visitId, reason: '改期' });
  });

  it('a part of the client is fresh after it was changed, though what was said is personal', async () => {
    await bank.client('G2');
    const visitId = await bank.plan('G2');
    const fresh = async () => {
      const parts: { part: string; fresh: boolean }[] = (await bank.visit(visitId)).preparation.parts;
      return parts.flatMap(({ part, fresh: isFresh }) => (isFresh ? [part] : []));
    };
    const change = (facts: { taboos: string[] } | { tradingHabits: string }) =>
      bank.service.given(Client, 'G2', ClientProfileChanged.of({ clientId: 'G2', ...facts, changedOn: '2026-03-02' }));
    expect(await fresh()).toEqual(['PROFILE', 'GOAL']);
    await change({ taboos: ['离婚'] });
    expect(await fresh()).toEqual(['PROFILE', 'PREFERENCES', 'GOAL']);
    await change({ tradingHabits: '只买定期' });
    expect(await fresh()).toEqual(['PROFILE', 'TRADING_HABITS', 'PREFERENCES', 'GOAL']);
  });
});

describe('rule 8: one started visit a relationship manager', () => {
  it('of many started at the same time exactly one starts, and the next once that is over', async () => {
    const clients = Array.from({ length: 12 }, (_, i) => `ONE${i}`);
    for (const id of clients) await bank.client(id, 'S3');
    const planned = await Promise.all(clients.map((id) => bank.plan(id, {}, 'S3')));
    const start = (visitId: string) => bank.tell('startVisit', 'S3', { visitId, ...START });
    const answers = await Promise.all(planned.map(start));
    const started = planned.filter((_, i) => answers[i].errors.length === 0);
    expect(started).toHaveLength(1);
    const refused = answers.filter(({ errors }) => errors.length > 0);
    expect(refused.map(({ errors }) => errors[0].code)).toEqual(refused.map(() => 'VISIT_UNDER_WAY'));
    await bank.tell('endVisit', 'S3', { visitId: started[0], ...END });
    const [next, other] = planned.filter((id) => id !== started[0]);
    expect((await start(next!)).errors).toEqual([]);
    expect((await start(other!)).errors).toMatchObject([{ code: 'VISIT_UNDER_WAY' }]);
    await bank.tell('cancelVisit', 'S3', { visitId: next, reason: '改期' });
    expect((await start(other!)).errors).toEqual([]);
    await bank.tell('endVisit', 'S3', { visitId: other, ...END });
  });

  it('a start that is refused for its preparation keeps nobody', async () => {
    await bank.client('ONE-A', 'S3');
    const unprepared = await bank.plan('ONE-A', {}, 'S3');
    const refused = await bank.tell('startVisit', 'S3', { visitId: unprepared, startedAt: START.startedAt });
    expect(refused.errors).toMatchObject([{ code: 'VISIT_NOT_PREPARED', field: ['input', 'overrideReason'] }]);
    const other = await bank.started('ONE-A', {}, 'S3');
    await bank.tell('endVisit', 'S3', { visitId: other, ...END });
  });
});

describe('who sees a visit', () => {
  it('whose it is, who goes along, who keeps the client, and those above; head office without what was said', async () => {
    await bank.client('W1');
    const visitId = await bank.plan('W1', { participantIds: ['S2'] });
    for (const as of ['S1', 'S2', 'H1', 'HB'])
      expect([as, (await bank.visit(visitId, as))?.goal.text]).toEqual([as, '年底资金回流']);
    for (const as of ['O1', 'I1']) expect([as, (await bank.visit(visitId, as))?.goal.text]).toEqual([as, '']);
    expect(await bank.visit(visitId, 'S3')).toBeNull();
    expect(await bank.visit('nobody', 'S1')).toBeNull();
    for (const as of ['S1', 'S2', 'H1', 'HB', 'O1', 'I1'])
      expect([as, await bank.visits(as, { clientId: 'W1' })]).toEqual([as, [visitId]]);
    expect(await bank.visits('S3', { clientId: 'W1' })).toEqual([]);
    await bank.handOver('W1', 'S1', 'S3', '2026-03-01');
    expect(await bank.visits('S3', { clientId: 'W1' })).toEqual([visitId]);
    expect(await bank.visits('S3')).toContain(visitId);
    expect(await bank.visits('S2')).toContain(visitId);
  });

  it('another unit or member of staff is refused', async () => {
    for (const f of [{ staffId: 'S2' }, { unitId: 'U2' }])
      await expect(bank.visits('S1', f)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it('lists come by pages, narrowed by days and states', async () => {
    await bank.client('P1', 'S2');
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-04'];
    const ids: string[] = [];
    for (const plannedOn of days) ids.push(await bank.plan('P1', { plannedOn }, 'S2'));
    const [first, second, ...last] = ids as [string, string, ...string[]];
    const newestFirst = [...last.sort().reverse(), second, first];
    expect(await bank.visits('S2', { clientId: 'P1' }, 1)).toEqual(newestFirst);
    expect(await bank.visits('HB', { unitId: 'U2', from: '2026-03-03', to: '2026-03-03' }, 1)).toEqual([second]);
    await bank.tell('cancelVisit', 'S2', { visitId: second, reason: '改期' });
    expect(await bank.visits('S2', { clientId: 'P1', states: ['CANCELLED'] })).toEqual([second]);
    expect(await bank.visits('O1', { staffId: 'S2', states: ['CANCELLED'] })).toEqual([second]);
    const forged = Buffer.from('["x","y"]').toString('base64url');
    await expect(bank.ask(`{ visits(after: "${forged}") { edges { node { id } } } }`, 'S1')).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});
