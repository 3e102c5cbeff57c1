import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Select } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { Explained } from '../figures/explained.js';
import { type MetricName, METRICS } from '../figures/metrics.js';
import { figureText } from '../figures/words.js';
import { CockpitSpread } from './documents.js';
import type { PartProps } from './page.js';
import { cockpitTexts } from './texts.js';
import css from './cockpit.module.css';

const QUARTILES = ['least', 'lowerQuartile', 'median', 'upperQuartile', 'most'] as const;

/** How the figures of relationship managers lie, beside that of their unit: whether it is carried by a few. */
export function Spread({ view: { grain, start, by }, unit }: PartProps) {
  const t = useTexts(cockpitTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { change } = useAddress();
  const asked = useAsk(CockpitSpread, { unitId: unit.id, period: { grain, start }, metric: by }, { holdOn: true });
  const board = new URLSearchParams({ show: 'board', unit: unit.id, by, grain, start });
  const text = (value: number | null) => figureText(format, by, value);
  return (
    <Card
      title={t.part.spread}
      extra={
        <Link className={css.action} to={`/figures?${board.toString()}`}>
          {t.board}
        </Link>
      }
    >
      <div className={css.choosing}>
        <Select<MetricName>
          label={t.metric}
          value={by}
          values={METRICS}
          text={(one) => terms.metric[one]}
          onChange={(one) => one && change({ by: one })}
        />
      </div>
      <Answer of={asked}>
        {({ kpiDistribution: { bars, staff, withoutValue, ...spread }, kpi }) => {
          if (staff === 0) return <Empty title={t.noneBelow} />;
          const most = Math.max(...bars.map((bar) => bar.staff), 1);
          return (
            <>
              <dl className={css.quartiles}>
                <div>
                  <dt>{t.ofUnit}</dt>
                  <dd>
                    <Explained
                      metric={by}
                      value={kpi.values.find(({ metric }) => metric === by)?.value}
                      scope={{ unitId: unit.id }}
                      name={unit.name}
                    />
                  </dd>
                </div>
                {QUARTILES.map((one) => (
                  <div key={one}>
                    <dt>{t.quartiles[one]}</dt>
                    <dd>{text(spread[one])}</dd>
                  </div>
                ))}
                <div>
                  <dt>{t.managers}</dt>
                  <dd>{t.people(format.count(staff), withoutValue)}</dd>
                </div>
              </dl>
              <table className={css.bars}>
                <caption>{t.spreadOf(terms.metric[by])}</caption>
                <thead>
                  <tr>
                    <th scope="col">{terms.metric[by]}</th>
                    <th scope="col">{t.managers}</th>
                  </tr>
                </thead>
                <tbody>
                  {bars.map((bar) => (
                    <tr key={bar.from}>
                      <th scope="row">
                        {bar.from === bar.to ? text(bar.from) : `${text(bar.from)} – ${text(bar.to)}`}
                      </th>
                      <td>
                        <span aria-hidden="true" style={{ width: `calc((100% - 64px) * ${bar.staff / most})` }} />
                        {format.count(bar.staff)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          );
        }}
      </Answer>
      <p className={css.quiet}>{t.spreadHint}</p>
    </Card>
  );
}
