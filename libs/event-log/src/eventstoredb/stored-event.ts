import { type EventData, jsonEvent, type RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import type { Upcast } from '../upcast.js';
import { formatPlace } from './place.js';

/** What stands beside an event's data: the server keeps no version, and its own fields are fixed. */
export interface StoredMetadata {
  readonly version: number;
  readonly meta: RecordedEvent['meta'];
}

/** The event as it is sent. */
export function toServerEvent({ id, type, version, data, meta }: NewEvent): EventData {
  const metadata: StoredMetadata = { version, meta };
  return jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: metadata as unknown as Record<string, unknown> });
}

/** Our metadata; undefined for what others wrote: system streams and events, links, other systems. */
export function metadataOf(event: ServerEvent): StoredMetadata | undefined {
  if (event.streamId.startsWith('$') || event.type.startsWith('$') || !event.isJson) return undefined;
  const metadata = event.metadata as Partial<StoredMetadata> | undefined;
  return typeof metadata?.version === 'number' && typeof metadata.meta === 'object' ? (metadata as StoredMetadata) : undefined;
}

/** Turns what the server gives back into the port's event. */
export class EventReading {
  constructor(
    private readonly epoch: number,
    private readonly upcast: Upcast,
  ) {}

  position(event: ServerEvent): string {
    return formatPlace(this.epoch, event.position!);
  }

  recorded(event: ServerEvent): RecordedEvent {
    const stored = metadataOf(event);
    if (!stored) throw new Error(`${event.streamId}@${event.revision} was not written by the event log`);
    const { version, data } = this.upcast(event.type, stored.version, event.data as Record<string, unknown>);
    return {
      id: event.id,
      type: event.type,
      version,
      data,
      meta: stored.meta,
      stream: event.streamId,
      revision: Number(event.revision),
      position: this.position(event),
      recordedAt: event.created.toISOString(),
    };
  }
}
