import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router';
import { useAsk } from '../../api/ask.js';
import { useAddress } from '../../app/address.js';
import type { Grain } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { Card } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { searchOf } from '../figures/crumbs.js';
import { Reasons } from './documents.js';
import { type HeatCell, heatOf, type HeatLine, MISS_REASONS } from './model.js';
import { addressOf } from './reasons-model.js';
import { visitsTexts } from './texts.js';
import css from './visits.module.css';

interface Props {
  readonly unitId: string;
  readonly period: { readonly grain: Grain; readonly start: string };
  onOpen(unitId: string): void;
}

/**
 * Why goals were missed: a row a unit or person, a column a reason, warmer where it is more frequent. A cell leads to
 * its visits.
 */
export function Heat({ unitId, period, onOpen }: Props) {
  const t = useTexts(visitsTexts);
  const terms = useTexts(visitTerms);
  const asked = useAsk(Reasons, { unitId, period }, { holdOn: true });
  return (
    <Card title={t.reasons}>
      <Answer of={asked}>
        {({ reasons }) => {
          const lines = heatOf(unitId, reasons);
          if (lines.length === 0) return <Empty title={t.reasonsNone} />;
          return (
            <>
              <p className={css.hint}>{t.reasonsHint}</p>
              {/* A table wider than a phone scrolls, by keys too. */}
              <div className={css.scroll} tabIndex={0} role="group" aria-label={t.reasons}>
                <table className={css.heat}>
                  <thead>
                    <tr>
                      <th scope="col">{t.where}</th>
                      {MISS_REASONS.map((reason) => (
                        <th key={reason} scope="col">
                          {terms.missed[reason]}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map((line) => (
                      <tr key={line.key} data-kind={line.kind}>
                        <th scope="row">{nameOf(line, onOpen)}</th>
                        {line.cells.map((cell) => (
                          <Cell key={cell.reason} line={line} cell={cell} />
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answer>
    </Card>
  );
}

function nameOf({ kind, name, id }: HeatLine, onOpen: Props['onOpen']): ReactNode {
  if (kind !== 'unit') return name;
  return (
    <button type="button" onClick={() => onOpen(id)}>
      {name}
    </button>
  );
}

interface CellProps {
  readonly line: HeatLine;
  readonly cell: HeatCell;
}
function Cell({ line, cell: { reason, visits, meanPreparation, warmth } }: CellProps) {
  const t = useTexts(visitsTexts);
  const terms = useTexts(visitTerms);
  const { params } = useAddress();
  if (visits === 0) return <td data-none="true">0</td>;
  const text = t.cell(visits, (meanPreparation ?? 0).toFixed(1));
  return (
    <td style={{ '--warmth': `${Math.round(warmth * 100)}%` } as CSSProperties}>
      <Link to={searchOf(params, addressOf(line, reason))} aria-label={t.cellOf(line.name, terms.missed[reason], text)}>
        {text}
      </Link>
    </td>
  );
}
