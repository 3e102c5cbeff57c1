import { type Payload, useCommand } from '../../api/command.js';
import type { TadaDocumentNode } from '../../api/graphql.js';
import { useTexts } from '../../app/texts.js';
import { visitStepTexts } from '../../locales/visit-steps.js';
import { useOnline } from '../../offline/network.js';
import { commandOf, refusedOf } from '../../offline/visit-queue.js';
import type { StepInputs, StepName } from '../../offline/visit-step.js';
import { steps, useSteps } from '../../offline/visit-steps.js';
import { useSay } from '../../ui/say.js';

interface StepVisit {
  readonly id: string;
  readonly client: { readonly name: string };
}
interface Taking {
  /** The form as it is filled in, so that the step can be put right where the platform refuses it later. */
  readonly form: unknown;
  /** What is said once the platform has taken it. */
  readonly said: string;
  /** False: the platform would refuse it, so that it does not wait on the device. */
  readonly isWhole?: boolean;
}

/**
 * Takes a step of a visit. Where no network reaches the platform, or earlier steps of the visit wait, it waits on the
 * device: `isWaiting` says so beforehand. One that was refused afterwards is `refused`, with its `errors`, until it is
 * taken again.
 */
export function useStep<N extends StepName, R, P extends Payload>(
  name: N,
  { id: visitId, client: { name: clientName } }: StepVisit,
  asked: TadaDocumentNode<R, { input: StepInputs[N] }>,
  pick: (data: R) => P,
) {
  const t = useTexts(visitStepTexts);
  const say = useSay();
  const online = useOnline();
  const own = useSteps().filter((step) => step.visitId === visitId);
  const refused = refusedOf(own, name);
  const atOnce = own.some(({ state }) => state === 'waiting');
  const { send, busy, errors, fault } = useCommand<R, StepInputs[N], P>(asked, pick);
  /** Resolves with whether it was taken, or waits. */
  const take = async (
    given: Omit<StepInputs[N], 'commandId'>,
    { form, said, isWhole = true }: Taking,
  ): Promise<boolean> => {
    const put = async (input: StepInputs[N]) => {
      const { commandId } = input;
      await steps.add({ commandId, name, visitId, clientName, input: commandOf(name, input), form });
      return 'waits' as const;
    };
    const answer = await send(given, isWhole ? { atOnce, put } : undefined);
    if (!answer) return false;
    if (refused) await steps.drop(refused.commandId);
    say(answer === 'waits' ? t.queued : said);
    return true;
  };
  const shownErrors = errors.length === 0 && refused?.refusal ? [refused.refusal] : errors;
  return { take, busy, errors: shownErrors, fault, refused, isWaiting: !online || atOnce };
}
