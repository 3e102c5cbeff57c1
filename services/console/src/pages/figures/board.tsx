import { Link } from 'react-router';
import { useAskPages } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useMe } from '../../app/me.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Select } from '../../ui/field.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty, More } from '../../ui/states.js';
import { FiguresBoard } from './appraisal-documents.js';
import { boardsOf } from './appraisal-model.js';
import { appraisalTexts } from './appraisal-texts.js';
import { searchOf } from './crumbs.js';
import { boardPath } from './export-model.js';
import { Explained } from './explained.js';
import { FileButtons } from './file-buttons.js';
import { type MetricName, METRICS, type Scope, type View } from './model.js';
import { figureText } from './words.js';
import css from './appraisal.module.css';

/** Places among peers by a metric: ties share a rank. */
export function Board({ view, scope }: { readonly view: View; readonly scope: Scope }) {
  const t = useTexts(appraisalTexts);
  const terms = useTexts(termTexts);
  const { change } = useAddress();
  const asked = {
    metric: view.by,
    period: { grain: view.grain, start: view.start },
    unitId: 'unitId' in scope ? scope.unitId : null,
  };
  const file = { ...asked.period, metric: asked.metric, unitId: asked.unitId };
  const list = useAskPages(FiguresBoard, asked, ({ leaderboard }) => leaderboard, { holdOn: true });
  return (
    <Card title={t.board} extra={<FileButtons pathOf={(ending) => boardPath(ending, file)} />}>
      <p className={css.quiet}>{t.boardHint}</p>
      <div className={css.choice}>
        <Select<MetricName>
          label={t.metric}
          value={view.by}
          values={METRICS}
          text={(one) => terms.metric[one]}
          onChange={(by) => change({ by })}
        />
      </div>
      <Answer of={{ ...list, data: list.edges }}>
        {(edges) =>
          edges.length === 0 ? (
            <Empty title={t.noBoard} hint={t.noBoardHint} />
          ) : (
            <div className={css.boards}>
              {boardsOf(edges.map(({ node }) => node)).map((places, index) => (
                <Places key={index} places={places} metric={view.by} />
              ))}
            </div>
          )
        }
      </Answer>
      <More list={list} />
    </Card>
  );
}

interface Place {
  readonly rank: number;
  readonly value: number | null;
  readonly peers: number;
  readonly staff: { readonly id: string; readonly name: string };
}
function Places({ places, metric }: { readonly places: readonly Place[]; readonly metric: MetricName }) {
  const t = useTexts(appraisalTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const { person } = useMe();
  const { params } = useAddress();
  const isRm = person?.role === 'RM';
  return (
    <table className={css.table}>
      <caption>{t.boardOf(places[0]?.peers ?? 0)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.rank}</th>
          <th scope="col" data-text>
            {t.staff}
          </th>
          <th scope="col">{terms.metric[metric]}</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ rank, value, staff }) => (
          <tr key={staff.id} data-own={staff.id === person?.id}>
            <td data-rank={rank <= 3 ? rank : undefined}>{rank}</td>
            <th scope="row" data-text>
              {/* A manager sees nobody else's page. */}
              {isRm ? (
                staff.name
              ) : (
                <Link to={searchOf(params, { unit: null, staff: staff.id, show: null })}>{staff.name}</Link>
              )}
              {staff.id === person?.id && <em>{t.you}</em>}
            </th>
            <td>
              {isRm && staff.id !== person?.id ? (
                figureText(format, metric, value)
              ) : (
                <Explained metric={metric} value={value} scope={{ staffId: staff.id }} name={staff.name} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
