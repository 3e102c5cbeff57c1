import { AGGREGATES, healed } from '@hengxin/contracts';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly string[];

const events = AGGREGATES.flatMap((aggregate) => Object.values(aggregate.events));
const jsonSchemas = new Map(events.map((event) => [event, z.toJSONSchema(event.schema, { io: 'input' }) as Json]));
/** Every moment and day of every event: whatever says `format` in the schema that others get to read. A new event is in by itself. */
const places = events.flatMap((event) => formatted(jsonSchemas.get(event)!).map(({ path, format }) => ({ event, path, format })));

const two = (n: number): string => String(n).padStart(2, '0');
const number = (min: number, max: number) => fc.integer({ min, max });
const year = fc
  .oneof(number(2004, 2098), number(1990, 2110), fc.constantFrom(0, 1, 99, 999, 1000, 1582, 9999))
  .map((n) => String(n).padStart(4, '0'));
const day = fc.tuple(year, number(1, 12), fc.oneof(number(1, 28), number(28, 31))).map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`);
const seconds = fc.oneof(
  fc.constant(''),
  fc
    .tuple(number(0, 60), fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,12}$/), fc.constant(`.${'9'.repeat(200)}`)))
    .map(([s, digits]) => `:${two(s)}${digits}`),
);
const offset = fc.oneof(
  fc.constant('Z'),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.oneof(number(0, 24), number(12, 16)), fc.constantFrom(0, 1, 30, 45, 59))
    .map(([sign, h, m]) => `${sign}${two(h)}:${two(m)}`),
);
/** What a caller may come up with for a moment: most of it looks like one, and not all of it is. */
const moment = fc
  .tuple(day, number(0, 24), number(0, 59), seconds, offset)
  .map(([date, h, m, s, at]) => `${date}T${two(h)}:${two(m)}${s}${at}`);
/** The same at each run: a bound that holds once holds always. */
const DRAWN = { numRuns: 800, seed: 20_260_313 };
const candidates = { 'date-time': fc.sample(moment, DRAWN), date: fc.sample(day, DRAWN) };
/** As moments and days were taken before they were narrow. */
const ONCE_TAKEN = { 'date-time': z.iso.datetime({ offset: true }), date: z.iso.date() };
const CAST = { 'date-time': 'timestamptz', date: 'date' };

describe('a moment or day that an event holds', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  /** As the read models cast them. Rejects where PostgreSQL refuses one. */
  async function cast(format: keyof typeof CAST, values: readonly string[]): Promise<number[]> {
    const text = `select floor(extract(epoch from each) * 1000)::float8 as ms from unnest($1::${CAST[format]}[]) as each`;
    return (await client.query<{ ms: number }>(text, [values])).rows.map(({ ms }) => ms);
  }

  it('is found in the catalogue', () => {
    expect(places).toContainEqual(expect.objectContaining({ path: ['startedAt'], format: 'date-time' }));
    expect(places).toContainEqual(expect.objectContaining({ path: ['consents', '0', 'decidedAt'], format: 'date-time' }));
    expect(places).toContainEqual(expect.objectContaining({ path: ['items', '0', 'reason', 'promisedOn'], format: 'date' }));
  });

  it.each(places.map(({ event, path, format }) => [`${event.type}.${path.join('.')}`, event, path, format] as const))(
    'is one that PostgreSQL takes, if the schema takes it: %s',
    async (_, event, path, format) => {
      const taken = candidates[format].flatMap((candidate) => {
        const parsed = event.schema.safeParse(withValue(sample(jsonSchemas.get(event)!) as Json, path, candidate));
        return parsed.success ? [at(parsed.data, path) as string] : [];
      });
      expect(taken.length).toBeGreaterThan(50);
      expect(taken.length).toBeLessThan(candidates[format].length);
      await expect(cast(format, taken)).resolves.toHaveLength(taken.length);
    },
  );

  it.each(places.map(({ event, path, format }) => [`${event.type}.${path.join('.')}`, event, path, format] as const))(
    'is healed when it is read, if it was stored before: %s',
    async (_, event, path, format) => {
      const stored = candidates[format].filter((candidate) => ONCE_TAKEN[format].safeParse(candidate).success);
      expect(stored.length).toBeGreaterThan(100);
      const read = stored.map(
        (value) => at(healed(event.type, withValue(sample(jsonSchemas.get(event)!) as Json, path, value)), path) as string,
      );
      const ms = await cast(format, read);
      const kept = stored.map((text) => (text < '1000' ? '1000-01-01T00:00:00Z' : text.replace(/(\.\d{3})\d+/, '$1')));
      expect(ms).toEqual(kept.map((text) => Date.parse(text)));
    },
  );

  it('would not be, were its schema any wider', async () => {
    await expect(cast('date-time', ['2026-03-13T10:00:00+16:00'])).rejects.toMatchObject({ code: '22009' });
    await expect(cast('date', ['0000-01-01'])).rejects.toMatchObject({ code: '22008' });
  });
});

function formatted(schema: Json, path: Path = []): { path: Path; format: keyof typeof CAST }[] {
  const { format, anyOf, properties, items } = schema as {
    format?: string;
    anyOf?: Json[];
    properties?: Record<string, Json>;
    items?: Json;
  };
  if (format === 'date-time' || format === 'date') return [{ path, format }];
  if (anyOf) return anyOf.flatMap((each) => formatted(each, path));
  if (items) return formatted(items, [...path, '0']);
  return Object.entries(properties ?? {}).flatMap(([name, each]) => formatted(each, [...path, name]));
}

/** Data that a schema takes, with one entry in each list. */
function sample(schema: Json): unknown {
  const { anyOf, type, format, properties, items, ...rest } = schema as {
    anyOf?: Json[];
    type?: string;
    format?: string;
    properties?: Record<string, Json>;
    items?: Json;
    enum?: unknown[];
    minimum?: number;
  };
  if (anyOf) return sample(anyOf[0]!);
  if (rest.enum) return rest.enum[0];
  if (type === 'object') return Object.fromEntries(Object.entries(properties ?? {}).map(([name, each]) => [name, sample(each)]));
  if (type === 'array') return [sample(items!)];
  if (type === 'integer' || type === 'number') return Math.max(rest.minimum ?? 1, 1);
  if (type === 'boolean') return true;
  return format === 'date-time' ? '2026-03-13T10:00:00+08:00' : format === 'date' ? '2026-03-13' : 'X1';
}

function withValue<Value>(data: Value, [head, ...rest]: Path, value: unknown): Value {
  if (head === undefined) return value as Value;
  const copy = (Array.isArray(data) ? [...(data as unknown[])] : { ...data }) as Record<string, unknown>;
  copy[head] = withValue(copy[head], rest, value);
  return copy as Value;
}

function at(data: unknown, path: Path): unknown {
  return path.reduce((value, name) => (value as Json)[name], data);
}
