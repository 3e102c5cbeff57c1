import type { BusinessDate } from '@hengxin/contracts';

/** A day agreed with a client, and when it was. Moments are milliseconds of the epoch. */
export interface Promised {
  readonly madeMs: number;
  readonly on: BusinessDate;
}

/** What may have ended a promise. */
export interface SincePromised {
  /** The last effective contact, by anybody; null for none. */
  readonly lastContact: { readonly ms: number; readonly on: BusinessDate } | null;
  /** When a promise was let go last by skipping what was planned for it; null for never. */
  readonly letGo: { readonly ms: number; readonly on: BusinessDate } | null;
}

/**
 * Days that a client is still promised. A newer promise takes the place of an older one. One is kept by an effective
 * contact made since, on its day or later; and let go by a skip once it was due.
 */
export function openPromises(promised: readonly Promised[], { lastContact, letGo }: SincePromised): BusinessDate[] {
  const newest = promised.reduce<Promised | undefined>(
    (known, each) => (known && known.madeMs > each.madeMs ? known : each),
    undefined,
  );
  if (!newest) return [];
  const { madeMs, on } = newest;
  const isKept = lastContact !== null && lastContact.ms > madeMs && lastContact.on >= on;
  const isLetGo = letGo !== null && letGo.ms >= madeMs && letGo.on >= on;
  return isKept || isLetGo ? [] : [on];
}
