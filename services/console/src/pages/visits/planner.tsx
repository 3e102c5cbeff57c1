import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useEveryPage } from '../../api/every-page.js';
import type { VariablesOf } from '../../api/graphql.js';
import { useLive } from '../../api/live.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import type { Person } from '../../app/me.js';
import { periodEnd } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { ReviewsDue, Visits, type VisitLine } from './documents.js';
import { waitingOf, weekOf } from './model.js';
import { visitsTexts } from './texts.js';
import { VisitCard } from './visit-card.js';
import { useWeek, WeekPicker } from './week-picker.js';
import css from './visits.module.css';

const StepsNote = lazy(async () => ({ default: (await import('../../parts/steps-note.js')).StepsNote }));
const PlannedHere = lazy(async () => ({ default: (await import('./planned-here.js')).PlannedHere }));
const PlanSheet = lazy(async () => ({ default: (await import('./plan-sheet.js')).PlanSheet }));

/** A manager's visits: what waits now, and the week day by day. */
export function Planner({ person }: { readonly person: Person }) {
  const t = useTexts(visitsTexts);
  const today = useToday();
  const monday = useWeek(today);
  const open = useNavigate();
  const [isPlanning, plan] = useState(false);
  const waiting = useVisits({ staffId: person.id, states: ['STARTED', 'ENDED'] });
  const week = useVisits({ staffId: person.id, from: monday, to: periodEnd('WEEK', monday) });
  const queries = useQueryClient();
  const readAgain = () => void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'Visits' });
  useLive(ReviewsDue, {}, readAgain, readAgain);
  const { underWay, toReview } = waitingOf(waiting.data ?? []);
  return (
    <PageBody>
      <PageHead title={t.title}>
        <Button type="primary" size="large" className={css.plan ?? ''} onClick={() => plan(true)}>
          {t.plan}
        </Button>
      </PageHead>
      <Suspense>
        <StepsNote withPlans={false} />
        <PlannedHere />
      </Suspense>
      <Waiting title={t.underWay} visits={underWay} />
      <Waiting title={t.toReview} visits={toReview} />
      <WeekPicker monday={monday} today={today} />
      <Answer of={week}>{(visits) => <Week monday={monday} today={today} visits={visits} />}</Answer>
      <Suspense>
        {isPlanning && (
          <PlanSheet
            today={today}
            onClose={() => plan(false)}
            onPlanned={(visitId) => void open(`/visits/${encodeURIComponent(visitId)}`)}
          />
        )}
      </Suspense>
    </PageBody>
  );
}

/** All visits that a filter finds, however many pages they fill. */
function useVisits(filter: NonNullable<VariablesOf<typeof Visits>['filter']>) {
  const list = useAskPages(Visits, { filter }, ({ visits }) => visits, { keep: true, holdOn: true });
  return { data: useEveryPage(list), error: list.error, refetch: list.refetch };
}

function Waiting({ title, visits }: { readonly title: string; readonly visits: readonly VisitLine[] }) {
  if (visits.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={css.group}>
        {title} <span>{visits.length}</span>
      </h2>
      <ul className={css.list}>
        {visits.map((visit) => (
          <VisitCard key={visit.id} visit={visit} withDay />
        ))}
      </ul>
    </section>
  );
}

interface WeekProps {
  readonly monday: string;
  readonly today: string;
  readonly visits: readonly VisitLine[];
}
function Week({ monday, today, visits }: WeekProps) {
  const t = useTexts(visitsTexts);
  const format = useFormat();
  if (visits.length === 0) return <Empty title={t.none} hint={t.noneHint} />;
  return weekOf(monday, visits)
    .filter((one) => one.visits.length > 0 || one.day === today)
    .map((one) => (
      <section key={one.day} aria-label={format.weekdayDay(one.day)}>
        <h2 className={css.group} data-today={one.day === today}>
          {format.weekdayDay(one.day)} <span>{one.visits.length}</span>
        </h2>
        <ul className={css.list}>
          {one.visits.map((visit) => (
            <VisitCard key={visit.id} visit={visit} />
          ))}
        </ul>
      </section>
    ));
}
