import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { type Grain, periodAfter } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Select } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { FiguresAttainments } from '../figures/appraisal-documents.js';
import { Chooser } from '../figures/chooser.js';
import { searchOf } from '../figures/crumbs.js';
import { Explained } from '../figures/explained.js';
import { type MetricName, METRICS } from '../figures/metrics.js';
import type { Scope } from '../figures/model.js';
import { usePeriodWords } from '../figures/words.js';
import { CockpitMap, CockpitMetrics, type MapRow } from './documents.js';
import { COLUMNS, placesOf, SHADES, type View, warmthOfAttainment, warmthOfPlace } from './model.js';
import type { PartProps } from './page.js';
import { Switch } from './switch.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

/** Among fewer a place says nothing (rule 15). */
const FEWEST_PEERS = 5;
/** What stands at the end of a row's trend. */
const TREND_PERIODS = 6;

/** Units beside each other: a row each, coloured by their place among them or by what they reached of their targets. */
export function UnitMap({ view, unit }: PartProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const { change } = useAddress();
  const { grain, start, by, metrics, tree, columns } = view;
  const period = { grain, start };
  const asked = { unitId: unit.id, period, metrics: [...new Set([...metrics, by])], sortBy: by, view: tree };
  const list = useAskPages(CockpitMap, asked, ({ kpiTable }) => kpiTable, { holdOn: true });
  const isOfMonths = columns === 'months';
  const shade = isOfMonths ? 'place' : view.shade;
  return (
    <Card title={t.mapTitle}>
      <div className={css.choosing}>
        <Switch
          legend={t.columns}
          values={COLUMNS}
          value={columns}
          text={(one) => t.columnsOf[one]}
          onChange={(one) => change({ columns: one === 'metrics' ? null : one })}
        />
        {!isOfMonths && (
          <Switch
            legend={t.colour}
            values={SHADES}
            value={shade}
            text={(one) => t.shades[one]}
            onChange={(one) => change({ shade: one === 'place' ? null : one })}
          />
        )}
        {isOfMonths ? (
          <Select<MetricName>
            label={t.metric}
            value={by}
            values={METRICS}
            text={(one) => terms.metric[one]}
            onChange={(one) => one && change({ by: one })}
          />
        ) : (
          <Chooser shown={metrics} onChange={(chosen) => change({ metrics: chosen.join(',') })} />
        )}
      </div>
      <p className={css.quiet}>{shade === 'place' ? t.placeHint : t.attainmentHint}</p>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.noneBelow} />
          ) : (
            <Cells view={{ ...view, shade }} rows={edges.map(({ node }) => node)} label={t.mapTitle} />
          )
        }
      </Answer>
      <More list={list} />
    </Card>
  );
}

interface CellsProps {
  readonly view: View;
  readonly rows: readonly MapRow[];
  readonly label: string;
}
function Cells({ view, rows, label }: CellsProps) {
  const t = useTexts(cockpitTexts);
  const columns = useColumns(view, rows);
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={css.map}>
        <thead>
          <tr>
            <th scope="col">{t.unit}</th>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={(row.unit ?? row.staff)!.id} view={view} row={row} columns={columns} index={index} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Column {
  readonly key: string;
  readonly title: string;
  readonly metric: MetricName;
  /** Of another period than the page's. */
  readonly start: string | undefined;
  readonly values: readonly (number | null)[];
  readonly places: readonly (number | null)[];
}
/** The columns with all their values, and what place each of these has. */
function useColumns({ columns, metrics, by, grain, start }: View, rows: readonly MapRow[]): readonly Column[] {
  const terms = useTexts(termTexts);
  const words = useShortPeriod();
  const known = useAsk(CockpitMetrics, {});
  const lower = new Set(
    known.data?.metrics.filter(({ direction }) => direction === 'LOWER_IS_BETTER').map(({ code }) => code),
  );
  const column = (key: string, title: string, metric: MetricName, of: string | undefined, each: Value): Column => {
    const values = rows.map(each);
    return {
      key,
      title,
      metric,
      start: of,
      values,
      places:
        values.filter((value) => value !== null).length < FEWEST_PEERS
          ? values.map(() => null)
          : placesOf(values, lower.has(metric)),
    };
  };
  if (columns === 'metrics')
    return metrics.map((metric) =>
      column(metric, terms.metric[metric], metric, undefined, ({ values }) => valueIn(values, metric)),
    );
  return Array.from({ length: TREND_PERIODS }, (_, at) => {
    const of = periodAfter(grain, start, at + 1 - TREND_PERIODS);
    return column(of, words(grain, of), by, of, ({ trend }) => trend?.at(at - TREND_PERIODS) ?? null);
  });
}
type Value = (row: MapRow) => number | null;
const valueIn = (values: MapRow['values'], metric: MetricName) =>
  values.find((value) => value.metric === metric)?.value ?? null;

/** A period as the head of a column: a month alone is short enough. */
function useShortPeriod(): (grain: Grain, start: string) => string {
  const format = useFormat();
  const words = usePeriodWords();
  return (grain, start) => (grain === 'DAY' || grain === 'WEEK' ? format.dayMonth(start) : words(grain, start));
}

interface RowProps {
  readonly view: View;
  readonly row: MapRow;
  readonly columns: readonly Column[];
  readonly index: number;
}
function Row({ view, row, columns, index }: RowProps) {
  const { params } = useAddress();
  const { id, name } = (row.unit ?? row.staff)!;
  const scope: Scope = row.unit ? { unitId: id } : { staffId: id };
  const reached = useReached(view, scope);
  return (
    <tr>
      <th scope="row">
        {row.unit ? (
          <Link to={searchOf(params, { unit: id, explain: null })}>{name}</Link>
        ) : (
          <Link to={`/figures?staff=${encodeURIComponent(id)}&grain=${view.grain}&start=${view.start}`}>{name}</Link>
        )}
      </th>
      {columns.map(({ key, metric, start, values, places }) => {
        const value = values[index] ?? null;
        const shade = view.shade === 'place' ? (places[index] ?? null) : (reached.get(metric) ?? null);
        return (
          <Cell key={key} by={view.shade} shade={shade}>
            <Explained metric={metric} value={value} scope={scope} name={name} {...(start && { start })} />
          </Cell>
        );
      })}
    </tr>
  );
}

/** How far the targets of a row were reached; asked where the colours are of them. */
function useReached({ shade, grain, start }: View, scope: Scope): ReadonlyMap<string, number | null> {
  const isAsked = shade === 'attainment' && grain !== 'DAY' && grain !== 'WEEK';
  const asked = useAsk(
    FiguresAttainments,
    { scope, period: { grain, start }, level: 'BASE' },
    { when: isAsked, holdOn: true },
  );
  return new Map(isAsked ? asked.data?.attainments.map(({ metric, attainment }) => [metric, attainment]) : []);
}

interface CellProps {
  readonly by: View['shade'];
  readonly shade: number | null;
  readonly children: ReactNode;
}
/** A figure on a colour, with what the colour says in figures too. */
function Cell({ by, shade, children }: CellProps) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  const warmth = by === 'place' ? warmthOfPlace(shade) : warmthOfAttainment(shade);
  return (
    <td
      data-way={Math.sign(warmth)}
      style={{ '--warmth': `${Math.round(Math.abs(warmth) * WARMEST_PERCENT)}%` } as CSSProperties}
    >
      {children}
      {shade !== null && (
        <small>{by === 'place' ? t.place(String(Math.round(shade * 100))) : format.percent(shade)}</small>
      )}
    </td>
  );
}
/** Words on it stay readable in both themes. */
const WARMEST_PERCENT = 38;
