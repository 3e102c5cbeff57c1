import { storableText } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { AGGREGATES } from './catalogue.js';
import { healedDate, healedInstant } from './instant.js';

type Heal = (value: unknown) => unknown;
type Data = Record<string, unknown>;

/**
 * Stored data as today's schemas would have taken it. Older schemas took moments, days and texts that PostgreSQL
 * refuses: these are spelt as PostgreSQL takes them. The log keeps what it has. A reader gets the healed data, and the
 * data itself where nothing is to be healed.
 */
export function healed(type: string, data: Data): Data {
  const heal = healers.get(type);
  return heal ? (heal(data) as Data) : data;
}

/** By type, found in the schemas, so that nobody has to think of it for a new event. */
const healers = new Map(
  AGGREGATES.flatMap(({ events }) => Object.values(events)).flatMap(({ type, schema }) => {
    const heal = healerOf(schema);
    return heal ? [[type, heal] as const] : [];
  }),
);

function healerOf(schema: z.ZodType): Heal | undefined {
  const bare = unwrapped(schema);
  if (isInstant(bare)) return (value) => (typeof value === 'string' ? healedInstant(value) : value);
  if (isDate(bare)) return (value) => (typeof value === 'string' ? healedDate(value) : value);
  if (isFreeText(bare)) return (value) => (typeof value === 'string' ? storableText(value) : value);
  if (bare instanceof z.ZodArray) return arrayHealer(healerOf(bare.element as z.ZodType));
  return bare instanceof z.ZodObject ? objectHealer(bare) : undefined;
}

function objectHealer(schema: z.ZodObject): Heal | undefined {
  const fields = Object.entries(schema.shape).flatMap(([name, field]) => {
    const heal = healerOf(field as z.ZodType);
    return heal ? [[name, heal] as const] : [];
  });
  if (fields.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    let copy: Data | undefined;
    for (const [name, heal] of fields) {
      const stored = (value as Data)[name];
      if (stored === null || stored === undefined) continue;
      const sound = heal(stored);
      if (sound !== stored) (copy ??= { ...value })[name] = sound;
    }
    return copy ?? value;
  };
}

function arrayHealer(heal: Heal | undefined): Heal | undefined {
  if (!heal) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return value;
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const sound = heal(value[i]);
      if (sound !== value[i]) (copy ??= [...(value as unknown[])])[i] = sound;
    }
    return copy ?? value;
  };
}

function isInstant(schema: z.ZodType): boolean {
  return schema.meta()?.['format'] === 'date-time';
}

function isDate(schema: z.ZodType): boolean {
  return schema instanceof z.ZodISODate;
}

/** A text without a pattern: an id, which has one, never held more than it may. */
function isFreeText(schema: z.ZodType): boolean {
  return schema instanceof z.ZodString && z.toJSONSchema(schema).pattern === undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let current = schema;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodNullable ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodReadonly
  )
    current = current.unwrap() as z.ZodType;
  return current;
}
