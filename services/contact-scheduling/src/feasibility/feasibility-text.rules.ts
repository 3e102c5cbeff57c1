import type { Fix, Verdict } from './feasibility.policy.js';

type Language = 'zh' | 'en';

/** The verdict on a year as a sentence to read out. */
export function verdictText({ capacityLeft, owed, shortfall }: Verdict, year: number, language: Language): string {
  if (language === 'zh')
    return shortfall === 0
      ? `${year} 年剩余可联系 ${capacityLeft} 次，应联系 ${owed} 次，可以完成。`
      : `${year} 年剩余可联系 ${capacityLeft} 次，应联系 ${owed} 次，缺 ${shortfall} 次，按现有安排无法完成。`;
  return shortfall === 0
    ? `In ${year} there is room for ${capacityLeft} more contacts, and ${owed} are owed: it can be done.`
    : `In ${year} there is room for ${capacityLeft} more contacts, and ${owed} are owed: ${shortfall} too many.`;
}

/** What would be enough, as a sentence to read out. */
export function fixText(fix: Fix, language: Language): string {
  if (fix.kind === 'HAND_OVER')
    return language === 'zh'
      ? `移交欠联系次数最多的 ${fix.clients} 位客户即可完成。`
      : `Handing over the ${fix.clients === 1 ? 'client' : `${fix.clients} clients`} owed most is enough.`;
  return language === 'zh'
    ? `将高于 ${fix.contactsAYear} 次的 ${fix.clients} 位客户的年联系次数降到 ${fix.contactsAYear} 次即可完成。`
    : `Bringing the contacts a year of ${fix.clients === 1 ? '1 client' : `${fix.clients} clients`} down to ${fix.contactsAYear} is enough.`;
}
