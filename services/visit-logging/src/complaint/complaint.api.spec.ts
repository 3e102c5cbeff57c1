import { randomUUID } from 'node:crypto';
import { Complaint, ComplaintAnswered, ComplaintClosed, ComplaintRaised } from '@hengxin/contracts';
import { personalPaths } from '@hengxin/event-sourcing';
import { VisitedBank } from '../testing/visited-bank.suite.js';

const FIELDS = `id state text productCode overdue climbs heardAt raisedAt answerDueAt answer answeredAt inTime
  closingWord closedAt client { id } visit { id } heardBy { id } unit { id } addressee { id } answeredBy { id }
  closedBy { id }`;
const COMPLAINED = { kind: 'COMPLAINT', text: '柜台排队太久', productCode: 'CARD1' };
const SECOND_DAY = '2026-03-04T18:00:00+08:00';

let bank: VisitedBank;
beforeEach(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterEach(() => bank?.stop());

interface Shown {
  readonly id: string;
  readonly text: string | null;
}
async function list(as: string, f: object = {}, n = 100): Promise<Shown[]> {
  await bank.service.caughtUp();
  const query = `query ($f: ComplaintFilter, $n: Int, $a: String) { complaints(filter: $f, first: $n, after: $a) {
    edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor } } }`;
  const found: Shown[] = [];
  for (let a: string | null = null; ;) {
    const { complaints: page } = await bank.ask(query, as, { f, n, a });
    found.push(...page.edges.map((edge: { node: Shown }) => edge.node));
    if (!page.pageInfo.hasNextPage) return found;
    a = page.pageInfo.endCursor;
  }
}
const ids = async (as: string, f: object = {}, n = 100) => (await list(as, f, n)).map(({ id }) => id);
const tell = (name: string, as: string, input: object) => bank.tell(name, as, input, `complaint { ${FIELDS} }`);
const codes = (answer: { errors: { code: string }[] }) => answer.errors.map(({ code }) => code);
/** A visit on which so many complaints were heard; their ids, in the order in which they are due. */
async function heard(count = 1, as = 'S1', clientId = 'C1'): Promise<string[]> {
  const known = new Set(await ids('O1'));
  const findings = [
    { kind: 'NEED', text: '购房' },
    ...Array.from({ length: count }, (_, i) => ({ ...COMPLAINED, text: `${COMPLAINED.text}${i}` })),
  ];
  await bank.ended(clientId, { findings }, as);
  await bank.eventually(async () => (await ids('O1')).length === known.size + count);
  return (await ids('O1', { states: ['OPEN'] })).filter((id) => !known.has(id));
}
const events = async (id: string) => (await bank.service.parts.log.read(Complaint.stream(id))).map(({ type }) => type);

describe('a complaint heard on a visit', () => {
  it('reaches the head of the unit as an item with a deadline of two working days', async () => {
    const [id] = await heard();
    expect(await list('H1', { states: ['OPEN'] })).toMatchObject([
      {
        ...{ id, state: 'OPEN', text: '柜台排队太久0', productCode: 'CARD1', overdue: false, climbs: 0 },
        ...{ answerDueAt: SECOND_DAY, heardAt: '2026-03-02T08:40:00+08:00', answer: null, closingWord: null },
        ...{ client: { id: 'C1' }, heardBy: { id: 'S1' }, unit: { id: 'U1' }, addressee: { id: 'H1' } },
      },
    ]);
  });

  it('on a visit of the head reaches the next head above, and is not theirs to answer or close', async () => {
    const [complaintId] = await heard(1, 'H1');
    expect(await list('H1')).toMatchObject([
      { id: complaintId, heardBy: { id: 'H1' }, unit: { id: 'B1' }, addressee: { id: 'HB' } },
    ]);
    expect(codes(await tell('answerComplaint', 'H1', { complaintId, answer: '没有问题' }))).toEqual([
      'COMPLAINT_HEARD_BY_YOU',
    ]);
    expect(codes(await tell('closeComplaint', 'H1', { complaintId, word: '没有问题' }))).toEqual([
      'COMPLAINT_HEARD_BY_YOU',
    ]);
    expect((await tell('answerComplaint', 'HB', { complaintId, answer: '已致歉' })).complaint.state).toBe('ANSWERED');
  });

  it('of several on one visit, each is one', async () => {
    const found = await heard(3);
    expect(new Set(found).size).toBe(3);
    await bank.service.restart();
    expect((await ids('H1')).length).toBe(3);
  });

  it('where the unit has no head reaches the next one above that has', async () => {
    await bank.client('C2', 'S2');
    await heard(1, 'S2', 'C2');
    expect(await list('HB')).toMatchObject([{ unit: { id: 'B1' }, addressee: { id: 'HB' }, heardBy: { id: 'S2' } }]);
    expect(await ids('H1')).toEqual([]);
  });

  it('keeps its words out of published events', () => {
    expect(personalPaths(ComplaintRaised.schema)).toEqual([['text']]);
    expect(personalPaths(ComplaintAnswered.schema)).toEqual([['answer']]);
    expect(personalPaths(ComplaintClosed.schema)).toEqual([['word']]);
  });
});

describe('a complaint', () => {
  it('is answered and closed with a word, each once', async () => {
    const [complaintId] = await heard();
    const commandId = randomUUID();
    const answer = { commandId, complaintId, answer: '已致歉并加开窗口' };
    const first = await tell('answerComplaint', 'H1', answer);
    expect(first.complaint).toMatchObject({
      ...{ state: 'ANSWERED', answer: '已致歉并加开窗口', answeredBy: { id: 'H1' }, inTime: true, overdue: false },
    });
    expect(await tell('answerComplaint', 'H1', answer)).toEqual(first);
    expect(codes(await tell('answerComplaint', 'H1', { ...answer, answer: '别的话' }))).toEqual(['COMMAND_ID_REUSED']);
    expect(codes(await tell('answerComplaint', 'H1', { complaintId, answer: '再答' }))).toEqual(['COMPLAINT_SETTLED']);
    const closed = await tell('closeComplaint', 'HB', { complaintId, word: '客户满意' });
    expect(closed.complaint).toMatchObject({ state: 'CLOSED', closingWord: '客户满意', closedBy: { id: 'HB' } });
    expect(codes(await tell('closeComplaint', 'H1', { complaintId, word: '又一次' }))).toEqual(['COMPLAINT_SETTLED']);
    expect(await events(complaintId!)).toEqual(['ComplaintRaised', 'ComplaintAnswered', 'ComplaintClosed']);
    for (const [states, expected] of [
      [['OPEN', 'ANSWERED'], []],
      [['CLOSED'], [complaintId]],
    ])
      expect(await ids('H1', { states })).toEqual(expected);
  });

  it('unanswered by its deadline is overdue, and climbs to the head above until nobody is', async () => {
    const [complaintId] = await heard();
    bank.service.clock.set('2026-03-04T18:00:01+08:00');
    await bank.eventually(async () => (await events(complaintId!)).length === 2);
    const [climbed] = await list('HB', { overdue: true });
    expect(climbed).toMatchObject({
      ...{ id: complaintId, overdue: true, climbs: 1, addressee: { id: 'HB' }, unit: { id: 'B1' } },
      answerDueAt: '2026-03-06T18:00:00+08:00',
    });
    expect(await ids('H1', { overdue: true, states: ['OPEN'] })).toEqual([complaintId]);
    bank.service.clock.set('2026-03-20T09:00:00+08:00');
    await bank.eventually(async () => (await events(complaintId!)).length === 3);
    expect(await list('HB')).toMatchObject([{ overdue: true, climbs: 1, addressee: { id: 'HB' } }]);
    await bank.service.restart();
    const { complaint } = await tell('answerComplaint', 'H1', { complaintId, answer: '已处理' });
    expect(complaint).toMatchObject({ state: 'ANSWERED', overdue: false, inTime: false });
    expect(await ids('HB', { overdue: true })).toEqual([]);
  }, 60_000);

  it('is nobody’s to answer who heads none of its units', async () => {
    const [complaintId] = await heard();
    await bank.service.place([], [{ staffId: 'H2', role: 'UNIT_HEAD', unitId: 'U2', validFrom: null }]);
    const answer = { complaintId, answer: '已处理' };
    expect(codes(await tell('answerComplaint', 'H2', answer))).toEqual(['COMPLAINT_UNKNOWN']);
    expect(codes(await tell('closeComplaint', 'H2', { complaintId, word: '好' }))).toEqual(['COMPLAINT_UNKNOWN']);
    expect(codes(await tell('answerComplaint', 'H1', { ...answer, complaintId: 'Q9' }))).toEqual(['COMPLAINT_UNKNOWN']);
    for (const as of ['S1', 'O1', 'A1'])
      await expect(tell('answerComplaint', as, answer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it.each([
    ['without words', { answer: '  ' }],
    ['in too many words', { answer: '很'.repeat(2_001) }],
    ['with what nobody can read', { answer: '好\u202E' }],
  ])('answered %s is refused at the field', async (_, more) => {
    const answer = await tell('answerComplaint', 'H1', { complaintId: 'Q1', ...more });
    expect(answer.errors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', 'answer'] }]);
  });
});

describe('who sees a complaint', () => {
  it('who heard it and heads above; head office without the words; nobody else', async () => {
    const [id] = await heard();
    for (const as of ['S1', 'H1', 'HB', 'O1']) expect([as, await ids(as)]).toEqual([as, [id]]);
    for (const as of ['S2', 'S3']) expect([as, await ids(as)]).toEqual([as, []]);
    expect((await list('O1'))[0]!.text).toBeNull();
    expect(await ids('HB', { unitId: 'U1' })).toEqual([id]);
    expect(await ids('HB', { unitId: 'U2' })).toEqual([]);
    await expect(ids('H1', { unitId: 'U2' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it('comes in pages, what is due first first; settled ones the last due first', async () => {
    const found = await heard(5);
    expect(await ids('H1', { states: ['OPEN'] }, 2)).toEqual(found);
    for (const complaintId of found) await tell('closeComplaint', 'H1', { complaintId, word: '已办' });
    expect(await ids('H1', { states: ['CLOSED'] }, 2)).toEqual([...found].reverse());
    const forged = Buffer.from('["x","y"]').toString('base64url');
    const query = 'query ($a: String) { complaints(after: $a) { edges { cursor } } }';
    await expect(bank.ask(query, 'H1', { a: forged })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});

describe('the deadline of a complaint', () => {
  it('is as many working days as the bank has set', async () => {
    await bank.service.restart({ HENGXIN_COMPLAINT_DAYS: '5' });
    await heard();
    expect(await list('H1')).toMatchObject([{ answerDueAt: '2026-03-09T18:00:00+08:00' }]);
  });
});
