import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCommand } from '../../api/command.js';
import { dayOf } from '../../app/days.js';
import { TIME_ZONE, useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { FormNote } from '../../parts/form-note.js';
import { mayChangeClient } from '../../parts/may-change.js';
import { Card } from '../../ui/page.js';
import { useSay } from '../../ui/say.js';
import { Skeleton } from '../../ui/states.js';
import { ConfirmClientPart, type ShownVisit } from './documents.js';
import { Goal } from './goal.js';
import { Start } from './start.js';
import { visitTexts } from './texts.js';
import css from './visit.module.css';

const DossierOf = lazy(async () => ({ default: (await import('./dossier/dossier.js')).DossierOf }));
const GoalSheet = lazy(async () => ({ default: (await import('./goal-sheet.js')).GoalSheet }));

interface Props {
  readonly visit: ShownVisit;
  readonly isOwn: boolean;
  onCancel(): void;
}

/** What a visit needs before it starts: a goal, fresh parts, what to mind, and the checklist. */
export function Prepare({ visit, isOwn, onCancel }: Props) {
  const t = useTexts(visitTexts);
  const [isSetting, setSetting] = useState(false);
  return (
    <>
      <Card
        title={t.goal}
        extra={isOwn && <Button onClick={() => setSetting(true)}>{visit.goal ? t.changeGoal : t.setGoal}</Button>}
      >
        <Goal goal={visit.goal} />
      </Card>
      <Parts visit={visit} isOwn={isOwn} />
      <Suspense fallback={<Skeleton rows={2} height={96} />}>
        <DossierOf visit={visit} isOwn={isOwn} />
      </Suspense>
      <Know client={visit.client} />
      {isOwn && <Start visit={visit} onCancel={onCancel} />}
      <Suspense>{isSetting && <GoalSheet visit={visit} onClose={() => setSetting(false)} />}</Suspense>
    </>
  );
}

/** The seven parts, each fresh or not; one of the client's that was looked at is confirmed by a tap. */
function Parts({ visit, isOwn }: Pick<Props, 'visit' | 'isOwn'>) {
  const t = useTexts(visitTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const say = useSay();
  const { person } = useMe();
  const mayConfirm = isOwn && mayChangeClient(person, visit.client.rm);
  const { send, busy, errors, fault } = useCommand(ConfirmClientPart, (data) => data.confirmProfilePart);
  const { score, required, ready, parts } = visit.preparation;
  const confirm = async (part: (typeof parts)[number]['part']) => {
    if (await send({ clientId: visit.client.id, part })) say(t.confirmed);
  };
  return (
    <Card
      title={t.prepare}
      extra={
        <Link className={css.link} to={`/clients/${encodeURIComponent(visit.client.id)}`}>
          {t.openClient}
        </Link>
      }
    >
      <FormNote errors={errors} fault={fault} named={[]} />
      <p className={css.score} data-ready={ready}>
        <span aria-hidden="true" className={css.dots}>
          {[...parts]
            .sort((a, b) => Number(b.fresh) - Number(a.fresh))
            .map(({ part, fresh }) => (
              <span key={part} data-fresh={fresh} />
            ))}
        </span>
        {ready ? t.readyNow : t.score(score, required)}
      </p>
      <ul className={css.parts}>
        {parts.map(({ part, fresh, refreshedAt, refreshedBy }) => (
          <li key={part} data-fresh={fresh}>
            <b>{terms.part[part]}</b>
            <span>
              {[
                fresh ? t.fresh : refreshedAt ? t.stale : t.neverTold,
                refreshedAt && format.day(dayOf(refreshedAt, TIME_ZONE)),
                refreshedBy?.name,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {mayConfirm && !fresh && part !== 'GOAL' && (
              <Button
                disabled={busy}
                aria-label={(refreshedAt ? t.confirmOf : t.checkedOf)(terms.part[part])}
                onClick={() => void confirm(part)}
              >
                {refreshedAt ? t.confirm : t.checked}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What to mind before anything is said. */
function Know({ client }: Pick<ShownVisit, 'client'>) {
  const t = useTexts(visitTexts);
  const format = useFormat();
  const facts = [
    [t.interests, format.list(client.interests)],
    [t.preferences, client.preferences],
    [t.lastContact, client.lastContactAt && format.fullMoment(client.lastContactAt)],
  ] as const;
  return (
    <Card title={t.know}>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || t.unknownFact}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
