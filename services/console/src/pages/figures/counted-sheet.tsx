import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import type { ResultOf } from '../../api/graphql.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Select } from '../../ui/field.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { FiguresCounted } from './counted-documents.js';
import { behindTexts } from './behind-texts.js';
import { Figures } from './documents.js';
import { explainText } from './explain-model.js';
import { isOver, type MetricName, type View, valueOf } from './model.js';
import { meaningTexts } from './meaning-texts.js';
import { figuresTexts } from './texts.js';
import { figureText, usePeriodWords } from './words.js';
import css from './behind.module.css';

interface Props {
  readonly view: View;
  readonly of: NonNullable<View['behind']>;
  onClose(): void;
}

type Row = ResultOf<typeof FiguresCounted>['kpiCounted']['edges'][number]['node'];
type Side = 'REACHED' | 'MISSED';
const SIDES: readonly Side[] = ['REACHED', 'MISSED'];

/** What a figure counts beside contacts, one by one, with what each adds to it. */
export function CountedSheet({ view: { grain, start }, of: { scope, metric }, onClose }: Props) {
  const figures = useTexts(figuresTexts);
  const t = useTexts(behindTexts);
  const meaning = useTexts(meaningTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const words = usePeriodWords();
  const [side, setSide] = useState<Side | ''>('');
  const period = { grain, start };
  const figure = useAsk(Figures, { scope, period });
  const reached = side === '' ? null : side === 'REACHED';
  const list = useAskPages(FiguresCounted, { scope, period, metric, reached }, ({ kpiCounted }) => kpiCounted);
  const rows = list.edges?.map(({ node }) => node);
  const { change } = useAddress();
  const kpi = figure.data?.kpi;
  const under = [
    kpi?.unit?.name ?? kpi?.staff?.name,
    words(grain, start),
    kpi && figureText(format, metric, valueOf(kpi.values, metric)?.value),
  ];
  return (
    <Sheet
      title={figures.behind(terms.metric[metric])}
      under={under.filter(Boolean).join(' · ')}
      onClose={onClose}
      footer={
        <Button
          size="large"
          onClick={() => change({ behind: null, explain: explainText({ metric, scope, start: null }) })}
        >
          {figures.how}
        </Button>
      }
    >
      <p className={css.meaning}>{meaning[metric]}</p>
      {isOver(metric) && (
        <Select<Side>
          label={t.side}
          none={t.all}
          value={side}
          values={SIDES}
          text={(one) => t.sides[one]}
          onChange={setSide}
        />
      )}
      <Answer of={{ ...list, data: rows }}>
        {(all) => (
          <>
            {all.length === 0 && !list.hasNextPage && <Empty title={t.noneCounted} />}
            <ul className={css.contacts}>
              {all.map((row, index) => (
                <Line key={index} metric={metric} row={row} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      <More list={list} />
    </Sheet>
  );
}

function Line({
  metric,
  row: { client, staff, date, about, aboutId, value, numerator, denominator },
}: {
  readonly metric: MetricName;
  readonly row: Row;
}) {
  const t = useTexts(behindTexts);
  const format = useFormat();
  const share = isOver(metric) && denominator !== null;
  return (
    <li>
      {client ? (
        <Link to={`/clients/${encodeURIComponent(client.id)}`}>
          {client.name} <small>{client.id}</small>
        </Link>
      ) : (
        <span>{about ? t.about[about] : staff.name}</span>
      )}
      <strong className={css.amount}>
        {share ? `${format.count(numerator)} / ${format.count(denominator)}` : format.count(value ?? numerator)}
      </strong>
      <span>
        {[about && client && t.about[about], about && aboutId, date && format.day(date), staff.name]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
