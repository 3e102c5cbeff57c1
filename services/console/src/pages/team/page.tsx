import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useEveryPage } from '../../api/every-page.js';
import { useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { type Grain, periodAfter, periodStart } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, Note, OutOfScope, Skeleton } from '../../ui/states.js';
import { TeamTable, TeamUnit } from './documents.js';
import { Feed } from './feed.js';
import { Members } from './members.js';
import { type Member, teamOf } from './model.js';
import { Summary } from './summary.js';
import { teamTexts } from './texts.js';
import { Up } from './up.js';
import css from './team.module.css';

const NoticesDue = lazy(async () => ({ default: (await import('./notices-due.js')).NoticesDue }));
const HandoverSheet = lazy(async () => ({ default: (await import('./handover-sheet.js')).HandoverSheet }));

/** Where a unit's relationship managers stand today, and the contacts as they come in. */
export function Page() {
  const t = useTexts(teamTexts);
  const { person, fault } = useMe();
  const { params } = useAddress();
  if (!person) return <PageBody width="wide">{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  const unitId = params.get('unit') ?? person.unit?.id;
  if (!unitId || person.role === 'ADMIN')
    return (
      <PageBody width="wide">
        <Empty title={t.noUnit} hint={t.noUnitHint} />
      </PageBody>
    );
  return (
    <TeamOf
      key={unitId}
      unitId={unitId}
      ownUnitId={person.unit?.id ?? null}
      mayHandOver={person.role === 'UNIT_HEAD'}
    />
  );
}

interface TeamProps {
  readonly unitId: string;
  readonly ownUnitId: string | null;
  /** A head of units: hands clients over, and records leave. */
  readonly mayHandOver: boolean;
}
function TeamOf({ unitId, ownUnitId, mayHandOver }: TeamProps) {
  const t = useTexts(teamTexts);
  const format = useFormat();
  const today = useToday();
  const unit = useAsk(TeamUnit, { id: unitId });
  const day = useTable(unitId, 'DAY', today);
  const week = periodStart('WEEK', today);
  const thisWeek = useTable(unitId, 'WEEK', week);
  const lastWeek = useTable(unitId, 'WEEK', periodAfter('WEEK', week, -1));
  const refresh = useRefresh();
  const [handing, hand] = useState<Member | null>(null);
  if (unit.data?.unit === null)
    return (
      <PageBody width="wide">
        <OutOfScope />
      </PageBody>
    );
  const found = unit.data?.unit;
  return (
    <PageBody width="wide">
      <PageHead title={found ? t.of(found.name) : t.title} under={format.weekdayDay(today)}>
        {found?.parent && unitId !== ownUnitId && <Up to={found.parent} />}
        {mayHandOver && (
          <Link className={css.up} to="/complaints">
            <Icon name="alert" size={16} />
            {t.complaints}
          </Link>
        )}
        {mayHandOver && (
          <Link className={css.up} to="/leave">
            <Icon name="calendar" size={16} />
            {t.leave}
          </Link>
        )}
      </PageHead>
      <Suspense>{mayHandOver && <NoticesDue />}</Suspense>
      <Answer of={day}>
        {(rows) => {
          const team = teamOf(rows, [thisWeek.data ?? [], lastWeek.data ?? []]);
          return (
            <>
              {team.members.length > 0 && team.planned === 0 && <Note>{t.noPlanToday}</Note>}
              <Summary team={team} />
              <div className={css.columns}>
                {team.members.length > 0 ? (
                  <Members team={team} onHandOver={mayHandOver ? hand : null} />
                ) : (
                  <Empty title={t.empty} hint={t.emptyHint} />
                )}
                <Feed unitId={unitId} today={today} onArrived={refresh} />
              </div>
            </>
          );
        }}
      </Answer>
      <Suspense>
        {handing && <HandoverSheet member={handing} unitId={unitId} today={today} onClose={() => hand(null)} />}
      </Suspense>
    </PageBody>
  );
}

/** Every row below a unit, however many pages they fill. */
function useTable(unitId: string, grain: Grain, start: string) {
  const list = useAskPages(TeamTable, { unitId, period: { grain, start } }, ({ kpiTable }) => kpiTable, {
    holdOn: true,
  });
  return { data: useEveryPage(list), error: list.error, refetch: list.refetch };
}

const REFRESH_MS = 2_000;
/** Asks for the figures again, once for all contacts that come within some seconds. */
function useRefresh(): () => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'TeamTable' });
    }, REFRESH_MS);
  }, [queries]);
}
