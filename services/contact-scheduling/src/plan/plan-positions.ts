import { encodePosition } from '@hengxin/event-bus';
import type { EventsOf } from '@hengxin/projections';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { PlanEvent } from './plan.decider.js';
import type { planItems } from './plan-items.projection.js';

/** Clients of plans whose latest change is kept at most, some 250 bytes each. */
const CLIENTS_KEPT = 100_000;

/**
 * Where clients changed last in the plans of each member of staff: by a command here, and by what all instances have
 * told. A question about a client in somebody's plans waits for these places alone. It does not wait for all that they
 * and others have planned meanwhile.
 */
@Injectable()
export class PlanPositions {
  /** What is forgotten for want of room was told long ago: those few places are waited for by all. */
  private readonly commanded: LRUCache<string, string> = this.kept((position) => (this.forgotten.commanded = position));
  private readonly heard: LRUCache<string, string> = this.kept((position) => (this.forgotten.heard = position));
  private readonly forgotten: { commanded?: string; heard?: string } = {};

  /** `position`: of a command that was carried out here. */
  changed(staffId: string, clientIds: readonly string[], position: string | null): void {
    if (position !== null) for (const clientId of clientIds) this.commanded.set(keyOf(staffId, clientId), position);
  }

  take(events: EventsOf<typeof planItems>): void {
    for (const event of events) {
      const position = encodePosition({ position: event.position });
      for (const clientId of clientsIn(event)) this.heard.set(keyOf(event.data.staffId, clientId), position);
    }
  }

  /** None for a client who has stood in no plan of this member of staff for long. */
  of(staffId: string, clientId: string): string[] {
    const key = keyOf(staffId, clientId);
    const positions = [this.commanded.get(key), this.heard.get(key), this.forgotten.commanded, this.forgotten.heard];
    return positions.filter((position) => position !== undefined);
  }

  private kept(forget: (position: string) => void): LRUCache<string, string> {
    return new LRUCache({
      max: CLIENTS_KEPT,
      dispose: (position, _, reason) => reason === 'evict' && forget(position),
    });
  }
}

type ClientsOf<Event extends PlanEvent> = (data: Event['data']) => readonly string[];

const ofItem = ({ clientId }: { readonly clientId: string }): readonly string[] => [clientId];

/** One for each event of plans: one that is forgotten does not compile. */
const CLIENTS_OF: { readonly [Type in PlanEvent['type']]: ClientsOf<Extract<PlanEvent, { type: Type }>> } = {
  PlanDrawn: ({ items }) => items.map(({ clientId }) => clientId),
  PlanItemAdded: ({ item }) => [item.clientId],
  PlanItemDone: ofItem,
  PlanItemDeferred: ofItem,
  PlanItemSkipped: ofItem,
  PlanItemCancelled: ofItem,
};

/** The clients whose items an event is about. */
export function clientsIn({ type, data }: Pick<PlanEvent, 'type' | 'data'>): readonly string[] {
  const clientsOf = CLIENTS_OF[type] as ClientsOf<PlanEvent>;
  return clientsOf(data);
}

/** No id of staff holds a blank. */
function keyOf(staffId: string, clientId: string): string {
  return `${staffId} ${clientId}`;
}
