import { useState } from 'react';
import { useAsk, useAskPages } from '../../api/ask.js';
import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { DateField } from '../../ui/date-field.js';
import { Field, Select } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, More, Note } from '../../ui/states.js';
import { Explained } from '../figures/explained.js';
import type { MetricName } from '../figures/metrics.js';
import { figureText, usePeriodWords } from '../figures/words.js';
import { addsUp, type Compared, comparedWith, momentOf } from './closing-model.js';
import { CockpitClosing, CockpitRevisions, CockpitShownThen, type Revision } from './documents.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

type Props = Pick<PartProps, 'view' | 'unit'>;

/** A closed period as it was shown at its closing or at any moment since, and the lines that lead to what it is now. */
export function ClosingDetail({ view, unit }: Props) {
  const t = useTexts(cockpitTexts);
  const words = usePeriodWords();
  const { grain, start } = view;
  const asked = useAsk(CockpitClosing, { scope: { unitId: unit.id }, period: { grain, start } });
  return (
    <Card title={t.shownThen(words(grain, start))}>
      <Answer of={asked}>
        {({ kpi: { closedAt, digest } }) =>
          closedAt ? (
            <Detail view={view} unit={unit} closedAt={closedAt} digest={digest} />
          ) : (
            <Empty title={t.notClosed} hint={t.notClosedHint} />
          )
        }
      </Answer>
    </Card>
  );
}

interface DetailProps extends Props {
  readonly closedAt: string;
  readonly digest: string | null;
}
function Detail({ view: { grain, start, metrics }, unit, closedAt, digest }: DetailProps) {
  const t = useTexts(cockpitTexts);
  const [asOf, setAsOf] = useState(closedAt);
  const scope = { unitId: unit.id };
  const period = { grain, start };
  const list = useAskPages(CockpitRevisions, { scope, period, metrics: [...metrics] }, ({ kpi }) => kpi.revisions);
  // What moved other figures than those that are shown is no line here.
  const revisions = list.edges?.map(({ node }) => node).filter(({ changes }) => changes.length > 0) ?? [];
  const shown = useAsk(
    CockpitShownThen,
    { scope, period, metrics: [...metrics], closing: closedAt, asOf },
    { holdOn: true },
  );
  const isWhole = list.edges !== undefined && !list.hasNextPage;
  return (
    <>
      {digest && (
        <p className={css.digest}>
          {t.digestOf} <code>{digest}</code>
        </p>
      )}
      <Moment closedAt={closedAt} revisions={revisions} asOf={asOf} onChange={setAsOf} />
      <Answer of={shown}>
        {({ closing, then, now }) => {
          const compared = comparedWith(closing.values, then.values, now.values, revisions);
          return (
            <>
              <Table compared={compared} unit={unit} />
              {isWhole && <Note>{addsUp(compared) ? t.addsUp(revisions.length) : t.addsNot}</Note>}
            </>
          );
        }}
      </Answer>
      {revisions.length > 0 && <h3 className={css.whose}>{t.revisions}</h3>}
      <ul className={css.revisions}>
        {revisions.map((revision) => (
          <RevisionLine key={revision.at} revision={revision} />
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

interface MomentProps {
  readonly closedAt: string;
  readonly revisions: readonly Revision[];
  readonly asOf: string;
  onChange(asOf: string): void;
}
/** As of when: the closing, a revision, or any moment since. */
function Moment({ closedAt, revisions, asOf, onChange }: MomentProps) {
  const t = useTexts(cockpitTexts);
  const format = useFormat();
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const moments = [...new Set([closedAt, ...revisions.map(({ at }) => at), asOf])];
  const put = (nextDay: string, nextTime: string) => {
    setDay(nextDay);
    setTime(nextTime);
    const moment = momentOf(nextDay, nextTime);
    if (moment) onChange(moment);
  };
  return (
    <div className={css.moment}>
      <Select
        label={t.asOf}
        value={asOf}
        values={moments}
        text={(at) => (at === closedAt ? t.atClosing(format.fullMoment(at)) : format.fullMoment(at))}
        onChange={(at) => at && onChange(at)}
      />
      <DateField label={t.otherDay} value={day} onChange={(next) => put(next, time)} />
      <Field label={t.otherTime} type="time" value={time} onChange={(next) => put(day, next)} />
    </div>
  );
}

function Table({ compared, unit }: { readonly compared: readonly Compared[]; readonly unit: PartProps['unit'] }) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={t.revisions}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.metric}</th>
            <th scope="col">{t.closing}</th>
            <th scope="col">{t.then}</th>
            <th scope="col">{t.now}</th>
            <th scope="col">{t.moved}</th>
          </tr>
        </thead>
        <tbody>
          {compared.map(({ metric: code, closing, then, now, moved }) => {
            const metric = code as MetricName;
            return (
              <tr key={metric}>
                <th scope="row">{terms.metric[metric]}</th>
                <td>{figureText(format, metric, closing.value)}</td>
                <td>{figureText(format, metric, then.value)}</td>
                <td>
                  <Explained metric={metric} value={now.value} scope={{ unitId: unit.id }} name={unit.name} />
                </td>
                <td data-moved={moved !== 0}>{signed(format, moved)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What a moment moved, numerators and denominators. */
function RevisionLine({ revision: { at, changes } }: { readonly revision: Revision }) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  return (
    <li>
      <time dateTime={at}>{format.fullMoment(at)}</time>
      {changes.map(({ metric, before, after }) => (
        <span key={metric}>
          {t.movedFrom(terms.metric[metric], sidesText(format, before), sidesText(format, after))}
        </span>
      ))}
    </li>
  );
}

type Sides = Revision['changes'][number]['before'];
const sidesText = (format: Format, { numerator, denominator }: Sides): string =>
  denominator === null ? format.count(numerator) : `${format.count(numerator)} / ${format.count(denominator)}`;
const signed = (format: Format, number: number): string =>
  number === 0 ? '0' : `${number > 0 ? '+' : '−'}${format.count(Math.abs(number))}`;
