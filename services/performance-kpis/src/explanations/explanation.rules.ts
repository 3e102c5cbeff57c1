import { DAYS_COUNTED, DAYS_COUNTED_BEFORE, kindOf, type MetricDefinition, type Value } from '../metrics/metric.js';
import type { ScopeFigures } from '../metrics/metric-set.js';
import { figuresOf, type Side, sideOf } from '../metrics/reading.js';
import { UNIT_WORDS, type Words, wordsOf } from '../metrics/side-words.js';

export type Language = keyof Words;

/** A figure that is to be explained. */
export interface Explained {
  readonly definition: MetricDefinition;
  readonly value: Value;
  /** What the scope reached and owed in the period. */
  readonly figures: ScopeFigures;
  /** Whose figure it is, as a reader calls it. */
  readonly who: Words;
  readonly start: string;
  /** Last day, included. */
  readonly end: string;
  /** The day of which a level is taken. */
  readonly on: string;
  /** The period touches a year whose official holidays are not known. */
  readonly isProvisional: boolean;
}

/** A step from what was counted to the figure. */
export interface ExplanationStep {
  readonly label: string;
  readonly value: string;
  /** The rule of the rulebook that it follows, by number. */
  readonly rule: string | null;
  /** True where the contacts that were counted stand behind it. */
  readonly hasContacts: boolean;
}

export interface Explanation {
  readonly sentence: string;
  readonly steps: readonly ExplanationStep[];
}

const RESULT: Words = { en: 'Result', zh: '结果' };
const NO_VALUE: Words = { en: 'no value: there is nothing to divide by', zh: '无数值：没有可作除数的数量' };
const DAYS: Words = { en: 'Days that are over', zh: '已过天数' };
const DAYS_BEFORE: Words = { en: 'Days of the period before', zh: '上期天数' };
const PROVISIONAL: Words = { en: 'Provisional', zh: '暂定' };
const HOLIDAYS_UNKNOWN: Words = {
  en: 'the official holidays of a year that it touches are not known yet',
  zh: '所涉年度的官方节假日尚未公布',
};

/** How a figure came about (rule 14): a sentence, and the steps from what was counted to it. */
export function explanationOf(explained: Explained, language: Language): Explanation {
  const { definition, value, isProvisional } = explained;
  const { formula, rule, drillDown } = definition;
  const step = (label: string, text: string, hasContacts = false): ExplanationStep => ({
    label,
    value: text,
    rule: String(rule),
    hasContacts,
  });
  const stepsOf = (side: Side, hasContacts: boolean): ExplanationStep[] => {
    const parts = figuresOf(side);
    const counted = (each: Side) =>
      amountOf(sideOf(each, explained.figures), { unit: countedIn(each, formula.kind) }, language);
    const whole = step(wordsOf(side)[language], counted(side), hasContacts);
    return parts.length < 2 ? [whole] : [whole, ...parts.map((part) => step(wordsOf(part)[language], counted(part)))];
  };
  const steps = [
    ...stepsOf(formula.of, drillDown !== 'NONE'),
    ...(formula.kind === 'ratio' ? stepsOf(formula.over, false) : []),
    ...(formula.kind === 'growth' ? stepsOf(formula.before, false) : []),
    ...daysCounted(explained, language).map(([label, days]) => step(label, days)),
    step(RESULT[language], resultOf(definition, value, language)),
  ];
  if (isProvisional)
    steps.push({ label: PROVISIONAL[language], value: HOLIDAYS_UNKNOWN[language], rule: '2', hasContacts: false });
  return { sentence: SENTENCE[language](explained), steps };
}

const SENTENCE: Record<Language, (explained: Explained) => string> = {
  en: ({ definition, value, who, start, end, on }) => {
    const when = kindOf(definition) === 'LEVEL' ? `on ${on}` : `from ${start} to ${end}`;
    const head = `${definition.name.en} of ${who.en} ${when}: ${resultOf(definition, value, 'en')}`;
    return `${head}${madeOf(definition, value, 'en')}. ${definition.summary}`;
  },
  zh: ({ definition, value, who, start, end, on }) => {
    const when = kindOf(definition) === 'LEVEL' ? on : `${start} 至 ${end}`;
    const head = `${who.zh} ${when} 的${definition.name.zh}：${resultOf(definition, value, 'zh')}`;
    return `${head}${madeOf(definition, value, 'zh')}。${definition.summaryZh}`;
  },
};

/** The days over which a daily average is taken, and those of the period before for a growth; none for another figure. */
function daysCounted({ definition, figures }: Explained, language: Language): readonly (readonly [string, string])[] {
  const { kind } = definition.formula;
  const day = (words: Words, name: string) =>
    [words[language], numberText(Number(figures[name] ?? 0), language)] as const;
  return [
    ...(kind === 'daily-average' || kind === 'growth' ? [day(DAYS, DAYS_COUNTED)] : []),
    ...(kind === 'growth' ? [day(DAYS_BEFORE, DAYS_COUNTED_BEFORE)] : []),
  ];
}

/** What a ratio is made of; nothing for a figure of another kind, whose steps tell it. */
function madeOf({ formula }: MetricDefinition, { numerator, denominator }: Value, language: Language): string {
  if (formula.kind !== 'ratio') return '';
  const side = (of: Side, number: number) =>
    language === 'zh'
      ? `${wordsOf(of).zh} ${numberText(number, 'zh')}`
      : `${wordsOf(of).en.toLowerCase()} (${numberText(number, 'en')})`;
  const [over, under] = [side(formula.of, numerator), side(formula.over, denominator!)];
  return language === 'zh' ? `（${over} ÷ ${under}）` : `, ${over} over ${under}`;
}

function resultOf({ formula }: MetricDefinition, { value }: Value, language: Language): string {
  if (value === null) return NO_VALUE[language];
  if (formula.kind !== 'ratio') return amountOf(value, formula.of, language);
  if (formula.of.unit !== formula.over.unit) return numberText(value, language);
  const percent = numberText(value * 100, language);
  return language === 'zh' ? `${percent}%` : `${percent} %`;
}

/** Money is counted in cents, and comes out in yuan. */
const countedIn = ({ unit }: Side, kind: MetricDefinition['formula']['kind']): keyof typeof UNIT_WORDS =>
  unit === 'YUAN' && kind !== 'count' ? 'CENT' : unit;

const amountOf = (number: number, { unit }: { readonly unit: keyof typeof UNIT_WORDS }, language: Language): string =>
  `${numberText(number, language)} ${UNIT_WORDS[unit][language]}`;

const numberText = (number: number, language: Language): string =>
  number.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-US', { maximumFractionDigits: 2 });
