import type { Refusal } from './queue.js';
import {
  asSentAgain,
  byVisit,
  commandOf,
  isPlannedHere,
  nextAt,
  plannedId,
  refusedOf,
  sendSteps,
  type StepStore,
  type StepVerdict,
  verdictsOf,
  withThoseBehind,
  wordsOf,
} from './visit-queue.js';
import type { StepName, VisitStep } from './visit-step.js';

function step(commandId: string, name: StepName, at: number, more: Partial<VisitStep> = {}): VisitStep {
  const visitId = more.visitId ?? 'V1';
  const input = commandOf(name, { commandId, visitId });
  const whose = { subject: 'S1', visitId, clientName: '王芳' };
  return { commandId, name, at, input, form: null, tries: 0, state: 'waiting', ...whose, ...more };
}
const start = step('a', 'startVisit', 1);
const end = step('b', 'endVisit', 2);
const review = step('c', 'reviewVisit', 3);

function storeOf(...steps: readonly VisitStep[]) {
  const entries = new Map(steps.map((one) => [one.commandId, one]));
  const store: StepStore = {
    waiting: async (subject) =>
      [...entries.values()].filter((one) => one.subject === subject && one.state === 'waiting'),
    put: async (one) => void entries.set(one.commandId, one),
    take: async (one) => void entries.delete(one.commandId),
  };
  return { entries, store };
}
const done: StepVerdict = { done: true };
const no: Refusal = { code: 'VISIT_NOT_STARTED', field: ['input', 'visitId'], message: '拜访尚未开始' };
const refused: StepVerdict = { refused: no, conflict: { visit: null } };

/** Sends with these answers in turn; answers which ids were sent in which batch. */
async function sending({ store }: ReturnType<typeof storeOf>, ...answers: (readonly StepVerdict[] | null)[]) {
  const batches: string[][] = [];
  const send = async (steps: readonly VisitStep[]) => {
    batches.push(steps.map(({ commandId }) => commandId));
    return answers.shift() ?? null;
  };
  return { ...(await sendSteps(store, 'S1', send, async () => undefined)), batches };
}

describe('the queue of steps', () => {
  it('goes out as one batch, in order', async () => {
    const queue = storeOf(start, end, review);
    const sent = await sending(queue, [done, done, done]);
    expect(sent).toEqual({ answered: 3, againAfterMs: null, batches: [['a', 'b', 'c']] });
    expect(queue.entries.size).toBe(0);
  });

  it('without an answer stays as it is, and goes again under the same ids', async () => {
    const queue = storeOf(start, end);
    expect(await sending(queue, null)).toEqual({ answered: 0, againAfterMs: 1_000, batches: [['a', 'b']] });
    expect(await sending(queue, null)).toMatchObject({ againAfterMs: 2_000, batches: [['a', 'b']] });
    expect(await sending(queue, [done, done])).toMatchObject({ answered: 2, againAfterMs: null });
  });

  it('sets each refused step aside with its sentence and what changed, and lets the others go', async () => {
    const queue = storeOf(start, end, review);
    expect(await sending(queue, [done, refused, done])).toMatchObject({ answered: 3, batches: [['a', 'b', 'c']] });
    expect([...queue.entries.values()]).toEqual([{ ...end, state: 'refused', refusal: no, conflict: { visit: null } }]);
    expect(await sending(queue)).toEqual({ answered: 0, againAfterMs: null, batches: [] });
  });

  it('sends what was put in meanwhile, and what got no answer of its own, in the next batch', async () => {
    const queue = storeOf(start, end);
    const { batches } = await sending(queue, [done], [done]);
    expect(batches).toEqual([['a', 'b'], ['b']]);
  });

  it('sends a hundred at once at most, and nothing of somebody else', async () => {
    const many = Array.from({ length: 101 }, (_, at) => step(`${at}`, 'setVisitGoal', at));
    const queue = storeOf(step('x', 'startVisit', 0, { subject: 'S2' }), ...many);
    const { batches } = await sending(
      queue,
      Array.from({ length: 100 }, () => done),
      [done],
    );
    expect(batches.map((batch) => batch.length)).toEqual([100, 1]);
    expect([...queue.entries.keys()]).toEqual(['x']);
  });
});

