import { z } from 'zod';
import { personalPaths, stripPersonal } from './personal.js';

/** One fact, as the domain sees it: no ids, no positions, no clock. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly version: number;
  readonly data: Data;
}

/** Turns the data of one version into that of the next. Pure; a stored event is never rewritten. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** What one event is: its type, validation, documentation and the fields that name a person. */
export interface EventType<Type extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  readonly version: number;
  /** One sentence for the reference and the AsyncAPI description. */
  readonly summary: string;
  readonly schema: Schema;
  /** Paths of fields that name or describe a person: never on Kafka, never in a log line. */
  readonly personal: readonly (readonly string[])[];
  /** An event of this type with validated data. Throws ZodError: a decider that makes a malformed event is a bug. */
  of(data: z.input<Schema>): DomainEvent<Type, z.output<Schema>>;
  /** The data of a stored event of any earlier version, brought up to this one. */
  upcast(version: number, data: Record<string, unknown>): z.output<Schema>;
  /** The data as others may read it: personal fields left out. */
  published(data: z.output<Schema>): Record<string, unknown>;
}

/** The event that an EventType makes. */
export type EventOf<T> = T extends EventType<infer Type, infer Schema> ? DomainEvent<Type, z.output<Schema>> : never;
/** The data that an EventType carries. */
export type DataOf<T> = T extends EventType<string, infer Schema> ? z.output<Schema> : never;

/** One definition is the type, the validation, the JSON Schema and the AsyncAPI message of an event. */
export function defineEvent<Type extends string, Schema extends z.ZodObject>(
  type: Type,
  definition: { version: number; summary: string; data: Schema; upcasters?: Record<number, Upcaster> },
): EventType<Type, Schema> {
  const { version, summary, data: schema, upcasters = {} } = definition;
  for (let from = 1; from < version; from++)
    if (!upcasters[from]) throw new Error(`${type} v${version} has no upcaster from v${from}`);
  const personal = personalPaths(schema);
  return {
    type,
    version,
    summary,
    schema,
    personal,
    of: (data) => ({ type, version, data: schema.parse(data) }),
    upcast: (from, data) => {
      let current = data;
      for (let v = from; v < version; v++) current = upcasters[v]!(current);
      return current as z.output<Schema>;
    },
    published: (data) => stripPersonal(data as Record<string, unknown>, personal),
  };
}
