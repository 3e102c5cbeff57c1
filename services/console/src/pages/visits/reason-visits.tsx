import { Button } from 'antd';
import { useAsk } from '../../api/ask.js';
import type { Grain } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { visitTerms } from '../../locales/visit-terms.js';
import { Card } from '../../ui/page.js';
import { usePeriodWords } from '../figures/words.js';
import { Reasons } from './documents.js';
import { type Behind, filterOf, whoseOf } from './reasons-model.js';
import { visitsTexts } from './texts.js';
import { VisitGrid } from './visit-grid.js';
import css from './visits.module.css';

interface Props {
  /** The unit of the map. */
  readonly unitId: string;
  readonly period: { readonly grain: Grain; readonly start: string };
  readonly behind: Behind;
  onClear(): void;
}

/** The visits behind a cell of the map: of whom, why and when, and the way back to the map. */
export function ReasonVisits({ unitId, period, behind, onClear }: Props) {
  const t = useTexts(visitsTexts);
  const terms = useTexts(visitTerms);
  const words = usePeriodWords();
  const rows = useAsk(Reasons, { unitId, period }, { holdOn: true }).data?.reasons ?? [];
  const when = words(period.grain, period.start);
  return (
    <Card title={t.behind} extra={<Button onClick={onClear}>{t.clear}</Button>}>
      <p className={css.hint}>{t.behindOf(whoseOf(behind, unitId, rows), terms.missed[behind.reason], when)}</p>
      <VisitGrid filter={filterOf(behind, unitId, period)} none={t.behindNone} />
    </Card>
  );
}
