import type { DataOf } from '@hengxin/event-sourcing';
import { ClientAssigned, ClientRegistered, ConsentGranted } from './client.events.js';

/**
 * Events in which each tells one fact: what a registration tells beside the profile stands behind it, as the grants and
 * the assignment that would have told it later. For readers that keep consents or assignments and need not know when
 * they were told.
 */
export function singleFacts<E extends { readonly type: string; readonly version: number; readonly data: unknown }>(
  events: readonly E[],
): E[] {
  return events.flatMap((event) => {
    if (event.type !== ClientRegistered.type) return event;
    const { clientId, consents, keeper } = event.data as DataOf<typeof ClientRegistered>;
    const facts = consents.map((grant) => ({ ...event, ...told(ConsentGranted, { clientId, ...grant }) }));
    return [
      event,
      ...facts,
      ...(keeper ? [{ ...event, ...told(ClientAssigned, { clientId, ...keeper, previousRmId: null }) }] : []),
    ];
  });
}

const told = <Data>({ type, version }: { type: string; version: number }, data: Data) => ({ type, version, data });
