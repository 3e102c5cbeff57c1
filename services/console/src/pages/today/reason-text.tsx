import { today } from '../../app/clock.js';
import { useFormat } from '../../app/format.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { promptName } from '../../parts/prompt-name.js';
import type { Item } from './documents.js';
import { cardLine, labelsOf, type ReasonLabel, type ReasonLine, reasonLine } from './model.js';
import { todayTexts } from './texts.js';
import css from './today.module.css';

/** Why, in a short line made of the facts; where there are none, the platform's own sentence. For an opened sheet. */
export function ReasonText({ reason }: { readonly reason: Item['reason'] }) {
  return <Line line={reasonLine(reason, today())} />;
}

/** The same for a card, which others may read over a shoulder; empty where `ReasonLabels` say it without amounts. */
export function CardReason({ reason }: { readonly reason: Item['reason'] }) {
  const line = cardLine(reason, today());
  return line && <Line line={line} />;
}

function Line({ line }: { readonly line: ReasonLine }) {
  const day = today();
  const t = useTexts(todayTexts);
  const format = useFormat();
  switch (line.kind) {
    case 'never':
      return t.never(line.intervalDays);
    case 'since':
      return t.since(line.days, line.intervalDays);
    case 'promised':
      return (
        <>
          {t.promised(line.on === day ? t.today : format.nearDay(line.on, day))}
          {line.overdueDays > 0 && <em className={css.late}>{t.overdue(line.overdueDays)}</em>}
        </>
      );
    case 'nextTry':
      return t.nextTry(format.dayMonth(line.on));
    case 'sentence':
      return line.text;
  }
}

/** Every other promise, and every occasion and signal, each in few words and without an amount. */
export function ReasonLabels({ item }: { readonly item: Pick<Item, 'reason' | 'prompts'> }) {
  const day = today();
  const t = useTexts(todayTexts);
  const terms = useTexts(termTexts);
  const format = useFormat();
  const labels = labelsOf(item);
  if (labels.length === 0) return null;
  const textOf = (label: ReasonLabel): string => {
    switch (label.kind) {
      case 'promised':
        return t.promised(label.on === day ? t.today : format.nearDay(label.on, day));
      case 'nextTry':
        return t.nextTry(format.dayMonth(label.on));
      case 'prompt':
        return promptName(terms.promptKind, label.of);
      case 'code':
        return terms.reason[label.code];
    }
  };
  return (
    <p className={css.labels}>
      {labels.map((label, index) => (
        <span key={index}>{textOf(label)}</span>
      ))}
    </p>
  );
}
