import { percentOf } from '../../parts/percent.js';

/** Somebody by code and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}
/** A share of the credit of a visit. */
export interface Share {
  readonly staff: Named;
  readonly percent: number;
}
/** Percents as they are typed, by the code of whom they are of. */
export type CreditDraft = Readonly<Record<string, string>>;

/** Who may have a share: whose visit it is, who went along, and who helped with it; each once. Pure. */
export function sharersOf(
  { staff, participants }: { readonly staff: Named; readonly participants: readonly Named[] },
  helpers: readonly (Named | null)[],
): readonly Named[] {
  const all = [staff, ...participants, ...helpers].filter((one) => one !== null);
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}

/** The shares as they stand, to be changed. Pure. */
export const draftOf = (credit: readonly Share[]): CreditDraft =>
  Object.fromEntries(credit.map(({ staff, percent }) => [staff.id, String(percent)]));

/** Whether every percent that was typed is a whole one. Pure. */
export const isReadable = (draft: CreditDraft): boolean =>
  Object.values(draft).every((text) => percentOf(text) !== null);

/** The shares as the platform takes them; who has none is left out. Pure. */
export const sharesOf = (draft: CreditDraft, sharers: readonly Named[]): { staffId: string; percent: number }[] =>
  sharers.flatMap(({ id }) => {
    const percent = percentOf(draft[id] ?? '') ?? 0;
    return percent > 0 ? [{ staffId: id, percent }] : [];
  });
