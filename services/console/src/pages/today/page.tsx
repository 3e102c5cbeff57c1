import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAnswerWriter, useAsk } from '../../api/ask.js';
import { readFragment, type ResultOf } from '../../api/graphql.js';
import { useLive } from '../../api/live.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { keptSheet, logHere } from '../../offline/kept-sheet.js';
import { useOutbox } from '../../offline/outbox.js';
import { session } from '../../session/session.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, Note, ProvisionalNote, State } from '../../ui/states.js';
import { DayStrip } from './day-strip.js';
import { DayFields, ItemFields, MyDay, MyDayChanged } from './documents.js';
import { ItemGroups, type Doing } from './groups.js';
import { LeaveNote } from './leave-note.js';
import type { LeftSheet } from './log-sheet.js';
import { dayView, pendingOf } from './model.js';
import { ProgressRing } from './progress-ring.js';
import { Refused } from './refused.js';
import { todayTexts } from './texts.js';
import { YearCard, YearWarning } from './year.js';
import css from './today.module.css';

/** What else is to be known of the day, loaded once it stands. */
const BesideDay = lazy(async () => ({ default: (await import('./beside-day.js')).BesideDay }));
const Sheets = lazy(async () => ({ default: (await import('./sheets.js')).Sheets }));

/** The relationship manager's day: whom to contact and why, what is done, and what came from days before. */
export function Page() {
  const t = useTexts(todayTexts);
  const { person } = useMe();
  if (person && person.role !== 'RM')
    return (
      <PageBody>
        <State isPage icon="today" title={t.notRm} hint={t.notRmHint} />
      </PageBody>
    );
  return <Day />;
}

/** A sheet that the page went away from under the hands of this person. */
function leftBefore(): Doing | null {
  const left = keptSheet.leftBy<LeftSheet>(session.subject(), logHere());
  return left && { kind: 'resume', left };
}

function Day() {
  const today = useToday();
  const [address, setAddress] = useSearchParams();
  const day = address.get('day') ?? today;
  const isToday = day <= today;
  const variables = isToday ? {} : { date: day };
  const asked = useAsk(MyDay, variables, { keep: true });
  const write = useAnswerWriter();
  const arrived = ({ myDayChanged }: ResultOf<typeof MyDayChanged>) =>
    write(MyDay, {}, () => ({ myDay: myDayChanged }));
  useLive(MyDayChanged, isToday ? {} : null, arrived, asked.refetch);
  return (
    <PageBody>
      <Answer isPage of={asked}>
        {(data) => <ShownDay {...data} isToday={isToday} />}
      </Answer>
      <DayStrip today={today} chosen={day} onChoose={(chosen) => setAddress(chosen === today ? {} : { day: chosen })} />
      <YearCard />
    </PageBody>
  );
}

function ShownDay({ myDay, isToday }: ResultOf<typeof MyDay> & { readonly isToday: boolean }) {
  const t = useTexts(todayTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { person } = useMe();
  const [doing, setDoing] = useState<Doing | null>(leftBefore);
  const waiting = useOutbox(session.subject());
  const plan = readFragment(DayFields, myDay);
  const waitingCount = waiting.filter(({ state }) => state === 'waiting').length;
  const view = dayView(plan.date, readFragment(ItemFields, plan.items), pendingOf(waiting));
  const next = format.weekdayDay(plan.nextWorkingDay);
  const isOff = plan.capacity === 0;
  const nothing = view.open.length === 0 && view.missed.length === 0;
  return (
    <>
      <div className={css.head}>
        <PageHead
          title={format.weekdayDay(plan.date)}
          under={[person?.name, person?.unit?.name].filter(Boolean).join(' · ')}
        />
        {view.all > 0 && isToday && (
          <ProgressRing done={view.done} all={view.all} label={t.progress(view.done, view.all)} />
        )}
      </div>
      {plan.provisional && <ProvisionalNote />}
      <YearWarning />
      {plan.leave && <LeaveNote leave={plan.leave} />}
      {plan.coverFor.length > 0 && <Note>{t.covering(format.list(plan.coverFor.map(({ name }) => name)))}</Note>}
      <Suspense>{isToday && person && <BesideDay staffId={person.id} today={plan.date} />}</Suspense>
      {!isToday && <Note>{isOff ? terms.dayKind[plan.dayKind] : t.preview}</Note>}
      {waitingCount > 0 && (
        <p role="status" className={css.waiting}>
          <Icon name="cloudOff" size={16} />
          {t.waitingCount(waitingCount)}
        </p>
      )}
      <Refused
        entries={waiting.filter(({ state }) => state === 'refused')}
        onFix={(entry) => setDoing({ kind: 'fix', entry })}
      />
      {nothing && <Nothing isOff={isOff} isLeave={plan.leave !== null} isDone={view.all > 0} next={next} />}
      <ItemGroups view={view} isToday={isToday} day={plan.date} waiting={waiting} onDo={setDoing} />
      <Button
        className={css.add ?? ''}
        size="large"
        icon={<Icon name="plus" size={18} />}
        onClick={() => setDoing({ kind: 'add', day: plan.date })}
      >
        {t.add}
      </Button>
      <Suspense>
        {doing && <Sheets doing={doing} plan={plan} onDo={setDoing} onClose={() => setDoing(null)} />}
      </Suspense>
    </>
  );
}

/** No client is left: because all are done, because it is a day off, or because there were none. */
function Nothing({
  isOff,
  isLeave,
  isDone,
  next,
}: {
  readonly isOff: boolean;
  readonly isLeave: boolean;
  readonly isDone: boolean;
  readonly next: string;
}) {
  const t = useTexts(todayTexts);
  if (isOff) return <Empty title={isLeave ? t.leaveDay : t.dayOff} hint={t.dayOffHint(next)} />;
  if (isDone) return <Empty title={t.allDone} hint={t.allDoneHint(next)} />;
  return <Empty title={t.noItems} hint={t.noItemsHint} />;
}
