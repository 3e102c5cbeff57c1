import type { BusinessDate } from '../calendar/dates.js';

/** A contact, as far as that decides which plan items it does. */
export interface DoingContact {
  readonly effective: boolean;
  readonly businessDate: BusinessDate;
  /** The item that its maker named; null for none. */
  readonly planItemId: string | null;
}

/** An open plan item. */
export interface OpenPlanItem {
  readonly itemId: string;
  /** Day of the plan. */
  readonly date: BusinessDate;
}

/**
 * Whether a contact does an open item of its client. It does not matter who made it or in which plan the item stands. A
 * contact does all items of its own day and of earlier days, which were missed. It also does one that it names, of any
 * day. A touch does none.
 */
export function doesItem(
  { effective, businessDate, planItemId }: DoingContact,
  { itemId, date }: OpenPlanItem,
): boolean {
  return effective && (itemId === planItemId || date <= businessDate);
}

/**
 * Of the open items that a contact does, the one that it is told with: its maker's own before a colleague's, else the
 * first.
 */
export function itemToldWith<Item extends OpenPlanItem & { readonly staffId: string }>(
  contact: DoingContact & { readonly staffId: string },
  open: readonly Item[],
): Item | undefined {
  const done = open.filter((item) => doesItem(contact, item));
  return done.find(({ staffId }) => staffId === contact.staffId) ?? done[0];
}

/** The item that a logged contact did, of those it names; null for none, as for a touch that names one. */
export function itemDoneBy({ effective, planItemId }: Pick<DoingContact, 'effective' | 'planItemId'>): string | null {
  return effective ? planItemId : null;
}
