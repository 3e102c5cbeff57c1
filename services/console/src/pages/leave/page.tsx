import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { dayAfter } from '../../app/days.js';
import { useFormat } from '../../app/format.js';
import { type Person, useMe } from '../../app/me.js';
import { isDay, periodAfter, periodEnd, periodStart } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, FaultState, Skeleton, State } from '../../ui/states.js';
import { type Leave, Leaves } from './documents.js';
import { LeaveList } from './leave-list.js';
import { leaveTexts } from './texts.js';
import css from './leave.module.css';

/** What few open, or only on a wide screen, is loaded then. */
const MonthTable = lazy(async () => ({ default: (await import('./month-table.js')).MonthTable }));
const LeaveSheet = lazy(async () => ({ default: (await import('./leave-sheet.js')).LeaveSheet }));
const ReportSheet = lazy(async () => ({ default: (await import('./report-sheet.js')).ReportSheet }));
const CancelSheet = lazy(async () => ({ default: (await import('./cancel-sheet.js')).CancelSheet }));

/** Leaves that are over stay on the page for so long, with what was done meanwhile. */
const PAST_DAYS = 60;

/** Who is away and when: of a relationship manager the own leaves, of a head those of the team by months. */
export function Page() {
  const t = useTexts(leaveTexts);
  const { person, fault } = useMe();
  if (!person) return <PageBody>{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (person.role === 'RM') return <Own person={person} />;
  if (person.role === 'UNIT_HEAD') return <Team person={person} />;
  return (
    <PageBody>
      <State isPage icon="calendar" title={t.notYours} hint={t.notYoursHint} />
    </PageBody>
  );
}

function Own({ person }: { readonly person: Person }) {
  const t = useTexts(leaveTexts);
  const today = useToday();
  const asked = useAsk(Leaves, { from: dayAfter(today, -PAST_DAYS), to: null }, { showsOwn: true, holdOn: true });
  const { acts, add, cancel, report } = useActs(person, today, asked.data?.leaves ?? []);
  return (
    <PageBody>
      <PageHead title={t.title} under={t.under}>
        <Add onAdd={add} />
      </PageHead>
      <Answer of={asked}>
        {({ leaves }) => <LeaveList leaves={leaves} today={today} onCancel={cancel} onReport={report} />}
      </Answer>
      {acts}
    </PageBody>
  );
}

function Team({ person }: { readonly person: Person }) {
  const t = useTexts(leaveTexts);
  const format = useFormat();
  const today = useToday();
  const { params, change } = useAddress();
  const named = params.get('month');
  const start = periodStart('MONTH', isDay(named) ? named : today);
  const asked = useAsk(Leaves, { from: start, to: periodEnd('MONTH', start) }, { showsOwn: true, holdOn: true });
  const { acts, add, cancel, report } = useActs(person, today, asked.data?.leaves ?? []);
  const step = (months: number) => change({ month: periodAfter('MONTH', start, months) });
  return (
    <PageBody width="wide">
      <PageHead title={t.teamTitle} under={t.under}>
        <Add onAdd={add} />
      </PageHead>
      <div className={css.month} role="group" aria-label={t.month}>
        <Button aria-label={t.before} icon={<Icon name="back" size={16} />} onClick={() => step(-1)} />
        <strong aria-live="polite">{format.month(start)}</strong>
        <Button aria-label={t.after} icon={<Icon name="chevron" size={16} />} onClick={() => step(1)} />
      </div>
      <Answer of={asked}>
        {({ leaves }) => (
          <>
            <Suspense fallback={<Skeleton rows={4} height={40} />}>
              <MonthTable unitId={person.unit?.id ?? ''} start={start} today={today} leaves={leaves} />
            </Suspense>
            <LeaveList leaves={leaves} today={today} withNames onCancel={cancel} onReport={report} />
          </>
        )}
      </Answer>
      {acts}
    </PageBody>
  );
}

function Add({ onAdd }: { onAdd(): void }) {
  const t = useTexts(leaveTexts);
  return (
    <Button type="primary" size="large" className={css.add ?? ''} onClick={onAdd}>
      {t.add}
    </Button>
  );
}

type Doing = { readonly what: 'add' } | { readonly what: 'cancel' | 'report'; readonly leave: Leave };

/** The sheets that record a leave, take one back, and tell what was done meanwhile. */
function useActs(person: Person, today: string, leaves: readonly Leave[]) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const shut = () => setDoing(null);
  const acts = (
    <Suspense>
      {doing?.what === 'add' && <LeaveSheet person={person} today={today} leaves={leaves} onClose={shut} />}
      {doing?.what === 'cancel' && <CancelSheet leave={doing.leave} onClose={shut} />}
      {doing?.what === 'report' && <ReportSheet leave={doing.leave} onClose={shut} />}
    </Suspense>
  );
  return {
    acts,
    add: () => setDoing({ what: 'add' }),
    cancel: (leave: Leave) => setDoing({ what: 'cancel', leave }),
    report: (leave: Leave) => setDoing({ what: 'report', leave }),
  };
}
