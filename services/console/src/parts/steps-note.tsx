import { Link } from 'react-router';
import { useTexts } from '../app/texts.js';
import { visitStepTexts } from '../locales/visit-steps.js';
import { byVisit } from '../offline/visit-queue.js';
import { useSteps } from '../offline/visit-steps.js';
import { Note } from '../ui/states.js';
import css from './parts.module.css';

/** The visits of which steps wait on this device, or were not taken by the platform: each leads to its page. */
export function StepsNote() {
  const t = useTexts(visitStepTexts);
  return byVisit(useSteps()).map(({ visitId, clientName, waiting, refused }) => (
    <Note key={visitId} kind={refused > 0 ? 'error' : 'warning'}>
      <Link className={css.inNote} to={`/visits/${encodeURIComponent(visitId)}`}>
        {clientName}
      </Link>{' '}
      {refused > 0 ? t.refusedAt(refused) : t.waitAt(waiting)}
    </Note>
  ));
}
