import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { graphql } from '../../api/graphql.js';
import { dayAfter } from '../../app/days.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { StepsNote } from '../../parts/steps-note.js';
import { Note } from '../../ui/states.js';
import { isFestival } from '../greetings/model.js';
import { greetingsTexts } from '../greetings/texts.js';
import { countOf } from '../more/model.js';
import { coverReport, REPORTED_DAYS, worthGreeting } from './beside-model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** Festivals whose lists may be open, requests to answer, and leaves that have just ended. */
const DayBeside = graphql(`
  query DayBeside($staffId: ID!, $today: Date!, $soon: Date!, $since: Date!) {
    greetings(from: $today, to: $soon) {
      festival
      date
      opensOn
      toGreet
    }
    helpRequests(filter: { toMe: true, states: [OPEN] }, first: 20) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    leaves(staffId: $staffId, from: $since, to: $today) {
      id
      to
      cancelled
      cover {
        id
        name
      }
      items(first: 100) {
        edges {
          node {
            id
            status
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

/** A list opens three working days before its festival: within so many days. */
const SOON_DAYS = 10;

interface Props {
  readonly staffId: string;
  readonly today: string;
}

/** What is to be known beside the plan, and without a network what waits to be sent of visits. */
export function BesideDay(props: Props) {
  return (
    <>
      <StepsNote />
      <Told {...props} />
    </>
  );
}

/** What was done during a leave, open greetings, who waits for an answer. */
function Told({ staffId, today }: Props) {
  const t = useTexts(todayTexts);
  const festivals = useTexts(greetingsTexts).festival;
  const format = useFormat();
  const days = { today, soon: dayAfter(today, SOON_DAYS), since: dayAfter(today, -REPORTED_DAYS) };
  const told = useAsk(DayBeside, { staffId, ...days }, { showsOwn: true }).data;
  if (!told) return null;
  const report = coverReport(told.leaves, today);
  const waiting = countOf(told.helpRequests);
  return (
    <>
      {report && (
        <Line to="/leave" go={t.coverDoneMore}>
          {t.coverDone(
            report.name,
            format.count(report.done),
            `${format.count(report.all)}${report.isMore ? '+' : ''}`,
          )}
        </Line>
      )}
      {waiting && (
        <Line to="/help" go={t.helpGo}>
          {t.helpWaits(waiting)}
        </Line>
      )}
      {worthGreeting(told.greetings, today).map(({ festival, date, toGreet }) => (
        <Line key={festival + date} to="/greetings" go={t.greetingGo}>
          {t.greetingOpen(isFestival(festival) ? festivals[festival] : festival, format.count(toGreet))}
        </Line>
      ))}
    </>
  );
}

interface LineProps {
  readonly to: string;
  readonly go: string;
  readonly children: ReactNode;
}
function Line({ to, go, children }: LineProps) {
  return (
    <Note>
      {children}{' '}
      <Link className={css.inText} to={to}>
        {go}
      </Link>
    </Note>
  );
}
