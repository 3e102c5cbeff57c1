import { Button } from 'antd';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitStepTexts } from '../../locales/visit-steps.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { wordsOf } from '../../offline/visit-queue.js';
import type { VisitStep } from '../../offline/visit-step.js';
import { steps, useSteps } from '../../offline/visit-steps.js';
import { Icon } from '../../ui/icon.js';
import { Note } from '../../ui/states.js';
import { visitsTexts } from './texts.js';
import css from './visits.module.css';

/** Visits that were planned on this device without a network: those that wait, and those that were not taken. */
export function PlannedHere() {
  const t = useTexts(visitsTexts);
  const plans = useSteps().filter(({ name }) => name === 'planVisit');
  // What the platform has just taken is shown until the lists have been read again.
  const waiting = plans.filter(({ state }) => state !== 'refused');
  return (
    <>
      {plans
        .filter(({ state }) => state === 'refused')
        .map((plan) => (
          <Refused key={plan.commandId} plan={plan} />
        ))}
      {waiting.length > 0 && (
        <section aria-label={t.plannedHere}>
          <h2 className={css.group}>
            {t.plannedHere} <span>{waiting.length}</span>
          </h2>
          <ul className={css.list}>
            {waiting.map((plan) => (
              <li key={plan.commandId} className={css.waits}>
                <b>{plan.clientName}</b>
                <Facts plan={plan} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** When and where, what it is to reach, and that it waits. */
function Facts({ plan }: { readonly plan: VisitStep }) {
  const t = useTexts(visitsTexts);
  const stepTexts = useTexts(visitStepTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { planVisit } = plan.input;
  if (!planVisit) return null;
  const { plannedOn, plannedAt, place, goal } = planVisit;
  const facts = [format.dayMonth(plannedOn), plannedAt && format.time(plannedAt), terms.place[place]].filter(Boolean);
  return (
    <>
      <span>{facts.join(' · ')}</span>
      <span>{goal ? t.goalOf(terms.goal[goal.kind], goal.text) : t.noGoal}</span>
      <span>
        <Icon name="cloudOff" size={14} /> {stepTexts.waiting}
      </span>
    </>
  );
}

/** Why a plan was not taken, and what was written in it: it stays until it is dealt with. */
function Refused({ plan }: { readonly plan: VisitStep }) {
  const t = useTexts(visitStepTexts);
  const name = `${t.step.planVisit} ${plan.clientName}`;
  const words = wordsOf(plan);
  return (
    <Note kind="error">
      <p>
        <strong>{t.refused(name)}</strong>
      </p>
      <p>{plan.refusal?.message || t.unsaid}</p>
      {words && <blockquote className={css.words}>{words}</blockquote>}
      <div className={css.acts}>
        <Button type="primary" aria-label={t.againOf(name)} onClick={() => void steps.sendAgain(plan)}>
          {t.again}
        </Button>
        <Button aria-label={t.discardOf(name)} onClick={() => void steps.drop(plan.commandId)}>
          {t.discard}
        </Button>
      </div>
    </Note>
  );
}
