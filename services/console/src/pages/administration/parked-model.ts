import type { ParkedEvent, ServiceName } from './state-documents.js';

/** Events of one key that one consumer holds parked: the one at fault, and those behind it. */
export interface Queue {
  readonly id: string;
  readonly service: ServiceName;
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
  /** The oldest of them. */
  readonly first: Pick<ParkedEvent, 'type' | 'eventId' | 'code' | 'reason' | 'parkedAt'>;
  readonly events: number;
  /** Released, and about to be taken again. */
  readonly released: boolean;
}

/** A consumer that lags for so long is worth a look; most are behind for less than a second. */
const BEHIND_SECONDS = 30;
export const isBehind = (lagSeconds: number): boolean => lagSeconds >= BEHIND_SECONDS;

/** The parked events of a service as queues, in the order of the oldest of each. Pure. */
export function queuesOf(service: ServiceName, parked: readonly ParkedEvent[]): Queue[] {
  const queues = new Map<string, Queue>();
  for (const event of parked) {
    const { consumer, topic, key, released } = event;
    const id = JSON.stringify([service, consumer, topic, key]);
    const known = queues.get(id);
    if (known) queues.set(id, { ...known, events: known.events + 1 });
    else queues.set(id, { id, service, consumer, topic, key, first: event, events: 1, released });
  }
  return [...queues.values()];
}

/** Whether its oldest event can be skipped: the platform lets go of an event at fault alone. Pure. */
export const maySkip = ({ first, released }: Pick<Queue, 'first' | 'released'>): boolean =>
  !released && first.code !== 'BEHIND_PARKED';
