import { Button } from 'antd';
import { Link } from 'react-router';
import { useAsk } from '../../../api/ask.js';
import { useFormat } from '../../../app/format.js';
import { useTexts } from '../../../app/texts.js';
import { termTexts } from '../../../locales/terms.js';
import { visitTerms } from '../../../locales/visit-terms.js';
import { FormNote } from '../../../parts/form-note.js';
import { Card } from '../../../ui/page.js';
import { Answer } from '../../../ui/states.js';
import { draftOf, isMeasurable } from '../../visits/goal-model.js';
import { SetVisitGoal, type ShownVisit } from '../documents.js';
import { useStep } from '../use-step.js';
import { Dossier, type ShownDossier } from './documents.js';
import css from './dossier.module.css';
import { dossierTexts } from './texts.js';

interface Props {
  readonly visit: Pick<ShownVisit, 'id' | 'client'>;
  /** The person whose visit it is takes a suggested goal; others who see it look on. */
  readonly isOwn: boolean;
}

/** What there is to know before a visit, beside its parts: goals to take, what to mind, and what was before. */
export function DossierOf({ visit, isOwn }: Props) {
  const asked = useAsk(Dossier, { visitId: visit.id }, { keep: true });
  return (
    <Answer of={asked}>
      {({ visitDossier: dossier }) => (
        <>
          <Suggested goals={dossier.suggestedGoals} visit={visit} isOwn={isOwn} />
          <Mind dossier={dossier} />
          <Past dossier={dossier} />
        </>
      )}
    </Answer>
  );
}

function Suggested({ goals, visit, isOwn }: Props & { readonly goals: ShownDossier['suggestedGoals'] }) {
  const t = useTexts(dossierTexts);
  const terms = useTexts(visitTerms);
  const { take, busy, errors, fault } = useStep('setVisitGoal', visit, SetVisitGoal, (data) => data.setVisitGoal);
  if (goals.length === 0) return null;
  const choose = ({ kind, text, target, unit }: (typeof goals)[number]) => {
    const goal = { kind, text, target, unit };
    return take({ visitId: visit.id, goal }, { form: draftOf(goal), said: t.taken, isWhole: isMeasurable(goal) });
  };
  return (
    <Card title={t.suggested}>
      <p className={css.quiet}>{t.suggestedHint}</p>
      <FormNote errors={errors} fault={fault} named={[]} />
      <ul className={css.goals}>
        {goals.map((goal) => (
          <li key={`${goal.kind} ${goal.text}`}>
            <span>
              <b>{terms.goal[goal.kind]}</b> {goal.text}
            </span>
            {isOwn && (
              <Button disabled={busy} aria-label={t.takeOf(goal.text)} onClick={() => void choose(goal)}>
                {t.take}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Taboos, promises and the last look back: before anything is said. */
function Mind({ dossier: { avoid, openPromises, lastReview } }: { readonly dossier: ShownDossier }) {
  const t = useTexts(dossierTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const review = lastReview && [
    [terms.result[lastReview.result], format.list(lastReview.reasons.map((one) => terms.missed[one]))]
      .filter(Boolean)
      .join(' · '),
    lastReview.lesson && t.lesson(lastReview.lesson),
    lastReview.nextTopic && t.nextTopic(lastReview.nextTopic),
  ];
  const facts = [
    [t.avoid, format.list(avoid), avoid.length > 0],
    [t.promises, format.list(openPromises.map((day) => format.day(day))), openPromises.length > 0],
    [t.lastReview, review?.filter(Boolean).join('\n') ?? '', false],
  ] as const;
  return (
    <Card title={t.mind}>
      <dl className={css.facts}>
        {facts.map(([name, value, isUrgent]) => (
          <div key={name} data-urgent={isUrgent}>
            <dt>{name}</dt>
            <dd>{value || t.none}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Past({ dossier: { lastVisits, lastContacts } }: { readonly dossier: ShownDossier }) {
  const t = useTexts(dossierTexts);
  const words = useTexts(termTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  return (
    <Card title={t.past}>
      <h3 className={css.under}>{t.visits}</h3>
      {lastVisits.length === 0 && <p className={css.quiet}>{t.noVisits}</p>}
      <ul className={css.past}>
        {lastVisits.map(({ id, plannedOn, goal, review, findings }) => (
          <li key={id}>
            <Link to={`/visits/${encodeURIComponent(id)}`}>
              <b>{format.day(plannedOn)}</b>
              <span>
                {[review && terms.result[review.result], goal?.text, ...findings.map(({ text }) => text)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <h3 className={css.under}>{t.contacts}</h3>
      {lastContacts.length === 0 && <p className={css.quiet}>{t.noContacts}</p>}
      <ul className={css.past}>
        {lastContacts.map(({ id, startedAt, channel, outcome, notes }) => (
          <li key={id}>
            <b>{format.moment(startedAt)}</b>
            <span>{[words.channel[channel], words.outcome[outcome], notes].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
