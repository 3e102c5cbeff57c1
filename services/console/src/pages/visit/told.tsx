import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { Card } from '../../ui/page.js';
import type { ShownVisit } from './documents.js';
import { Goal } from './goal.js';
import { visitTexts } from './texts.js';
import css from './visit.module.css';

interface Props {
  readonly visit: ShownVisit;
  /** The platform does not know of the review yet, and has not said whether it was in time. */
  readonly isReviewWaiting: boolean;
}

/** What is known of a visit by now: goal, preparation, what was learnt, and the look back. */
export function Told({ visit, isReviewWaiting }: Props) {
  const t = useTexts(visitTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { client, district, startedAt, endedAt, preparation, findings, review, cancelReason } = visit;
  return (
    <Card
      title={t.told}
      extra={
        <Link className={css.link} to={`/clients/${encodeURIComponent(client.id)}`}>
          {client.name}
        </Link>
      }
    >
      <dl className={css.facts}>
        <Fact name={t.goal}>
          <Goal goal={visit.goal} />
        </Fact>
        {cancelReason && <Fact name={t.why}>{cancelReason}</Fact>}
        {startedAt && (
          <Fact name={t.time}>
            {endedAt ? t.took(format.moment(startedAt), format.time(endedAt)) : format.moment(startedAt)}
          </Fact>
        )}
        {district && <Fact name={t.district}>{district}</Fact>}
        {startedAt && <Fact name={t.preparation}>{`${preparation.score}/7`}</Fact>}
        {preparation.overrideReason && <Fact name={t.overridden}>{preparation.overrideReason}</Fact>}
        {findings.length > 0 && (
          <Fact name={t.found}>
            <ul className={css.findings}>
              {findings.map(({ kind, text, amount }, index) => (
                <li key={index}>
                  <b>{terms.finding[kind]}</b> {[text, amount && `¥${amount}`].filter(Boolean).join(' · ')}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {review && <Reviewed review={review} isWaiting={isReviewWaiting} />}
      </dl>
      {endedAt && !review && <p className={css.quiet}>{t.reviewWaits}</p>}
    </Card>
  );
}

interface ReviewedProps {
  readonly review: NonNullable<ShownVisit['review']>;
  readonly isWaiting: boolean;
}
function Reviewed({ review, isWaiting }: ReviewedProps) {
  const t = useTexts(visitTexts);
  const terms = useTexts(visitTerms);
  const format = useFormat();
  const { result, reasons, lesson, nextTopic, nextOn, onTime } = review;
  return (
    <>
      <Fact name={t.result}>
        {[terms.result[result], !isWaiting && (onTime ? t.onTime : t.late)].filter(Boolean).join(' · ')}
      </Fact>
      {reasons.length > 0 && <Fact name={t.reasons}>{format.list(reasons.map((one) => terms.missed[one]))}</Fact>}
      {lesson && <Fact name={t.lesson}>{lesson}</Fact>}
      {(nextTopic || nextOn) && (
        <Fact name={t.next}>{[nextOn && format.day(nextOn), nextTopic].filter(Boolean).join(' · ')}</Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
