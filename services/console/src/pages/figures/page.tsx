import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ComponentProps, lazy, Suspense, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useLive } from '../../api/live.js';
import { toggled, useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, ProvisionalNote, Skeleton } from '../../ui/states.js';
import { Against } from './against.js';
import { Chooser } from './chooser.js';
import { Crumbs } from './crumbs.js';
import { Figures, FiguresContactLogged, type Result } from './documents.js';
import { behindText, hasContacts, type Scope, shownWith, type View, viewOf } from './model.js';
import { PeriodPicker } from './period-picker.js';
import { figuresTexts } from './texts.js';
import { Sections } from './sections.js';
import { Tiles } from './tiles.js';
import { Overview } from './overview.js';
import { useExport } from './use-export.js';
import css from './figures.module.css';

/** What is looked at later, or by few, is loaded then; the table while the figures are on their way. */
const loadBelow = () => import('./below.js');
const Below = lazy(async () => ({ default: (await loadBelow()).Below }));
const BehindSheet = lazy(async () => ({ default: (await import('./behind-sheet.js')).BehindSheet }));
const CountedSheet = lazy(async () => ({ default: (await import('./counted-sheet.js')).CountedSheet }));
const Targets = lazy(async () => ({ default: (await import('./targets.js')).Targets }));
const Score = lazy(async () => ({ default: (await import('./score.js')).Score }));
const Board = lazy(async () => ({ default: (await import('./board.js')).Board }));
const ExplainSheet = lazy(async () => ({ default: (await import('./explain-sheet.js')).ExplainSheet }));
const Restated = lazy(async () => ({ default: (await import('./restated.js')).Restated }));

const REFRESH_MS = 3_000;

/** Any figure of a unit and period, what is below it, how it came about, and what is behind it. */
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
      maySet={person.role === 'UNIT_HEAD' || person.role === 'HEAD_OFFICE'}
      liveUnitId={'unitId' in scope ? scope.unitId : (person.unit?.id ?? null)}
    />
  );
}

interface ShownProps {
  readonly view: View;
  readonly scope: Scope;
  readonly today: string;
  /** Whether the caller sets targets; of which scopes the platform says. */
  readonly maySet: boolean;
  readonly liveUnitId: string | null;
}
function Shown({ view, scope, today, maySet, liveUnitId }: ShownProps) {
  const t = useTexts(figuresTexts);
  const { params, change } = useAddress();
  const period = { grain: view.grain, start: view.start };
  const explained = params.get('explain');
  const asked = useAsk(Figures, { scope, period, compare: [view.against] }, { holdOn: true });
  const isOverview = view.section === 'overview';
  const save = useExport(view, asked.data?.kpi.unit?.id ?? null);
  const shut = () => change({ behind: null, channel: null, outcome: null });
  useFresh(liveUnitId);
  return (
    <PageBody width="wide">
      <PageHead title={titleOf(asked.data?.kpi) ?? t.title} under={asked.data && <Crumbs of={asked.data.kpi} />}>
        {isOverview && (
          <Chooser shown={view.shown} onChange={(chosen) => change({ metrics: shownWith(view.shown, chosen) })} />
        )}
        {maySet && <CockpitLink view={view} unitId={asked.data?.kpi.unit?.id} />}
        {isOverview && asked.data?.kpi.unit && <Button onClick={() => void save()}>{t.exportCsv}</Button>}
      </PageHead>
      <Sections shown={view.section} />
      <div className={css.controls}>
        <PeriodPicker {...period} today={today} onChange={(grain, start) => change({ grain, start })} />
        {isOverview && <Against of={view.against} onChange={(against) => change({ against })} />}
      </div>
      <Suspense fallback={<Skeleton rows={5} height={44} />}>
        {view.section === 'targets' && (
          <Targets view={view} scope={scope} name={titleOf(asked.data?.kpi) ?? ''} maySet={maySet} />
        )}
        {view.section === 'score' && <Score view={view} scope={scope} name={titleOf(asked.data?.kpi) ?? ''} />}
        {view.section === 'board' && <Board view={view} scope={scope} />}
      </Suspense>
      {isOverview && (
        <Answer of={asked}>{({ kpi }) => <Counted view={view} scope={scope} today={today} kpi={kpi} />}</Answer>
      )}
      <Suspense>
        {view.behind && <Behind view={view} of={view.behind} onClose={shut} />}
        {explained && <ExplainSheet of={explained} period={period} onClose={() => change({ explain: null })} />}
      </Suspense>
    </PageBody>
  );
}

/** The same unit and period, as heads and head office look at them. */
function CockpitLink({ view: { grain, start }, unitId }: { readonly view: View; readonly unitId: string | undefined }) {
  const t = useTexts(figuresTexts);
  const search = new URLSearchParams({ grain, start, ...(unitId && { unit: unitId }) });
  return (
    <Link className={css.cockpit} to={`/cockpit?${search.toString()}`}>
      {t.cockpit}
    </Link>
  );
}

/** The contacts behind a figure, or what else it counts. */
function Behind(props: ComponentProps<typeof BehindSheet>) {
  return hasContacts(props.of.metric) ? <BehindSheet {...props} /> : <CountedSheet {...props} />;
}

interface CountedProps {
  readonly view: View;
  readonly scope: Scope;
  readonly today: string;
  readonly kpi: Result;
}
/** The figures themselves, how they came about over time, what is below, and what moved them later. */
function Counted({ view, scope, today, kpi }: CountedProps) {
  const { change } = useAddress();
  useEffect(() => void loadBelow(), []);
  return (
    <>
      {kpi.provisional && <ProvisionalNote />}
      <Tiles
        shown={view.shown}
        values={kpi.values}
        against={view.against}
        before={kpi.comparisons.find(({ against }) => against === view.against)?.values}
        by={view.by}
        onChoose={(by) => change({ by, order: null })}
        onExplain={(metric) => change({ explain: behindText(metric, scope) })}
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
          <Below view={view} unit={kpi.unit} onToggle={(id) => change({ open: toggled(view.open, id).join(',') })} />
        )}
      </Suspense>
      <Suspense>
        <Restated scope={scope} view={view} />
      </Suspense>
    </>
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
  const readSoon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => String(name).startsWith('Figures') });
    }, REFRESH_MS);
  };
  useLive(FiguresContactLogged, unitId ? { unitId } : null, readSoon, readSoon);
}
