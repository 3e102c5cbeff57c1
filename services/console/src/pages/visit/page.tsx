import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { refusedOf } from '../../offline/visit-queue.js';
import type { StepName } from '../../offline/visit-step.js';
import { useSteps } from '../../offline/visit-steps.js';
import { Tier } from '../../parts/tier.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Skeleton, State } from '../../ui/states.js';
import { asIfTaken } from './as-if.js';
import { type ShownVisit, Visit } from './documents.js';
import { visitTexts } from './texts.js';
import { Told } from './told.js';
import css from './visit.module.css';

const AttachmentsOf = lazy(async () => ({ default: (await import('./dossier/attachments.js')).AttachmentsOf }));
const Prepare = lazy(async () => ({ default: (await import('./prepare.js')).Prepare }));
const EndForm = lazy(async () => ({ default: (await import('./end-form.js')).EndForm }));
const ReviewForm = lazy(async () => ({ default: (await import('./review-form.js')).ReviewForm }));
/** Below the fold on a phone: loaded once the page stands. */
const Beside = lazy(async () => ({ default: (await import('./beside.js')).Beside }));
const StepsOf = lazy(async () => ({ default: (await import('./steps-of.js')).StepsOf }));
const CancelSheet = lazy(async () => ({ default: (await import('./cancel-sheet.js')).CancelSheet }));

/** One visit from its preparation to its review: what is to be done now, and what is known of it. */
export function Page() {
  const t = useTexts(visitTexts);
  const { visitId = '' } = useParams();
  const asked = useAsk(Visit, { id: visitId }, { keep: true });
  return (
    <PageBody>
      <Link className={css.back} to="/visits">
        <Icon name="back" size={18} />
        {t.back}
      </Link>
      <Answer isPage of={asked}>
        {({ visit }) =>
          visit ? <Shown told={visit} /> : <State isPage icon="lock" title={t.unknown} hint={t.unknownHint} />
        }
      </Answer>
    </PageBody>
  );
}

/** The visit as the platform told it, with the steps that wait on this device as if they were taken. */
function Shown({ told }: { readonly told: ShownVisit }) {
  const t = useTexts(visitTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { person } = useMe();
  const [isCancelling, setCancelling] = useState(false);
  const steps = useSteps().filter(({ visitId }) => visitId === told.id);
  const visit = asIfTaken(told, steps);
  // A form that was shown before the device told of its refused step begins again, with what was written in it.
  const keyOf = (name: StepName) => refusedOf(steps, name)?.commandId;
  const isReviewWaiting = steps.some(({ name, state }) => name === 'reviewVisit' && state !== 'refused');
  const { client, staff, state, plannedOn, plannedAt, place, participants } = visit;
  // Others who may see it look on: the platform takes its steps from the one whose visit it is.
  const isOwn = person?.id === staff.id;
  const takesPart = isOwn || participants.some(({ id }) => id === person?.id);
  const facts = [
    plannedAt ? format.fullMoment(plannedAt) : format.day(plannedOn),
    terms.place[place],
    !isOwn && t.of(staff.name),
    participants.length > 0 && t.with(format.list(participants.map(({ name }) => name))),
  ];
  return (
    <>
      <PageHead
        title={client.name}
        under={
          <span className={css.under}>
            <Tier tier={client.tier} /> {facts.filter(Boolean).join(' · ')}
          </span>
        }
      >
        <span className={css.state} data-state={state}>
          {terms.state[state]}
        </span>
      </PageHead>
      <Suspense>{steps.length > 0 && <StepsOf steps={steps} />}</Suspense>
      <Suspense fallback={<Skeleton rows={3} height={96} />}>
        {state === 'PLANNED' && (
          <Prepare key={keyOf('startVisit')} visit={visit} isOwn={isOwn} onCancel={() => setCancelling(true)} />
        )}
        {state === 'STARTED' && isOwn && (
          <EndForm key={keyOf('endVisit')} visit={visit} onCancel={() => setCancelling(true)} />
        )}
        {state === 'ENDED' && isOwn && <ReviewForm key={keyOf('reviewVisit')} visit={visit} />}
        {(state !== 'PLANNED' || !isOwn) && <Told visit={visit} isReviewWaiting={isReviewWaiting} />}
        {state !== 'CANCELLED' && state !== 'NO_SHOW' && <AttachmentsOf visitId={visit.id} mayAdd={takesPart} />}
      </Suspense>
      <Suspense>
        <Beside visit={told} isOwn={isOwn} />
      </Suspense>
      <Suspense>{isCancelling && <CancelSheet visit={visit} onClose={() => setCancelling(false)} />}</Suspense>
    </>
  );
}
