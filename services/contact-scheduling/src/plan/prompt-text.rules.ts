import type { PromptKind } from '@hengxin/contracts';
import type { Prompt } from './prompts.policy.js';

type Language = 'zh' | 'en';
type Facts = Readonly<Record<string, string | undefined>>;
type Sentence = (facts: Facts, prompt: Prompt) => string;

/** An occasion or a signal as a sentence to read out, made from its facts. */
export function promptText(prompt: Prompt, language: Language): string {
  const facts = Object.fromEntries(prompt.facts.map(({ name, value }) => [name, value]));
  const provisional = facts['provisional'] === undefined ? '' : PROVISIONAL[language];
  return (language === 'zh' ? ZH : EN)[prompt.kind](facts, prompt) + provisional;
}

/** What it is called: in the client's own words, by the product's name, or by its kind. */
export function promptLabel({ kind, label }: Prompt, language: Language): string {
  return label ?? LABELS[kind][language];
}

const PROVISIONAL = {
  zh: '（当年放假安排尚未公布）',
  en: ' (The holidays of that year are not announced yet.)',
} as const;

const LABELS: Readonly<Record<PromptKind, Readonly<Record<Language, string>>>> = {
  BIRTHDAY: { zh: '生日', en: 'Birthday' },
  ANNIVERSARY: { zh: '纪念日', en: 'Anniversary' },
  PRODUCT_ANNIVERSARY: { zh: '产品周年', en: 'Product anniversary' },
  DEPOSIT_MATURING: { zh: '产品到期', en: 'Deposit maturing' },
  LARGE_INFLOW: { zh: '大额转入', en: 'Large inflow' },
  BALANCE_FALL: { zh: '存款下降', en: 'Balance fall' },
  PRODUCT_CLOSED: { zh: '产品提前结清', en: 'Product closed' },
  DORMANT: { zh: '长期未动账', en: 'Dormant account' },
};

/** An amount as it is read: 1,234,567.00. */
const grouped = (amount: string) => amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const yuanZh = (amount: string | undefined) => (amount === undefined ? '' : `，${grouped(amount)} 元`);
const yuanEn = (amount: string | undefined) => (amount === undefined ? '' : `, CNY ${grouped(amount)}`);
const fallenZh = (now: string, mean: string) => `现为 ${grouped(now)} 元，此前 30 天平均 ${grouped(mean)} 元`;
const fallenEn = (now: string, mean: string) =>
  `CNY ${grouped(now)} now, CNY ${grouped(mean)} on average over the 30 days before`;
const sleptZh = (days: string | undefined) => (days ? `已 ${days} 天` : '长期');
const sleptEn = (days: string | undefined) => (days ? `${days} days` : 'long');

const ZH: Readonly<Record<PromptKind, Sentence>> = {
  BIRTHDAY: (facts, { date }) => `${date} 是客户的生日${lunarZh(facts)}。`,
  ANNIVERSARY: (facts, prompt) =>
    `${prompt.date} 是客户的“${promptLabel(prompt, 'zh')}”${lunarZh(facts)}${facts['years'] ? `，满 ${facts['years']} 年` : ''}。`,
  PRODUCT_ANNIVERSARY: ({ years }, prompt) =>
    `客户持有的“${promptLabel(prompt, 'zh')}”到 ${prompt.date}${years ? ` 满 ${years} 年` : '满周年'}。`,
  DEPOSIT_MATURING: ({ balance }, prompt) =>
    `客户的“${promptLabel(prompt, 'zh')}”将于 ${prompt.lapsesOn} 到期${yuanZh(balance)}。`,
  LARGE_INFLOW: ({ increase }, { from }) => `${from} 客户有大额资金转入${yuanZh(increase)}。`,
  BALANCE_FALL: ({ deposits, mean }) => `客户存款明显下降${deposits && mean ? `：${fallenZh(deposits, mean)}` : ''}。`,
  PRODUCT_CLOSED: ({ closedOn }, prompt) =>
    `客户的“${promptLabel(prompt, 'zh')}”已${closedOn ? `于 ${closedOn} ` : ''}提前结清。`,
  DORMANT: ({ days, deposits }) =>
    `客户账户${sleptZh(days)}没有变动${deposits ? `，存款 ${grouped(deposits)} 元` : ''}。`,
};

const EN: Readonly<Record<PromptKind, Sentence>> = {
  BIRTHDAY: (facts, { date }) => `The client’s birthday is on ${date}${lunarEn(facts)}.`,
  ANNIVERSARY: (facts, prompt) =>
    `${promptLabel(prompt, 'en')} is on ${prompt.date}${lunarEn(facts)}${facts['years'] ? `, ${yearsEn(facts['years'])} on` : ''}.`,
  PRODUCT_ANNIVERSARY: ({ years }, prompt) =>
    `The client will have held ${promptLabel(prompt, 'en')} for ${years ? yearsEn(years) : 'another year'} on ${prompt.date}.`,
  DEPOSIT_MATURING: ({ balance }, prompt) =>
    `${promptLabel(prompt, 'en')} matures on ${prompt.lapsesOn}${yuanEn(balance)}.`,
  LARGE_INFLOW: ({ increase }, { from }) => `A large sum came in on ${from}${yuanEn(increase)}.`,
  BALANCE_FALL: ({ deposits, mean }) =>
    `The client’s deposits have fallen${deposits && mean ? `: ${fallenEn(deposits, mean)}` : ''}.`,
  PRODUCT_CLOSED: ({ closedOn }, prompt) =>
    `${promptLabel(prompt, 'en')} was closed before its maturity${closedOn ? `, on ${closedOn}` : ''}.`,
  DORMANT: ({ days, deposits }) =>
    `Nothing has moved on the client’s accounts for ${sleptEn(days)}${deposits ? `; deposits CNY ${grouped(deposits)}` : ''}.`,
};

const MONTHS_ZH = '正二三四五六七八九十冬腊';
const DIGITS_ZH = '一二三四五六七八九十';

function lunarZh({ calendar, month, day }: Facts): string {
  if (calendar !== 'LUNAR' || !month || !day) return '';
  return `（农历${MONTHS_ZH[+month - 1]}月${lunarDayZh(+day)}）`;
}

/** 初一 to 三十, as people say them. */
function lunarDayZh(day: number): string {
  if (day <= 10) return `初${DIGITS_ZH[day - 1]}`;
  if (day < 20) return `十${DIGITS_ZH[day - 11]}`;
  if (day === 20) return '二十';
  return day === 30 ? '三十' : `廿${DIGITS_ZH[day - 21]}`;
}

function lunarEn({ calendar, month, day }: Facts): string {
  return calendar === 'LUNAR' ? ` (day ${day} of lunar month ${month})` : '';
}

function yearsEn(years: string): string {
  return years === '1' ? '1 year' : `${years} years`;
}
