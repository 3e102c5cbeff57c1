import type { PlanReason } from '@hengxin/contracts';
import { promptText } from './prompt-text.rules.js';
import type { Prompt } from './prompts.policy.js';

type Language = 'zh' | 'en';

/**
 * Why a client stands in the plan, as a sentence to read out, made from the facts behind it; `first`: the prompt that
 * it was planned for, where it was one.
 */
export function reasonText(reason: PlanReason, note: string | null, language: Language, first?: Prompt): string {
  if (first && (reason.code === 'OCCASION' || reason.code === 'SIGNAL'))
    return language === 'zh'
      ? `${promptText(first, language)}${sinceZh(reason)}。`
      : `${promptText(first, language)} ${capital(sinceEn(reason))}.`;
  return language === 'zh' ? `${whyZh(reason, note)}${sinceZh(reason)}。` : `${whyEn(reason, note)}${sinceEn(reason)}.`;
}

function whyZh({ code, promisedOn, deferredTo, nextTryOn }: PlanReason, note: string | null): string {
  switch (code) {
    case 'PROMISE':
      if (nextTryOn) return `计划 ${nextTryOn} 再次联系；`;
      if (!promisedOn) return `推迟至 ${deferredTo}；`;
      return `约定 ${promisedOn} 联系${deferredTo ? `，推迟至 ${deferredTo}` : ''}；`;
    case 'OCCASION':
      return '临近对客户重要的日子；';
    case 'SIGNAL':
      return '账户变动值得联系；';
    case 'ADDED':
      return `手工加入${note ? `（${note}）` : ''}；`;
    case 'CADENCE':
      return '';
  }
}

function sinceZh({ code, lastContactOn, daysSinceContact, intervalDays }: PlanReason): string {
  const last = lastContactOn === null ? '尚无有效联系' : `上次联系 ${lastContactOn}，已过 ${daysSinceContact} 天`;
  return code === 'CADENCE' && intervalDays !== null ? `${last}，应每 ${intervalDays} 天联系一次` : last;
}

function whyEn({ code, promisedOn, deferredTo, nextTryOn }: PlanReason, note: string | null): string {
  switch (code) {
    case 'PROMISE':
      if (nextTryOn) return `To be tried again on ${nextTryOn}; `;
      if (!promisedOn) return `Put off to ${deferredTo}; `;
      return `To be contacted on ${promisedOn} as agreed${deferredTo ? `, put off to ${deferredTo}` : ''}; `;
    case 'OCCASION':
      return 'A date that matters to the client is near; ';
    case 'SIGNAL':
      return 'The client’s accounts give a reason to call; ';
    case 'ADDED':
      return `Added by hand${note ? ` (${note})` : ''}; `;
    case 'CADENCE':
      return '';
  }
}

function sinceEn({ code, lastContactOn, daysSinceContact, intervalDays }: PlanReason): string {
  const start = code === 'CADENCE' ? 'L' : 'l';
  const days = daysSinceContact === 1 ? '1 day' : `${daysSinceContact} days`;
  const last =
    lastContactOn === null
      ? `${code === 'CADENCE' ? 'N' : 'n'}o effective contact yet`
      : `${start}ast contact on ${lastContactOn}, ${days} ago`;
  return code === 'CADENCE' && intervalDays !== null ? `${last}; due every ${intervalDays} days` : last;
}

function capital(sentence: string): string {
  return sentence[0]!.toUpperCase() + sentence.slice(1);
}
