import { Button } from 'antd';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { visitStepTexts } from '../../locales/visit-steps.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { wordsOf } from '../../offline/visit-queue.js';
import type { Conflict, VisitStep } from '../../offline/visit-step.js';
import { steps as queue } from '../../offline/visit-steps.js';
import { Icon } from '../../ui/icon.js';
import { useSay } from '../../ui/say.js';
import { Note } from '../../ui/states.js';
import css from './steps-of.module.css';

/** The steps of a visit that wait to be sent, and those that the platform did not take. */
export function StepsOf({ steps }: { readonly steps: readonly VisitStep[] }) {
  const t = useTexts(visitStepTexts);
  const waiting = steps.filter(({ state }) => state === 'waiting');
  return (
    <>
      {waiting.length > 0 && (
        <div role="status">
          <ul className={css.waiting} aria-label={t.waiting}>
            {waiting.map(({ commandId, name }) => (
              <li key={commandId}>
                <Icon name="cloudOff" size={16} />
                <b>{t.step[name]}</b> {t.waiting}
              </li>
            ))}
          </ul>
        </div>
      )}
      {steps
        .filter(({ state }) => state === 'refused')
        .map((step) => (
          <Refused key={step.commandId} step={step} />
        ))}
    </>
  );
}

/** Why a step was not taken, what changed meanwhile, and what was written in it: it stays until it is dealt with. */
function Refused({ step }: { readonly step: VisitStep }) {
  const t = useTexts(visitStepTexts);
  const say = useSay();
  const name = t.step[step.name];
  const words = wordsOf(step);
  const copy = () =>
    navigator.clipboard.writeText(words).then(
      () => say(t.copied),
      () => say(t.copyByHand),
    );
  return (
    <Note kind="error">
      <p>
        <strong>{t.refused(name)}</strong>
      </p>
      <p>{step.refusal?.message || t.unsaid}</p>
      {step.conflict && <Meanwhile conflict={step.conflict} />}
      {words && <blockquote className={css.words}>{words}</blockquote>}
      <div className={css.acts}>
        <Button type="primary" aria-label={t.againOf(name)} onClick={() => void queue.sendAgain(step)}>
          {t.again}
        </Button>
        {/* Without https a browser lends no clipboard. */}
        {words && isSecureContext && (
          <Button aria-label={t.copyOf(name)} onClick={() => void copy()}>
            {t.copy}
          </Button>
        )}
        <Button aria-label={t.discardOf(name)} onClick={() => void queue.drop(step.commandId)}>
          {t.discard}
        </Button>
      </div>
    </Note>
  );
}

/** The visit as it stood when the step came. */
function Meanwhile({ conflict: { visit } }: { readonly conflict: Conflict }) {
  const t = useTexts(visitStepTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { person } = useMe();
  if (!visit) return <p>{t.gone}</p>;
  const { state, startedAt, endedAt, cancelReason, staff } = visit;
  const facts = [
    terms.state[state],
    cancelReason,
    startedAt && !endedAt && t.startedAt(format.moment(startedAt)),
    endedAt && t.endedAt(format.moment(endedAt)),
    staff.id !== person?.id && t.by(staff.name),
  ];
  return <p>{t.now(facts.filter(Boolean).join(' · '))}</p>;
}
