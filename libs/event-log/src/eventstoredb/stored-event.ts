import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { EventCatalogue, NewEvent, RecordedEvent } from '@hengxin/event-sourcing';
import type { AppendTexts } from '../append-texts.js';
import type { Proposed } from './append-call.js';
import { formatStorePosition } from './store-position.js';
import type { StreamNames } from './stream-names.js';

/** What stands beside an event's data: the server keeps no version, and its own fields are fixed. */
export interface StoredMetadata {
  readonly version: number;
  readonly meta: RecordedEvent['meta'];
}

/** Events as they are sent. */
export function proposedEvents(events: readonly NewEvent[], { data, meta }: AppendTexts): Proposed[] {
  return events.map(({ id, type, version }, i) => ({
    id,
    type,
    data: data[i]!,
    metadata: `{"version":${version},"meta":${meta[i]!}}`,
  }));
}

/** Our metadata; undefined for what others wrote: system streams and events, links, other systems. */
export function metadataOf(event: ServerEvent): StoredMetadata | undefined {
  if (event.streamId.startsWith('$') || event.type.startsWith('$') || !event.isJson) return undefined;
  const metadata = event.metadata as Partial<StoredMetadata> | undefined;
  return typeof metadata?.version === 'number' && typeof metadata.meta === 'object'
    ? (metadata as StoredMetadata)
    : undefined;
}

/** Turns what the server gives back into the port's event. */
export class EventReading {
  constructor(
    private readonly epoch: number,
    private readonly catalogue: Pick<EventCatalogue, 'upcast'>,
    private readonly names: StreamNames,
  ) {}

  position(event: ServerEvent): string {
    return formatStorePosition(this.epoch, event.position!);
  }

  recorded(event: ServerEvent): RecordedEvent {
    const stored = metadataOf(event);
    const stream = this.names.ours(event.streamId);
    if (!stored || stream === undefined)
      throw new Error(`${event.streamId}@${event.revision} was not written by the event log`);
    const { version, data } = this.catalogue.upcast(event.type, stored.version, event.data as Record<string, unknown>);
    return {
      id: event.id,
      type: event.type,
      version,
      data,
      meta: stored.meta,
      stream,
      revision: Number(event.revision),
      position: this.position(event),
      recordedAt: event.created.toISOString(),
    };
  }
}
