import { useFormat } from '../../app/format.js';
import { periodEnd } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import type { Result } from './documents.js';
import { useLevel } from './table.js';
import { addsUp, isCounted, type MetricName, type Scope, sharesOf, valueOf, type View } from './model.js';
import { Shares } from './share.js';
import { figuresTexts } from './texts.js';
import { Trend } from './trend.js';
import css from './figures.module.css';

interface Props {
  readonly view: View;
  readonly scope: Scope;
  readonly kpi: Result;
  readonly today: string;
  onLook(metric: MetricName): void;
}

/** The chosen metric as pictures: over time, and by what is below. */
export function Overview({ view, scope, kpi, today, onLook }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const name = terms.metric[view.by];
  const value = valueOf(kpi.values, view.by);
  const isRunning = periodEnd(view.grain, view.start) >= today;
  return (
    <>
      {isRunning && <p className={css.hint}>{view.start > today ? t.notBegun : t.running(format.day(today))}</p>}
      <div className={css.pictures}>
        <Card
          title={t.trendOf(name)}
          extra={
            value && isCounted(value) ? (
              <button type="button" className={css.link} onClick={() => onLook(view.by)}>
                {t.behind(name)}
              </button>
            ) : undefined
          }
        >
          <Trend scope={scope} grain={view.grain} start={view.start} metric={view.by} />
        </Card>
        {kpi.unit && (
          <ByUnit
            view={view}
            unitId={kpi.unit.id}
            whole={value?.value}
            title={addsUp(view.by) ? t.share(name) : t.compare(name)}
          />
        )}
      </div>
    </>
  );
}

interface ByUnitProps {
  readonly view: View;
  readonly unitId: string;
  readonly whole: number | null | undefined;
  readonly title: string;
}
function ByUnit({ view, unitId, whole, title }: ByUnitProps) {
  // The greatest parts, in either order of the table.
  const { edges } = useLevel({ ...view, descending: true }, unitId);
  const parts = (edges ?? []).map(({ node: { unit, staff, values } }) => ({
    key: (unit ?? staff)!.id,
    name: (unit ?? staff)!.name,
    value: valueOf(values, view.by)?.value ?? null,
  }));
  const shares = sharesOf(view.by, parts, whole);
  if (shares.length === 0) return null;
  return (
    <Card title={title}>
      <Shares metric={view.by} shares={shares} />
    </Card>
  );
}
