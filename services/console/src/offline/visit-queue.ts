import { pauseAfter, type Refusal } from './queue.js';
import type { Conflict, StepCommand, StepName, VisitStep } from './visit-step.js';

/** A batch at most, as the platform takes it. */
export const BATCH_AT_MOST = 100;

/** What the platform made of a step. */
export type StepVerdict = { readonly done: true } | { readonly refused: Refusal; readonly conflict: Conflict | null };

export interface StepStore {
  /** All that waits, oldest first. */
  waiting(subject: string): Promise<readonly VisitStep[]>;
  put(step: VisitStep): Promise<void>;
  /** The platform has carried it out. */
  take(step: VisitStep): Promise<void>;
}

/**
 * Sends what waits, oldest first, a batch at a time, until nothing is left or no answer comes: then all stays as it
 * was, and is sent again under the same ids. A refused step stands aside and holds nobody up. `send` resolves with a
 * verdict a step, in order, and with null where no answer came. Resolves with how many were answered and, where some
 * have to be sent again, after which pause.
 */
export async function sendSteps(
  store: StepStore,
  subject: string,
  send: (steps: readonly VisitStep[]) => Promise<readonly StepVerdict[] | null>,
  told: () => Promise<void>,
): Promise<{ readonly answered: number; readonly againAfterMs: number | null }> {
  for (let answered = 0; ;) {
    const steps = (await store.waiting(subject)).slice(0, BATCH_AT_MOST);
    const [oldest] = steps;
    if (!oldest) return { answered, againAfterMs: null };
    const verdicts = (await send(steps)) ?? [];
    for (const [index, verdict] of verdicts.entries()) {
      const step = steps[index]!;
      if ('refused' in verdict)
        await store.put({ ...step, state: 'refused', refusal: verdict.refused, conflict: verdict.conflict });
      else await store.take(step);
    }
    answered += verdicts.length;
    if (verdicts.length === 0) {
      await store.put({ ...oldest, tries: oldest.tries + 1 });
      return { answered, againAfterMs: pauseAfter(oldest.tries) };
    }
    await told();
  }
}

interface Answered {
  readonly results: readonly { readonly errors: readonly Refusal[]; readonly conflict?: Conflict | null }[];
  /** Why the batch as a whole was not looked at. */
  readonly errors: readonly Refusal[];
}

/** The answer to a batch of so many steps, as a verdict each. Pure. */
export function verdictsOf({ results, errors: [whole] }: Answered, steps: number): readonly StepVerdict[] {
  if (whole) return Array.from({ length: steps }, () => ({ refused: { ...whole, field: [] }, conflict: null }));
  return results.slice(0, steps).map(({ errors: [refusal], conflict = null }): StepVerdict => {
    if (!refusal) return { done: true };
    // input, commands, its place, its name: behind these the path is that of the step's own form.
    return { refused: { ...refusal, field: ['input', ...refusal.field.slice(4)] }, conflict };
  });
}

const PLANNED = 'plan.';
/** What a visit is called that a command of this device plans, as long as the platform has not made its id. Pure. */
export const plannedId = (commandId: string): string => `${PLANNED}${commandId}`;
export const isPlannedHere = (visitId: string): boolean => visitId.startsWith(PLANNED);

/** A step as a batch takes it. Pure. */
export function commandOf(name: StepName, input: object): StepCommand {
  const command: Record<string, unknown> = { [name]: input };
  return command as StepCommand;
}

/** Behind all that waits already, by a clock that may have been set back. Pure. */
export const nextAt = (now: number, steps: readonly Pick<VisitStep, 'at'>[]): number =>
  Math.max(now, ...steps.map(({ at }) => at + 1));

/** The refused step of this name, if any: one that is to be put right. Pure. */
export const refusedOf = (steps: readonly VisitStep[], name: StepName): VisitStep | undefined =>
  steps.find((step) => step.name === name && step.state === 'refused');

/** A refused step and those of its visit that were refused behind it, since they may have waited on it. Pure. */
export const withThoseBehind = (steps: readonly VisitStep[], { visitId, at }: VisitStep): readonly VisitStep[] =>
  steps.filter((one) => one.visitId === visitId && one.state === 'refused' && one.at >= at);

/** A refused step as it is sent once more: the platform has decided on its old id. Pure. */
export function asSentAgain(
  { refusal: _, conflict: __, ...step }: VisitStep,
  commandId: string,
  at: number,
): VisitStep {
  const input = commandOf(step.name, { ...step.input[step.name], commandId });
  const visitId = step.name === 'planVisit' ? plannedId(commandId) : step.visitId;
  return { ...step, commandId, visitId, input, at, tries: 0, state: 'waiting' };
}

/** All that somebody wrote in a step; empty where they wrote nothing. Pure. */
export function wordsOf({ input }: Pick<VisitStep, 'input'>): string {
  const { planVisit, setVisitGoal, startVisit, endVisit, reviewVisit, cancelVisit } = input;
  const words = [
    planVisit?.goal?.text,
    setVisitGoal?.goal.text,
    startVisit?.overrideReason,
    endVisit?.notes,
    ...(endVisit?.findings ?? []).map(({ text }) => text),
    ...(endVisit?.reactions ?? []).map(({ topic }) => topic),
    reviewVisit?.lesson,
    reviewVisit?.nextTopic,
    cancelVisit?.reason,
  ];
  return words.flatMap((text) => (text?.trim() ? [text.trim()] : [])).join('\n');
}

/** A visit with steps that wait, or were refused. */
export interface VisitOfSteps {
  readonly visitId: string;
  readonly clientName: string;
  readonly waiting: number;
  readonly refused: number;
}

/** What lies on the device, by visit; what the platform has just taken is no matter any more. Pure. */
export function byVisit(steps: readonly VisitStep[]): readonly VisitOfSteps[] {
  const visits = new Map<string, VisitOfSteps>();
  for (const { visitId, clientName, state } of steps) {
    if (state === 'taken') continue;
    const { waiting, refused } = visits.get(visitId) ?? { waiting: 0, refused: 0 };
    const more = state === 'waiting' ? { waiting: waiting + 1, refused } : { waiting, refused: refused + 1 };
    visits.set(visitId, { visitId, clientName, ...more });
  }
  return [...visits.values()];
}
