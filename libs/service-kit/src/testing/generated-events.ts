import { BusinessDateSchema, Id, Instant } from '@hengxin/contracts';
import type { EventType } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import { z } from 'zod';

interface Json {
  /** Several where one of them is null. */
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Json[];
  readonly items?: Json;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const two = (n: number): string => String(n).padStart(2, '0');
const year = fc.oneof(
  fc.integer({ min: 2025, max: 2027 }),
  fc.integer({ min: 1000, max: 9999 }),
  fc.constantFrom(1000, 1900, 2004, 2098, 2099, 9999),
);
const date = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, month, day]) => `${y}-${two(month)}-${two(day)}`)
  .filter((day) => BusinessDateSchema.safeParse(day).success);
const moment = fc
  .tuple(
    date,
    fc.constantFrom('00:00:00', '08:30:00', '23:59:59'),
    fc.constantFrom('', '.5', '.999999', '.123456789'),
    fc.constantFrom('Z', '+08:00', '+14:00', '-14:00', '-00:30'),
  )
  .map(([day, time, digits, offset]) => `${day}T${time}${digits}${offset}`)
  .filter((at) => Instant.safeParse(at).success);
const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/).filter((text) => Id.safeParse(text).success),
  fc.constantFrom('-', '.', '_', 'a'.repeat(64)),
);

/** What is written as any text: what databases, JSON and regular expressions stumble over, and the longest. */
function textOf({ minLength = 0, maxLength = 300 }: Json): fc.Arbitrary<string> {
  const awkward = [
    '',
    ' ',
    '\\',
    '"',
    "'",
    '{}',
    '{"a":1}',
    '\n',
    '\0',
    '\u0001',
    '\ud800',
    '\uffff',
    '\u202e',
    'NULL',
    '$1',
    '𠮷',
    '名'.repeat(maxLength),
    'x'.repeat(maxLength),
  ];
  const units = fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 40) });
  return fc
    .oneof(units, fc.constantFrom(...awkward))
    .filter(({ length }) => length >= minLength && length <= maxLength);
}

function valueOf(schema: Json): fc.Arbitrary<unknown> {
  const { type, format, pattern, anyOf, items, minimum = -(2 ** 53), maximum = 2 ** 53 } = schema;
  if (anyOf) return fc.oneof(...anyOf.map(valueOf));
  if (typeof type === 'object') return fc.oneof(...type.map((each) => valueOf({ ...schema, type: each })));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer')
    return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
  if (type === 'number') return fc.double({ min: minimum, max: maximum, noNaN: true });
  if (type === 'array') return fc.array(valueOf(items!), { maxLength: Math.min(schema.maxItems ?? 4, 4) });
  if (type === 'object') return objectOf(schema);
  if (format === 'date') return date;
  if (format === 'date-time') return moment;
  return pattern === undefined ? textOf(schema) : id;
}

function objectOf({ properties = {}, required = [] }: Json): fc.Arbitrary<object> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valueOf(field)]));
  return fc.record(fields, { requiredKeys: [...required] });
}

/** Some data that a schema takes, the same at each run, as its event holds it. Most of it means nothing; all of it may be stored. */
export function generatedData(
  { type, schema }: EventType,
  count: number,
  fixed: object = {},
): Record<string, unknown>[] {
  const data = fc
    .tuple(valueOf(z.toJSONSchema(schema, { io: 'input' }) as Json), fc.constant(fixed))
    .map(([some, given]) => schema.safeParse({ ...(some as object), ...given }))
    .filter(({ success }) => success);
  const seed = [...type].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) | 0;
  return fc.sample(data, { numRuns: count, seed }).map((parsed) => parsed.data as Record<string, unknown>);
}
