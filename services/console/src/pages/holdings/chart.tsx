import { useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useToday } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useSettings } from '../../app/settings-context.js';
import { useTexts } from '../../app/texts.js';
import { yuanText } from '../../parts/money.js';
import { Chips } from '../../ui/chips.js';
import { LineChart } from '../../ui/line-chart.js';
import { Answer, Skeleton } from '../../ui/states.js';
import { Balances } from './documents.js';
import { linesOf, shortYuan, type Span, spanOf, SPANS } from './model.js';
import { holdingsTexts } from './texts.js';
import css from './holdings.module.css';

const HEIGHT_PX = 220;

/** Deposits and loans of a client day by day. Load it lazily: the charts weigh more than the page. */
export function Chart({ clientId }: { readonly clientId: string }) {
  const t = useTexts(holdingsTexts);
  const format = useFormat();
  const today = useToday();
  const { language } = useSettings();
  const [span, setSpan] = useState<Span>(90);
  const asked = useAsk(Balances, { id: clientId, ...spanOf(span, today) }, { holdOn: true });
  return (
    <div>
      <Chips<Span>
        legend={t.span}
        columns={3}
        values={SPANS}
        value={span}
        text={(one) => t.spans[one]}
        onChange={setSpan}
      />
      <Answer of={asked} waiting={<Skeleton rows={1} height={HEIGHT_PX} />}>
        {({ client }) => {
          const days = client?.balances ?? [];
          if (days.length === 0) return <p className={css.quiet}>{t.noDays}</p>;
          const { x, deposits, loans } = linesOf(days);
          const last = days.at(-1)!;
          return (
            <LineChart
              x={x.map((day) => format.dayMonth(day))}
              series={[{ name: t.deposits, values: deposits }, ...(loans ? [{ name: t.loans, values: loans }] : [])]}
              label={t.chart(format.day(x[0]!), format.day(last.date), yuanText(last.deposits))}
              format={(amount) => shortYuan(language, amount)}
              heightPx={HEIGHT_PX}
            />
          );
        }}
      </Answer>
    </div>
  );
}
