import { Button } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { periodEnd } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Select } from '../../ui/field.js';
import { PageBody } from '../../ui/page.js';
import { Answer, Empty, FaultState, ProvisionalNote, Skeleton } from '../../ui/states.js';
import { Children } from './children.js';
import { Report, type Reported, ReportRows, type ReportRow } from './documents.js';
import { HeadFigures } from './head-figures.js';
import { HEAD_METRICS, monthOf, monthsToChoose, ROW_METRICS, trendOf } from './model.js';
import { Restatements } from './restatements.js';
import { Revisions } from './revisions.js';
import { Targets } from './targets.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

const ExplainSheet = lazy(async () => ({ default: (await import('../figures/explain-sheet.js')).ExplainSheet }));

/** What a unit did in a month, to be printed: figures, targets, what is below, and what was adjusted since. */
export function Page() {
  const t = useTexts(reportTexts);
  const { person, fault } = useMe();
  const { params } = useAddress();
  const today = useToday();
  const unitId = params.get('unit') ?? person?.unit?.id;
  if (!person) return <PageBody width="wide">{fault ? <FaultState fault={fault} /> : <Skeleton />}</PageBody>;
  if (!unitId)
    return (
      <PageBody width="wide">
        <Empty title={t.noUnit} hint={t.noUnitHint} />
      </PageBody>
    );
  return <ReportOf unitId={unitId} month={monthOf(params.get('start'), today)} today={today} />;
}

interface Props {
  readonly unitId: string;
  readonly month: string;
  readonly today: string;
}
function ReportOf({ unitId, month, today }: Props) {
  const { params, change } = useAddress();
  const period = { grain: 'MONTH', start: month } as const;
  const scope = { unitId };
  const asked = useAsk(Report, { scope, period, metrics: [...HEAD_METRICS], ...trendOf(month) }, { holdOn: true });
  const rows = useAskPages(ReportRows, { unitId, period, metrics: [...ROW_METRICS] }, ({ kpiTable }) => kpiTable, {
    holdOn: true,
  });
  const explained = params.get('explain');
  const nodes = rows.edges?.map(({ node }) => node);
  return (
    <PageBody width="wide">
      <Controls unitId={unitId} month={month} today={today} unit={asked.data?.kpi.unit} rows={nodes ?? []} />
      <Answer of={asked} isPage>
        {(report) => (
          <article className={css.report}>
            <Head report={report} month={month} today={today} />
            {report.kpi.provisional && <ProvisionalNote />}
            <HeadFigures report={report} />
            <Targets report={report} />
            <Answer of={{ ...rows, data: nodes }}>
              {(each) => <Children rows={each} hasMore={rows.hasNextPage} />}
            </Answer>
            {report.kpi.closedAt ? (
              <Revisions of={report.kpi.revisions} />
            ) : (
              <Restatements of={report.kpi.restatements} />
            )}
          </article>
        )}
      </Answer>
      <Suspense>
        {explained && <ExplainSheet of={explained} period={period} onClose={() => change({ explain: null })} />}
      </Suspense>
    </PageBody>
  );
}

interface ControlsProps extends Props {
  readonly unit: Reported['kpi']['unit'] | undefined;
  readonly rows: readonly ReportRow[];
}
/** Of which unit and month, and the way to a printer; none of it is printed. */
function Controls({ unitId, month, today, unit, rows }: ControlsProps) {
  const t = useTexts(reportTexts);
  const format = useFormat();
  const { change } = useAddress();
  const units = [unit?.parent, unit, ...rows.map((row) => row.unit)].filter((one) => one != null);
  const nameOf = (id: string) => units.find((one) => one.id === id)?.name ?? id;
  const ids = [...new Set([...units.map(({ id }) => id), unitId])];
  return (
    <div className={css.controls} role="group" aria-label={t.controls}>
      <Select
        label={t.unit}
        value={unitId}
        values={ids}
        text={nameOf}
        onChange={(id) => change({ unit: id }, { push: true })}
      />
      <Select
        label={t.month}
        value={month}
        values={monthsToChoose(today, month)}
        text={(one) => format.month(one)}
        onChange={(start) => change({ start })}
      />
      <Button type="primary" size="large" onClick={() => print()}>
        {t.print}
      </Button>
      <Link to={`/cockpit?${new URLSearchParams({ unit: unitId, start: month }).toString()}`}>{t.back}</Link>
    </div>
  );
}

interface HeadProps extends Pick<Props, 'month' | 'today'> {
  readonly report: Reported;
}
function Head({ report: { kpi }, month, today }: HeadProps) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const unit = kpi.unit!;
  const title = t.of(unit.name, format.month(month));
  // A browser names the file that it prints into by the page's title.
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => void (document.title = before);
  }, [title]);
  const state = kpi.closedAt
    ? t.closed(format.fullMoment(kpi.closedAt), (kpi.digest ?? '').slice(0, 16))
    : periodEnd('MONTH', month) >= today
      ? t.running
      : t.notClosed;
  return (
    <header className={css.head}>
      <h1>{title}</h1>
      <p>
        {[`${terms.unitKind[unit.kind]} ${unit.id}`, unit.parent?.name, t.made(format.day(today))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{state}</p>
    </header>
  );
}
