import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { PageBody, PageHead } from '../../ui/page.js';
import { Answer, Empty, FaultState, ProvisionalNote, Skeleton } from '../../ui/states.js';
import { searchOf } from '../figures/crumbs.js';
import { attainmentsPath, type Ending } from '../figures/export-model.js';
import { PeriodPicker } from '../figures/period-picker.js';
import { useFileExport } from '../figures/use-file-export.js';
import { type CockpitPlace, CockpitUnit } from './documents.js';
import { exportPath } from './export-model.js';
import { PARTS, TIMELESS, type Tree, TREES, type View, viewOf } from './model.js';
import { Switch } from './switch.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

/** Each part is loaded when it is looked at. */
const Trends = lazy(async () => ({ default: (await import('./trends.js')).Trends }));
const UnitMap = lazy(async () => ({ default: (await import('./unit-map.js')).UnitMap }));
const Levels = lazy(async () => ({ default: (await import('./levels.js')).Levels }));
const ScoreTree = lazy(async () => ({ default: (await import('./score-tree.js')).ScoreTree }));
const Scorecards = lazy(async () => ({ default: (await import('./scorecards.js')).Scorecards }));
const Spread = lazy(async () => ({ default: (await import('./spread.js')).Spread }));
const Notices = lazy(async () => ({ default: (await import('./notices.js')).Notices }));
const Closings = lazy(async () => ({ default: (await import('./closings.js')).Closings }));
const ExplainSheet = lazy(async () => ({ default: (await import('../figures/explain-sheet.js')).ExplainSheet }));

/** What head office and heads of units steer by: trends, units beside each other, targets, scores, closings. */
export function Page() {
  const t = useTexts(cockpitTexts);
  const today = useToday();
  const { person, fault } = useMe();
  const { params } = useAddress();
  const view = viewOf(params, today);
  const unitId = view.unitId ?? person?.unit?.id;
  if (!person) return <PageBody width="wide">{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  const isMeant = person.role === 'HEAD_OFFICE' || person.role === 'UNIT_HEAD';
  if (!isMeant || !unitId)
    return (
      <PageBody width="wide">
        <Empty title={t.notMeant} hint={t.notMeantHint} />
      </PageBody>
    );
  return <Cockpit view={view} unitId={unitId} today={today} mayClose={person.role === 'HEAD_OFFICE'} />;
}

interface Props {
  readonly view: View;
  readonly unitId: string;
  readonly today: string;
  /** Head office closes periods; a head of units replies to notices. */
  readonly mayClose: boolean;
}
function Cockpit({ view, unitId, today, mayClose }: Props) {
  const t = useTexts(cockpitTexts);
  const { params, change } = useAddress();
  const period = { grain: view.grain, start: view.start };
  const asked = useAsk(CockpitUnit, { scope: { unitId }, period }, { holdOn: true });
  const unit = asked.data?.kpi.unit;
  const explained = params.get('explain');
  return (
    <PageBody width="wide">
      <PageHead title={unit?.name ?? t.title} under={unit && <Above of={unit} />}>
        <Actions view={view} unitId={unitId} />
      </PageHead>
      <nav className={css.parts} aria-label={t.partsOf}>
        {PARTS.map((part) => (
          <Link
            key={part}
            to={searchOf(params, { show: part === 'trends' ? null : part, explain: null })}
            aria-current={part === view.part ? 'page' : undefined}
          >
            {t.part[part]}
          </Link>
        ))}
      </nav>
      {!TIMELESS.includes(view.part) && (
        <div className={css.controls}>
          <PeriodPicker {...period} today={today} onChange={(grain, start) => change({ grain, start })} />
          {(view.part === 'trends' || view.part === 'map') && (
            <Switch<Tree>
              legend={t.tree}
              values={TREES}
              value={view.tree}
              text={(tree) => t.trees[tree]}
              onChange={(tree) => change({ tree: tree === 'AS_WAS' ? null : tree })}
            />
          )}
        </div>
      )}
      {asked.data?.kpi.provisional && <ProvisionalNote />}
      <Suspense fallback={<Skeleton rows={5} height={56} />}>
        <Answer of={asked}>
          {({ kpi }) => kpi.unit && <Shown view={view} unit={kpi.unit} today={today} mayClose={mayClose} />}
        </Answer>
      </Suspense>
      <Suspense>
        {explained && (
          <ExplainSheet
            of={explained}
            period={period}
            isOtherTree={view.tree === 'AS_IS'}
            onClose={() => change({ explain: null })}
          />
        )}
      </Suspense>
    </PageBody>
  );
}

export interface PartProps {
  readonly view: View;
  readonly unit: CockpitPlace;
  readonly today: string;
  readonly mayClose: boolean;
}
function Shown(props: PartProps) {
  switch (props.view.part) {
    case 'trends':
      return <Trends {...props} />;
    case 'map':
      return <UnitMap {...props} />;
    case 'targets':
      return <Levels {...props} />;
    case 'score':
      return <ScoreTree {...props} />;
    case 'scorecards':
      return <Scorecards />;
    case 'spread':
      return <Spread {...props} />;
    case 'notices':
      return <Notices {...props} />;
    case 'closings':
      return <Closings {...props} />;
  }
}

/** What is on screen as a file, targets where they are looked at; and the report of the month. */
function Actions({ view, unitId }: { readonly view: View; readonly unitId: string }) {
  const t = useTexts(cockpitTexts);
  const { busy, save } = useFileExport(t);
  const period = { grain: view.grain, start: view.start };
  const pathOf = (ending: Ending) =>
    view.part === 'targets'
      ? attainmentsPath(ending, { unitId }, period)
      : exportPath(ending, { ...period, unitId, metrics: view.metrics, view: view.tree });
  const report = new URLSearchParams({ unit: unitId, start: view.start });
  return (
    <>
      <Button className={css.file} loading={busy === 'csv'} onClick={() => void save('csv', pathOf('csv'))}>
        {t.exportCsv}
      </Button>
      <Button className={css.file} loading={busy === 'xlsx'} onClick={() => void save('xlsx', pathOf('xlsx'))}>
        {t.exportXlsx}
      </Button>
      <Link className={css.action} to={`/report?${report.toString()}`}>
        {t.report}
      </Link>
    </>
  );
}

interface Place {
  readonly id: string;
  readonly name: string;
  readonly parent?: Place | null;
}
/** The units above, the topmost first; each leads there. */
function Above({ of }: { readonly of: CockpitPlace }) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const { params } = useAddress();
  const above: Place[] = [];
  for (let place: Place | null | undefined = of.parent; place; place = place.parent) above.unshift(place);
  return (
    <span role="navigation" aria-label={t.where} className={css.above}>
      {above.map(({ id, name }) => (
        <Link key={id} to={searchOf(params, { unit: id, open: null, of: null, explain: null })}>
          {name}
        </Link>
      ))}
      <span>
        {terms.unitKind[of.kind]} {of.id}
      </span>
    </span>
  );
}