describe('an answer', () => {
  const refusal = { ...no, field: ['input', 'commands', '1', 'endVisit', 'findings', '0'] };
  it('is matched to its step, a refusal by the field of the step’s form', () => {
    const results = [
      { errors: [], conflict: null },
      { errors: [refusal], conflict: { visit: null } },
      { errors: [refusal] },
    ];
    expect(verdictsOf({ results, errors: [] }, 3)).toEqual([
      { done: true },
      { refused: { ...no, field: ['input', 'findings', '0'] }, conflict: { visit: null } },
      { refused: { ...no, field: ['input', 'findings', '0'] }, conflict: null },
    ]);
  });
  it('to the batch as a whole is one to each step', () =>
    expect(verdictsOf({ results: [], errors: [refusal] }, 2)).toEqual([
      { refused: { ...no, field: [] }, conflict: null },
      { refused: { ...no, field: [] }, conflict: null },
    ]));
});

describe('a refused step', () => {
  const no1 = step('b', 'endVisit', 2, { state: 'refused', refusal: no, conflict: { visit: null } });
  const no2 = step('c', 'reviewVisit', 3, { state: 'refused', refusal: no });
  const elsewhere = step('d', 'endVisit', 4, { state: 'refused', visitId: 'V2' });
  const all = [start, no1, no2, elsewhere];

  it('is found by its name', () => {
    expect(refusedOf(all, 'endVisit')).toBe(no1);
    expect(refusedOf(all, 'startVisit')).toBeUndefined();
  });
  it('goes again with those of its visit that were refused behind it', () => {
    expect(withThoseBehind(all, no1)).toEqual([no1, no2]);
    expect(withThoseBehind(all, no2)).toEqual([no2]);
  });
  it('goes again under an id of its own, in the command too', () => {
    const sent = asSentAgain(no1, 'e', 9);
    expect(sent).toEqual({ ...end, commandId: 'e', at: 9, input: { endVisit: { commandId: 'e', visitId: 'V1' } } });
  });
  it('that planned a visit is another plan when it goes again', () => {
    const plan = step('b', 'planVisit', 2, { visitId: plannedId('b'), state: 'refused', refusal: no });
    expect(asSentAgain(plan, 'e', 9)).toMatchObject({ commandId: 'e', visitId: plannedId('e'), state: 'waiting' });
  });
});

it('a visit that was planned on the device is told from one that the platform knows', () =>
  expect([plannedId('a'), 'V1'].map(isPlannedHere)).toEqual([true, false]));

it('the order holds though the clock of the device is set back', () =>
  expect([nextAt(5, []), nextAt(5, [start]), nextAt(2, [start, review])]).toEqual([5, 5, 4]));

describe('the words of a step', () => {
  const wordsIn = (name: StepName, input: object) => wordsOf({ input: commandOf(name, input) });
  it.each<[StepName, object, string]>([
    ['planVisit', { goal: { text: '年底资金回流' } }, '年底资金回流'],
    ['planVisit', { goal: null }, ''],
    ['setVisitGoal', { goal: { text: ' 续存 ' } }, '续存'],
    ['startVisit', { overrideReason: '客户来访' }, '客户来访'],
    ['endVisit', { notes: '聊了存款', findings: [{ text: '换房' }, { text: null }] }, '聊了存款\n换房'],
    ['endVisit', { findings: [], reactions: [{ topic: '养老' }] }, '养老'],
    ['reviewVisit', { lesson: '先问期限', nextTopic: '利率' }, '先问期限\n利率'],
    ['cancelVisit', { reason: '改期' }, '改期'],
    ['startVisit', { overrideReason: null }, ''],
  ])('%s %j are all kept', (name, input, words) => expect(wordsIn(name, input)).toBe(words));
});

it('what lies on the device is counted by visit, without what was just taken', () =>
  expect(
    byVisit([
      start,
      end,
      step('d', 'endVisit', 4, { visitId: 'V2', clientName: '李强', state: 'refused' }),
      step('e', 'startVisit', 5, { visitId: 'V3', state: 'taken' }),
    ]),
  ).toEqual([
    { visitId: 'V1', clientName: '王芳', waiting: 2, refused: 0 },
    { visitId: 'V2', clientName: '李强', waiting: 0, refused: 1 },
  ]));
