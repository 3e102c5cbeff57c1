import { type Aggregate, categoryOf } from './aggregate.js';
import type { EventType } from './define-event.js';

type Data = Record<string, unknown>;

/** An event's definition, and the kind of stream that holds it. */
export interface CataloguedEvent {
  readonly aggregate: Aggregate;
  readonly event: EventType;
}

/** Data as a version of its event has it. */
export interface Versioned {
  readonly version: number;
  readonly data: Data;
}

/** What the values of a domain's events have to be, beyond what their schemas say. */
export interface ValueRules {
  /** Stored data as today's schemas would have taken it; the data itself where nothing is to be mended. */
  heal(type: string, data: Data): Data;
  /** Whether a text is a moment that an event may carry. */
  isMoment(text: string): boolean;
  /** Whether a text is a business date that an event may carry. */
  isBusinessDate(text: string): boolean;
}

/** All that an event log and a bus know of the domain: which events there are, and how stored ones become today's. */
export class EventCatalogue {
  private readonly byName: ReadonlyMap<string, Aggregate>;
  private readonly byType = new Map<string, CataloguedEvent>();

  /** Throws where two events share a type. */
  constructor(
    readonly aggregates: readonly Aggregate[],
    readonly values: ValueRules,
  ) {
    this.byName = new Map(aggregates.map((aggregate) => [aggregate.name, aggregate]));
    for (const aggregate of aggregates)
      for (const event of Object.values(aggregate.events)) {
        if (this.byType.has(event.type)) throw new Error(`two events are called ${event.type}`);
        this.byType.set(event.type, { aggregate, event });
      }
  }

  /** The aggregate of a stream. Throws for a stream that no context owns. */
  aggregateOfStream(stream: string): Aggregate {
    const aggregate = this.byName.get(categoryOf(stream));
    if (!aggregate) throw new Error(`no context owns stream ${stream}`);
    return aggregate;
  }

  /** The aggregate and definition of an event type, undefined for one unknown to this version. */
  definitionOf(type: string): CataloguedEvent | undefined {
    return this.byType.get(type);
  }

  /** The aggregates of one context. */
  aggregatesOf(context: string): readonly Aggregate[] {
    return this.aggregates.filter((aggregate) => aggregate.context === context);
  }

  /**
   * Stored data brought up to today's version of its event, and healed of values that were taken once and are no more.
   * A type or version that is not known yet stays as it was stored.
   */
  upcast(type: string, version: number, data: Data): Versioned {
    const event = this.byType.get(type)?.event;
    if (!event || version > event.version) return { version, data };
    return {
      version: event.version,
      data: this.values.heal(type, version < event.version ? event.upcast(version, data) : data),
    };
  }
}
