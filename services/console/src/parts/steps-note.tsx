import { Link } from 'react-router';
import { useTexts } from '../app/texts.js';
import { visitStepTexts } from '../locales/visit-steps.js';
import { byVisit, isPlannedHere } from '../offline/visit-queue.js';
import { useSteps } from '../offline/visit-steps.js';
import { Note } from '../ui/states.js';
import css from './parts.module.css';

const pathOf = (visitId: string): string =>
  isPlannedHere(visitId) ? '/visits' : `/visits/${encodeURIComponent(visitId)}`;

interface Props {
  /** False: the page itself shows what was planned on this device. */
  readonly withPlans?: boolean;
}

/** The visits of which steps wait on this device, or were not taken by the platform: each leads to its page. */
export function StepsNote({ withPlans = true }: Props) {
  const t = useTexts(visitStepTexts);
  const steps = useSteps().filter(({ name }) => withPlans || name !== 'planVisit');
  return byVisit(steps).map(({ visitId, clientName, waiting, refused }) => (
    <Note key={visitId} kind={refused > 0 ? 'error' : 'warning'}>
      <Link className={css.inNote} to={pathOf(visitId)}>
        {clientName}
      </Link>{' '}
      {refused > 0 ? t.refusedAt(refused) : t.waitAt(waiting)}
    </Note>
  ));
}
