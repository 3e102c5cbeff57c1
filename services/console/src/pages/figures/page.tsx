import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useAsk } from '../../api/ask.js';
import { useLive } from '../../api/live.js';
import { toggled, useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useMe } from '../../app/me.js';
import { periodAfter } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, ProvisionalNote, Skeleton } from '../../ui/states.js';
import { Chooser } from './chooser.js';
import { Crumbs } from './crumbs.js';
import { Figures, FiguresContactLogged, type Result } from './documents.js';
import { behindText, type Scope, shownWith, type View, viewOf } from './model.js';
import { PeriodPicker } from './period-picker.js';
import { figuresTexts } from './texts.js';
import { Tiles } from './tiles.js';
import { Overview } from './overview.js';
import { useExport } from './use-export.js';

/** What is looked at later, or by few, is loaded then; the table while the figures are on their way. */
const loadBelow = () => import('./below.js');
const Below = lazy(async () => ({ default: (await loadBelow()).Below }));
const BehindSheet = lazy(async () => ({ default: (await import('./behind-sheet.js')).BehindSheet }));
const Restated = lazy(async () => ({ default: (await import('./restated.js')).Restated }));

const REFRESH_MS = 3_000;

/** Any figure of a unit and period, what is below it, how it came about, and the contacts behind it. */
export function Page() {
  const t = useTexts(figuresTexts);
  const today = useToday();
  const { person, fault } = useMe();
  const { params } = useAddress();
  const view = viewOf(params, today);
  const own: Scope | null =
    person?.role === 'RM' ? { staffId: person.id } : person?.unit ? { unitId: person.unit.id } : null;
  const scope = view.scope ?? own;
  if (!person) return <PageBody width="wide">{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (!scope)
    return (
      <PageBody width="wide">
        <Empty title={t.noUnit} hint={t.noUnitHint} />
      </PageBody>
    );
  return (
    <Shown
      view={view}
      scope={scope}
      today={today}
      liveUnitId={'unitId' in scope ? scope.unitId : (person.unit?.id ?? null)}
    />
  );
}

interface ShownProps {
  readonly view: View;
  readonly scope: Scope;
  readonly today: string;
  readonly liveUnitId: string | null;
}
function Shown({ view, scope, today, liveUnitId }: ShownProps) {
  const t = useTexts(figuresTexts);
  const { change } = useAddress();
  const period = { grain: view.grain, start: view.start };
  const asked = useAsk(Figures, { scope, period }, { holdOn: true });
  const before = useAsk(Figures, { scope, period: { ...period, start: periodAfter(view.grain, view.start, -1) } });
  const save = useExport(view, asked.data?.kpi.unit?.id ?? null);
  useFresh(liveUnitId);
  useEffect(() => void loadBelow(), []);
  return (
    <PageBody width="wide">
      <PageHead title={titleOf(asked.data?.kpi) ?? t.title} under={asked.data && <Crumbs of={asked.data.kpi} />}>
        <Chooser shown={view.shown} onChange={(chosen) => change({ metrics: shownWith(view.shown, chosen) })} />
        {asked.data?.kpi.unit && <Button onClick={() => void save()}>{t.exportCsv}</Button>}
      </PageHead>
      <PeriodPicker {...period} today={today} onChange={(grain, start) => change({ grain, start })} />
      <Answer of={asked}>
        {({ kpi }) => (
          <>
            {kpi.provisional && <ProvisionalNote />}
            <Tiles
              shown={view.shown}
              values={kpi.values}
              before={before.data?.kpi.values}
              by={view.by}
              onChoose={(by) => change({ by, order: null })}
            />
            <Overview
              view={view}
              scope={scope}
              kpi={kpi}
              today={today}
              onLook={(metric) => change({ behind: behindText(metric, scope) })}
            />
            <Suspense fallback={<Skeleton rows={5} height={44} />}>
              {kpi.unit && (
                <Below
                  view={view}
                  unit={kpi.unit}
                  onToggle={(id) => change({ open: toggled(view.open, id).join(',') })}
                />
              )}
            </Suspense>
            <Suspense>
              <Restated scope={scope} view={view} />
            </Suspense>
          </>
        )}
      </Answer>
      <Suspense>
        {view.behind && <BehindSheet view={view} of={view.behind} onClose={() => change({ behind: null })} />}
      </Suspense>
    </PageBody>
  );
}

const titleOf = (kpi: Result | undefined): string | undefined => kpi?.unit?.name ?? kpi?.staff?.name;

/**
 * A contact logged anywhere below moves the figures: they are asked for again, once for all that come within some
 * seconds.
 */
function useFresh(unitId: string | null): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(FiguresContactLogged, unitId ? { unitId } : null, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => String(name).startsWith('Figures') });
    }, REFRESH_MS);
  });
}
