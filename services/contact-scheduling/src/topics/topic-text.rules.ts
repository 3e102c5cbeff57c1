import type { Suggestion } from './topics.policy.js';

type Language = 'zh' | 'en';

/** Why a topic is suggested, as a sentence to read out. */
export function becauseText({ isInterest, neededOn }: Suggestion, language: Language): string {
  if (neededOn === null) return language === 'zh' ? '客户的兴趣。' : 'An interest of the client.';
  if (isInterest)
    return language === 'zh'
      ? `客户的兴趣，也是 ${neededOn} 拜访时提出的需求。`
      : `An interest of the client, and a need told on the visit of ${neededOn}.`;
  return language === 'zh' ? `${neededOn} 拜访时提出的需求。` : `A need told on the visit of ${neededOn}.`;
}
