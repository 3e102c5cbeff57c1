import type { ChecklistAnswer } from '@hengxin/contracts';

/** A line of the etiquette checklist, as it is shown. */
export interface ChecklistItem {
  readonly item: string;
  readonly en: string;
  readonly zh: string;
}

/** The checklists by version (rule 18). A version that was shown is never edited: answers name it. */
const CHECKLISTS: Readonly<Record<number, readonly ChecklistItem[]>> = {
  1: [
    { item: 'ATTIRE', en: 'Dressed neatly, badge on', zh: '着装整洁，佩戴工牌' },
    { item: 'ON_TIME', en: 'Leaving in time to arrive five minutes early', zh: '预留时间，提前五分钟到达' },
    { item: 'CALLED_AHEAD', en: 'Called ahead to confirm the time', zh: '已提前致电确认时间' },
    { item: 'CARDS', en: 'Business cards and documents at hand', zh: '名片与资料已备齐' },
    { item: 'NAME', en: 'Knows how to address everybody', zh: '清楚如何称呼对方' },
    { item: 'PHONE_SILENT', en: 'Phone set to silent', zh: '手机已调静音' },
  ],
};

export const CHECKLIST_VERSION = 1;

export function checklistOf(version: number): readonly ChecklistItem[] | undefined {
  return CHECKLISTS[version];
}

/**
 * The whole checklist with what was ticked: an unticked item is recorded, not refused. Answers the first given item
 * that the version does not have, where there is one.
 */
export function answeredChecklist(
  given: readonly { readonly item: string; readonly done: boolean }[],
  version: number,
): readonly ChecklistAnswer[] | { readonly unknown: string } {
  const items = checklistOf(version) ?? [];
  const unknown = given.find(({ item }) => !items.some((line) => line.item === item));
  if (unknown || items.length === 0) return { unknown: unknown?.item ?? '' };
  const ticked = new Set(given.filter(({ done }) => done).map(({ item }) => item));
  return items.map(({ item }) => ({ item, done: ticked.has(item), version }));
}
