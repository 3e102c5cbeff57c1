import { useAskPages } from '../../api/ask.js';
import { PageEnd } from '../../api/fragments.js';
import { graphql } from '../../api/graphql.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Card } from '../../ui/page.js';
import { More } from '../../ui/states.js';
import { behindTexts } from './behind-texts.js';
import type { MetricName, Scope, View } from './model.js';
import css from './restated.module.css';

const FiguresRestated = graphql(
  `
    query FiguresRestated($scope: KpiScope!, $period: PeriodInput!, $after: String, $atLeast: Position) {
      kpi(scope: $scope, period: $period, metrics: [CONTACTS], atLeast: $atLeast) {
        restatements(first: 5, after: $after) {
          edges {
            node {
              at
              cause
              contact {
                id
                staff {
                  name
                }
                unit {
                  name
                }
                startedAt
              }
              changes {
                metric
                before
                after
              }
            }
          }
          pageInfo {
            ...PageEnd
          }
        }
      }
    }
  `,
  [PageEnd],
);

/** What has moved the figures since their period ended; nothing is shown where nothing has. */
export function Restated({ scope, view: { grain, start } }: { readonly scope: Scope; readonly view: View }) {
  const t = useTexts(behindTexts);
  const list = useAskPages(FiguresRestated, { scope, period: { grain, start } }, ({ kpi }) => kpi.restatements);
  const format = useFormat();
  if (!list.edges?.length) return null;
  return (
    <Card title={t.restated}>
      <p className={css.hint}>{t.restatedHint}</p>
      <ul className={css.restated}>
        {list.edges.map(({ node: { at, cause, contact, changes } }, index) => (
          <li key={`${at} ${index}`}>
            <time dateTime={at}>{format.fullMoment(at)}</time>
            <span>
              {t.cause[cause]}
              {contact &&
                ` · ${contact.staff.name} · ${contact.unit.name} · ${format.dayMonth(contact.startedAt.slice(0, 10))}`}
            </span>
            <Changes changes={changes} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}

interface ChangesProps {
  readonly changes: readonly { readonly metric: MetricName; readonly before: number; readonly after: number }[];
}
/** Numerators before and after; those of coverage are contact-days and are called so. */
function Changes({ changes }: ChangesProps) {
  const t = useTexts(behindTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  return (
    <span className={css.moves}>
      {changes.map(({ metric, before, after }) => (
        <span key={metric}>
          {t.moved(
            metric === 'COVERAGE' ? t.contactDays : terms.metric[metric],
            format.count(before),
            format.count(after),
          )}
        </span>
      ))}
    </span>
  );
}
