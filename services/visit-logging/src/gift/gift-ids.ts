import type { BusinessDate } from '@hengxin/contracts';
import { deterministicId } from '@hengxin/service-kit';

/** The stock of an item in a unit. */
export function stockIdOf(itemId: string, unitId: string): string {
  return deterministicId('gift-stock', itemId, unitId);
}

/**
 * A gift's id says in which stream it lies, that of its client and calendar year: a service that has the id finds the
 * gift without a read model.
 */
export function newGiftId(clientId: string, on: BusinessDate, callerId: string, commandId: string): string {
  const book = deterministicId('client-gifts', clientId, on.slice(0, 4));
  return `${book}.${deterministicId('gift', callerId, commandId)}`;
}

/** The stream that a gift lies in. An id that is none of ours names a stream that is not there. */
export function bookOf(giftId: string): string {
  return giftId.split('.')[0]!;
}
