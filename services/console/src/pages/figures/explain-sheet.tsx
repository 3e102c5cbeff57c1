import { useState } from 'react';
import { Link } from 'react-router';
import { useAsk, useAskPages } from '../../api/ask.js';
import { useFormat } from '../../app/format.js';
import type { Grain } from '../../app/periods.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { Sheet } from '../../ui/sheet.js';
import { Answer, Note } from '../../ui/states.js';
import { FiguresExplained, FiguresExplainedContacts, type Step } from './explain-documents.js';
import { type Asked, explainOf } from './explain-model.js';
import { explainTexts } from './explain-texts.js';
import { usePeriodWords } from './words.js';
import css from './explain.module.css';

interface Props {
  /** What the address says of it. */
  readonly of: string;
  /** The page's; `of` may name another period of the same length. */
  readonly period: { readonly grain: Grain; readonly start: string };
  /** The page counts by the tree of today; what is explained is counted by that of each day. */
  readonly isOtherTree?: boolean;
  onClose(): void;
}

/** How the figure of an address came about; nothing where it names none. */
export function ExplainSheet({ of, ...props }: Props) {
  const asked = explainOf(of, props.period.grain);
  return asked && <Explanation of={asked} {...props} />;
}

interface ExplanationProps extends Omit<Props, 'of'> {
  readonly of: Asked;
}
/** A sentence, the steps to the figure, and the contacts behind them, each leading to its client. */
function Explanation({ of, period, isOtherTree = false, onClose }: ExplanationProps) {
  const t = useTexts(explainTexts);
  const terms = useTexts(termTexts);
  const words = usePeriodWords();
  const { metric, scope } = of;
  const asked = { scope, metric, period: { grain: period.grain, start: of.start ?? period.start } };
  const answer = useAsk(FiguresExplained, asked);
  return (
    <Sheet
      title={t.title(terms.metric[metric])}
      under={words(asked.period.grain, asked.period.start)}
      onClose={onClose}
    >
      <Answer of={answer}>
        {({ kpiExplain: { sentence, steps } }) => (
          <>
            <p className={css.sentence}>{sentence}</p>
            {isOtherTree && <Note>{t.byTreeOfDay}</Note>}
            <ol className={css.steps} aria-label={t.steps}>
              {steps.map((step, index) => (
                <li key={`${index} ${step.label}`}>
                  <span className={css.line}>
                    <span>{step.label}</span>
                    <b>{step.value}</b>
                  </span>
                  {step.rule && <small>{t.rule(step.rule)}</small>}
                  {step.contactIds && <Contacts ids={step.contactIds} of={asked} />}
                </li>
              ))}
            </ol>
          </>
        )}
      </Answer>
    </Sheet>
  );
}

interface ContactsProps {
  readonly ids: NonNullable<Step['contactIds']>;
  readonly of: Pick<Asked, 'scope' | 'metric'> & { readonly period: Props['period'] };
}
/** The ids that were counted, with their clients once they are looked at. */
function Contacts({ ids, of }: ContactsProps) {
  const t = useTexts(explainTexts);
  const format = useFormat();
  const [isOpen, open] = useState(false);
  const list = useAskPages(FiguresExplainedContacts, of, ({ kpiContacts }) => kpiContacts, {
    when: isOpen && ids.length > 0,
  });
  if (ids.length === 0) return <small>{t.noContacts}</small>;
  const known = new Map(list.edges?.map(({ node }) => [node.id, node]));
  return (
    <details className={css.contacts} onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{ids.length >= MOST_NAMED ? t.latest(ids.length) : t.contacts(ids.length)}</summary>
      {ids.length >= MOST_NAMED && <small>{t.most}</small>}
      <ul>
        {ids.map((id) => {
          const contact = known.get(id);
          return (
            <li key={id}>
              {contact ? (
                <Link to={`/clients/${encodeURIComponent(contact.client.id)}`}>
                  {contact.client.name} {format.moment(contact.startedAt)}
                </Link>
              ) : null}
              <small>{[contact?.staff.name, id].filter(Boolean).join(' · ')}</small>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
/** An explanation names no more. */
const MOST_NAMED = 100;
