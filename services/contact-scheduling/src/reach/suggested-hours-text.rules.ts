import type { SuggestedHours } from './suggested-hours.policy.js';

type Language = 'zh' | 'en';

/** When to try a client, as a sentence to read out. */
export function suggestedHoursText({ fromHour, toHour, answered, tried }: SuggestedHours, language: Language): string {
  return language === 'zh'
    ? `${fromHour} 点至 ${toHour} 点最容易联系上：${tried} 次联系中有 ${answered} 次得到回应。`
    : `Best reached from ${fromHour}:00 to ${toHour}:00: answered ${answered} of ${tried} times.`;
}
