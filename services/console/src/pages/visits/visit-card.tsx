import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { Tier } from '../../parts/tier.js';
import type { VisitLine } from './documents.js';
import { visitsTexts } from './texts.js';
import css from './visits.module.css';

const PARTS = 7;

interface Props {
  readonly visit: VisitLine;
  /** Outside its day it says which. */
  readonly withDay?: boolean;
  /** Of several people: whose it is. */
  readonly withStaff?: boolean;
}

/** A visit in a list; the whole of it leads to its page. */
export function VisitCard({ visit, withDay = false, withStaff = false }: Props) {
  const t = useTexts(visitsTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { id, client, staff, state, plannedOn, plannedAt, place, goal, preparation, review, reviewDueAt } = visit;
  const facts = [
    withDay && format.dayMonth(plannedOn),
    plannedAt && format.time(plannedAt),
    terms.place[place],
    withStaff && staff.name,
  ].filter(Boolean);
  return (
    <li className={css.card} data-state={state}>
      <Link to={`/visits/${encodeURIComponent(id)}`}>
        <span className={css.who}>
          <b>{client.name}</b> <Tier tier={client.tier} />
          <em>{review ? terms.result[review.result] : terms.state[state]}</em>
        </span>
        <span>{facts.join(' · ')}</span>
        <span className={css.goal}>{goal ? t.goalOf(terms.goal[goal.kind], goal.text) : t.noGoal}</span>
        {state === 'PLANNED' && (
          <span data-ready={preparation.ready}>
            {preparation.ready ? t.ready : t.prepared(preparation.score, PARTS)}
          </span>
        )}
        {state === 'ENDED' && reviewDueAt && (
          <span data-late={visit.reviewOverdue}>
            {visit.reviewOverdue ? t.overdue(format.moment(reviewDueAt)) : t.due(format.moment(reviewDueAt))}
          </span>
        )}
      </Link>
    </li>
  );
}
