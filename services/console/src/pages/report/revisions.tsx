import { type Format, useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { figureText } from '../figures/words.js';
import type { Reported } from './documents.js';
import { reportTexts } from './texts.js';
import css from './report.module.css';

type Revised = Reported['kpi']['revisions'];
type Change = Revised['edges'][number]['node']['changes'][number];

/** What has moved the figures of a closed month since its closing: all of them, not their numerators alone. */
export function Revisions({ of: { edges, pageInfo } }: { readonly of: Revised }) {
  const t = useTexts(reportTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const moves = edges.map(({ node }) => node).filter(({ changes }) => changes.length > 0);
  return (
    <section>
      <h2>{t.revisions}</h2>
      {moves.length === 0 ? (
        <p>{t.noRevisions}</p>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={t.revisions}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.when}</th>
                <th scope="col" data-text>
                  {t.what}
                </th>
              </tr>
            </thead>
            <tbody>
              {moves.map(({ at, changes }) => (
                <tr key={at}>
                  <th scope="row">{format.fullMoment(at)}</th>
                  <td data-text>
                    {changes
                      .map((change) => t.moved(terms.metric[change.metric], ...sidesOf(format, change)))
                      .join(' · ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pageInfo.hasNextPage && <p>{t.moreRevisions}</p>}
    </section>
  );
}

/** Before and after: the figures, or what they are made of where both figures read alike. */
function sidesOf(format: Format, { metric, before, after }: Change): [before: string, after: string] {
  const [was, is] = [figureText(format, metric, before.value), figureText(format, metric, after.value)];
  return was === is ? [partsText(format, before), partsText(format, after)] : [was, is];
}

const partsText = (format: Format, { numerator, denominator }: Change['before']): string =>
  denominator === null ? format.count(numerator) : `${format.count(numerator)} / ${format.count(denominator)}`;
