import { Button } from 'antd';
import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { Tier } from '../../parts/tier.js';
import css from './complaints.module.css';
import type { ComplaintLine } from './documents.js';
import { complaintsTexts } from './texts.js';

interface Props {
  readonly complaint: ComplaintLine;
  /** Heard by the person who looks at it: another head settles it. */
  readonly isOwn: boolean;
  onSettle(): void;
}

/** One complaint: whose and what, until when, and what was done about it. */
export function ComplaintCard({ complaint, isOwn, onSettle }: Props) {
  const t = useTexts(complaintsTexts);
  const format = useFormat();
  const { client, text, productCode, state, overdue, climbs, heardBy, heardAt, unit, addressee, visit } = complaint;
  const due = format.moment(complaint.answerDueAt);
  const facts = [
    t.heard(heardBy.name, format.moment(heardAt)),
    t.at(unit.name, addressee?.name ?? ''),
    productCode && t.product(productCode),
    climbs > 0 && t.climbed(climbs),
  ];
  return (
    <li className={css.card} data-overdue={overdue}>
      <header>
        <b>{client.name}</b> <Tier tier={client.tier} />
        {state === 'OPEN' && <em>{overdue ? t.late(due) : t.due(due)}</em>}
      </header>
      <p>{text || t.withoutWords}</p>
      <small>{facts.filter(Boolean).join(' · ')}</small>
      <Settled complaint={complaint} />
      <footer>
        {visit && <Link to={`/visits/${encodeURIComponent(visit.id)}`}>{t.visit}</Link>}
        {state !== 'CLOSED' && !isOwn && (
          <Button
            type="primary"
            size="large"
            aria-label={state === 'OPEN' ? t.answerOf(client.name) : t.closeOf(client.name)}
            onClick={onSettle}
          >
            {state === 'OPEN' ? t.answer : t.close}
          </Button>
        )}
      </footer>
    </li>
  );
}

function Settled({ complaint }: Pick<Props, 'complaint'>) {
  const t = useTexts(complaintsTexts);
  const format = useFormat();
  const { answer, answeredBy, answeredAt, inTime, closingWord, closedAt } = complaint;
  return (
    <>
      {answeredBy && answeredAt && (
        <p className={css.said}>
          {answer}
          <small>
            {[t.answered(answeredBy.name, format.moment(answeredAt)), inTime ? t.inTime : t.lateAnswer].join(' · ')}
          </small>
        </p>
      )}
      {closedAt && (
        <p className={css.said}>
          {closingWord}
          <small>{t.closed(format.moment(closedAt))}</small>
        </p>
      )}
    </>
  );
}
