import { useAddress } from '../../app/address.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { type Asked, explainText } from './explain-model.js';
import type { MetricName, Scope } from './model.js';
import { figuresTexts } from './texts.js';
import { figureText, NO_VALUE } from './words.js';
import css from './explain.module.css';

interface Props {
  readonly metric: MetricName;
  readonly value: number | null | undefined;
  readonly scope: Scope;
  /** Whose it is, in words. */
  readonly name: string;
  /** Of another period than the page's. */
  readonly start?: string;
  /** In a row of a tree, which leads to it by arrows. */
  readonly inTree?: boolean;
}

/** A figure; pressing it tells how it came about. */
export function Explained({ metric, value, scope, name, start, inTree = false }: Props) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const explain = useExplain();
  const text = figureText(format, metric, value);
  if (text === NO_VALUE) return <>{text}</>;
  return (
    <button
      type="button"
      className={css.number}
      {...(inTree && { tabIndex: -1 })}
      aria-label={t.explain(name, terms.metric[metric], text)}
      onClick={() => explain({ metric, scope, start: start ?? null })}
    >
      {text}
    </button>
  );
}

/** Opens the explanation of a figure: it lies in the address. */
export function useExplain(): (of: Asked) => void {
  const { change } = useAddress();
  return (of) => change({ explain: explainText(of) });
}
