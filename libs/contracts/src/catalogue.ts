import { type Aggregate, categoryOf, type EventType } from '@hengxin/event-sourcing';
import { Client } from './client-registry/client.events.js';
import { Plan } from './contact-scheduling/plan.events.js';
import { Staff, Unit } from './organisation/organisation.events.js';
import { Contact } from './visit-logging/contact.events.js';

/** Every kind of stream that is published: what the relay, the transports and the generated reference know. */
export const AGGREGATES: readonly Aggregate[] = [Unit, Staff, Client, Contact, Plan] as unknown as readonly Aggregate[];

export const CONTEXTS = ['organisation', 'client-registry', 'contact-scheduling', 'visit-logging', 'performance-kpis'] as const;
export type Context = (typeof CONTEXTS)[number];

const byName = new Map(AGGREGATES.map((aggregate) => [aggregate.name, aggregate]));
const byType = new Map<string, { aggregate: Aggregate; event: EventType }>();
for (const aggregate of AGGREGATES)
  for (const event of Object.values(aggregate.events)) {
    if (byType.has(event.type)) throw new Error(`two events are called ${event.type}`);
    byType.set(event.type, { aggregate, event });
  }

/** The aggregate of a stream. Throws for a stream that no context owns. */
export function aggregateOfStream(stream: string): Aggregate {
  const aggregate = byName.get(categoryOf(stream));
  if (!aggregate) throw new Error(`no context owns stream ${stream}`);
  return aggregate;
}

/** The aggregate and definition of an event type, undefined for one unknown to this version. */
export function eventDefinition(type: string): { aggregate: Aggregate; event: EventType } | undefined {
  return byType.get(type);
}

/** The aggregates of one context. */
export function aggregatesOf(context: string): readonly Aggregate[] {
  return AGGREGATES.filter((aggregate) => aggregate.context === context);
}
