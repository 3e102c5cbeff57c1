import { lazy, Suspense, useState } from 'react';
import { useAsk } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { yuanText } from '../../parts/money.js';
import { promptName } from '../../parts/prompt-name.js';
import { Card } from '../../ui/page.js';
import { Answer, Skeleton } from '../../ui/states.js';
import { Holdings, type Told } from './documents.js';
import { factOf, isMoney, type Signal, signalsOf } from './model.js';
import { holdingsTexts } from './texts.js';
import css from './holdings.module.css';

const Chart = lazy(async () => ({ default: (await import('./chart.js')).Chart }));

/** What a client has, as the core system tells it: products, sums, what signals rest on, and a picture by day. */
export function HoldingsOfClient({ clientId }: { readonly clientId: string }) {
  const t = useTexts(holdingsTexts);
  const asked = useAsk(Holdings, { id: clientId });
  return (
    <Card title={t.title}>
      <Answer of={asked} waiting={<Skeleton rows={2} height={48} />}>
        {({ client }) => (client ? <Shown told={client} /> : null)}
      </Answer>
    </Card>
  );
}

function Shown({ told }: { readonly told: Told }) {
  const t = useTexts(holdingsTexts);
  const [isOpen, setOpen] = useState(false);
  const { deposits, loans, holdings } = told;
  const signals = signalsOf(told.prompts);
  const isTold = deposits !== null || loans !== null || holdings.length > 0;
  if (!isTold) return <p className={css.quiet}>{t.none}</p>;
  return (
    <>
      <dl className={css.sums}>
        {(
          [
            [t.deposits, deposits],
            [t.loans, loans],
          ] as const
        ).map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{amount === null ? t.unknown : yuanText(amount)}</dd>
          </div>
        ))}
      </dl>
      <List holdings={holdings} />
      {signals.length > 0 && (
        <details className={css.more} open>
          <summary>{t.signals}</summary>
          <ul className={css.signals}>
            {signals.map((signal) => (
              <SignalLine key={signal.kind + signal.lapsesOn} signal={signal} />
            ))}
          </ul>
        </details>
      )}
      <details className={css.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t.byDay}</summary>
        {isOpen && (
          <Suspense fallback={<Skeleton rows={1} height={240} />}>
            <Chart clientId={told.id} />
          </Suspense>
        )}
      </details>
    </>
  );
}

function List({ holdings }: Pick<Told, 'holdings'>) {
  const t = useTexts(holdingsTexts);
  const format = useFormat();
  return (
    <ul className={css.list}>
      {holdings.map(({ id, productName, kind, balance, asOf, openedOn, maturesOn, closedOn }) => (
        <li key={id}>
          <b>{productName}</b>
          <strong>{yuanText(balance)}</strong>
          <small>
            {[
              t.kind[kind],
              openedOn && t.opened(format.day(openedOn)),
              maturesOn && t.matures(format.day(maturesOn)),
              closedOn && t.closes(format.day(closedOn)),
              t.asOf(format.day(asOf)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  );
}

function SignalLine({ signal: { kind, label, lapsesOn, facts } }: { readonly signal: Signal }) {
  const t = useTexts(holdingsTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const nameOf = (fact: string) => {
    const known = factOf(fact);
    return known ? t.fact[known] : fact;
  };
  return (
    <li>
      <b>{promptName(terms.promptKind, { kind, label })}</b> <small>{t.until(format.day(lapsesOn))}</small>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{nameOf(fact.name)}</dt>
            <dd>{isMoney(fact.name) ? yuanText(fact.value) : fact.value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
