import { commandOf } from '../../offline/visit-queue.js';
import type { StepName, VisitStep } from '../../offline/visit-step.js';
import { asIfTaken } from './as-if.js';
import type { ShownVisit } from './documents.js';

const part = (name: ShownVisit['preparation']['parts'][number]['part'], fresh: boolean) => ({
  part: name,
  refreshedAt: null,
  fresh,
  refreshedBy: null,
});
const PLANNED: ShownVisit = {
  id: 'V1',
  plannedOn: '2026-03-02',
  plannedAt: null,
  place: 'BANK',
  district: null,
  state: 'PLANNED',
  startedAt: null,
  endedAt: null,
  cancelReason: null,
  reviewDueAt: null,
  reviewOverdue: false,
  client: {
    id: 'C1',
    name: '王芳',
    tier: 'GOLD',
    interests: [],
    preferences: null,
    doNotContact: false,
    lastContactAt: null,
    rm: { id: 'S1' },
    topics: [],
  },
  staff: { id: 'S1', name: '陈静' },
  participants: [],
  goal: null,
  preparation: {
    score: 4,
    required: 5,
    ready: false,
    frozenAt: null,
    overrideReason: null,
    parts: [
      part('PROFILE', true),
      part('DEPOSITS_AND_LOANS', true),
      part('PRODUCTS', true),
      part('TRADING_HABITS', true),
      part('PREFERENCES', false),
      part('CIRCLE', false),
      part('GOAL', false),
    ],
  },
  findings: [],
  review: null,
};

let at = Date.parse('2026-03-02T10:00:00Z');
function step(name: StepName, input: object, state: VisitStep['state'] = 'waiting'): VisitStep {
  const commandId = name;
  const command = commandOf(name, { commandId, visitId: 'V1', ...input });
  const whose = { subject: 'S1', visitId: 'V1', clientName: '王芳' };
  return { commandId, name, input: command, at: at++, form: null, tries: 0, state, ...whose };
}
const goal = step('setVisitGoal', { goal: { kind: 'DEPOSITS', text: '续存到期存款', target: 500_000, unit: '元' } });
const start = step('startVisit', { startedAt: '2026-03-02T09:00:00Z', overrideReason: '客户来访' });
const end = step('endVisit', {
  endedAt: '2026-03-02T09:40:00Z',
  outcome: 'INTERESTED',
  findings: [{ kind: 'NEED', text: '子女购房' }],
  achieved: 200_000,
});
const review = step('reviewVisit', { result: 'PARTLY', reasons: ['RATE'], nextTopic: '存单', nextOn: '2026-03-09' });

describe('a visit of which steps wait on the device', () => {
  it('has its goal, and is ready once that is the part that was missing', () => {
    const { goal: set, preparation } = asIfTaken(PLANNED, [goal]);
    expect(set).toEqual({ kind: 'DEPOSITS', text: '续存到期存款', target: 500_000, unit: '元', achieved: null });
    expect(preparation).toMatchObject({ score: 5, ready: true });
  });
  it('is not made ready by a goal that nobody can measure', () => {
    const vague = step('setVisitGoal', { goal: { kind: 'OTHER', text: '聊聊' } });
    expect(asIfTaken(PLANNED, [vague]).preparation).toMatchObject({ score: 4, ready: false });
  });
  it('goes through them in order: started, ended with what was learnt, reviewed', () => {
    expect(asIfTaken(PLANNED, [goal, start])).toMatchObject({
      state: 'STARTED',
      startedAt: '2026-03-02T09:00:00Z',
      preparation: { overrideReason: '客户来访', frozenAt: '2026-03-02T09:00:00Z' },
    });
    expect(asIfTaken(PLANNED, [goal, start, end])).toMatchObject({
      state: 'ENDED',
      endedAt: '2026-03-02T09:40:00Z',
      goal: { achieved: 200_000 },
      findings: [{ kind: 'NEED', text: '子女购房', amount: null, dueOn: null }],
    });
    expect(asIfTaken(PLANNED, [goal, start, end, review])).toMatchObject({
      state: 'REVIEWED',
      review: { result: 'PARTLY', reasons: ['RATE'], lesson: null, nextTopic: '存单', nextOn: '2026-03-09' },
    });
  });
  it('did not take place where that was said', () => {
    const off = (noShow: boolean) => asIfTaken(PLANNED, [step('cancelVisit', { reason: '改期', noShow })]);
    expect(off(false)).toMatchObject({ state: 'CANCELLED', cancelReason: '改期' });
    expect(off(true).state).toBe('NO_SHOW');
  });
  it('is as the platform tells it where a step was taken already, does not fit, or was refused', () => {
    const started: ShownVisit = { ...PLANNED, state: 'STARTED', startedAt: '2026-03-02T09:00:00Z' };
    expect(asIfTaken(started, [start])).toBe(started);
    expect(asIfTaken(PLANNED, [end, review])).toBe(PLANNED);
    expect(asIfTaken(PLANNED, [{ ...start, state: 'refused' }])).toBe(PLANNED);
  });
});
