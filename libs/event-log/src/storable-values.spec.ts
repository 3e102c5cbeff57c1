import { AGGREGATES, healed } from '@hengxin/contracts';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly string[];
/** Of PostgreSQL's `int`. */
const LARGEST_INT = 2 ** 31 - 1;
type Kind = 'date-time' | 'date' | 'integer' | 'large integer' | 'text';

const events = AGGREGATES.flatMap((aggregate) => Object.values(aggregate.events));
const jsonSchemas = new Map(events.map((event) => [event, z.toJSONSchema(event.schema, { io: 'input' }) as Json]));
/**
 * Every moment, day, number and text of every event, as the schema tells them that others get to read. A new event is
 * in by itself.
 */
const places = events.flatMap((event) =>
  kindsIn(jsonSchemas.get(event)!).map(({ path, kind }) => ({ event, path, kind })),
);
const placesOf = (...kinds: Kind[]) =>
  places
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ event, path, kind }) => [`${event.type}.${path.join('.')}`, event, path, kind] as const);

const two = (n: number): string => String(n).padStart(2, '0');
const number = (min: number, max: number) => fc.integer({ min, max });
const year = fc
  .oneof(number(2004, 2098), number(1990, 2110), fc.constantFrom(0, 1, 99, 999, 1000, 1582, 9999))
  .map((n) => String(n).padStart(4, '0'));
const day = fc
  .tuple(year, number(1, 12), fc.oneof(number(1, 28), number(28, 31)))
  .map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`);
const seconds = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      number(0, 60),
      fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,12}$/), fc.constant(`.${'9'.repeat(200)}`)),
    )
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
/** Texts of any code units at all, halves of surrogate pairs among them. */
const unit = fc
  .oneof(number(0, 0xffff), number(0xd7f0, 0xe010), number(0, 3), number(0x4e00, 0x9fff))
  .map((code) => String.fromCharCode(code));
const text = fc
  .array(fc.oneof(unit, fc.constantFrom('𠮷', 'a', '名')), { minLength: 1, maxLength: 6 })
  .map((units) => units.join(''));
const BOUNDS = [0, 1, 12, 366, 2 ** 15 - 1, 2 ** 15, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1].flatMap((n) => [n, -n - 1]);
const integer = fc.oneof(
  fc.constantFrom(...BOUNDS),
  number(-(2 ** 31), 2 ** 31 - 1),
  number(0, 12),
  number(0, 366),
  number(1890, 2110),
);
const candidates = {
  'date-time': fc.sample(moment, DRAWN),
  date: fc.sample(day, DRAWN),
  integer: fc.sample(integer, DRAWN),
  'large integer': fc.sample(integer, DRAWN),
  text: fc.sample(text, DRAWN),
};
/** As moments and days were taken before they were narrow. */
const ONCE_TAKEN = { 'date-time': z.iso.datetime({ offset: true }), date: z.iso.date() };
const CAST = { 'date-time': 'timestamptz', date: 'date', integer: 'int', 'large integer': 'bigint' };

describe('a moment, day, number or text that an event holds', () => {
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
  async function cast(kind: 'date-time' | 'date', values: readonly string[]): Promise<number[]> {
    const text = `select floor(extract(epoch from each) * 1000)::float8 as ms from unnest($1::${CAST[kind]}[]) as each`;
    return (await client.query<{ ms: number }>(text, [values])).rows.map(({ ms }) => ms);
  }

  /**
   * The same of anything: alone, and inside the rows that a batch hands over as JSON. Answers what the database then
   * has.
   */
  async function kept(kind: Kind, values: readonly unknown[]): Promise<unknown[]> {
    const type = kind === 'text' ? 'text' : CAST[kind];
    const rows = await client.query<{ alone: unknown; within: unknown }>(
      `select to_jsonb(alone) as alone, to_jsonb(within) as within
         from unnest($1::${type}[]) with ordinality as a (alone, place)
         join (select row_number() over () as place, value as within from jsonb_to_recordset($2::jsonb) as r (value ${type})) b using (place)
         order by place`,
      [values, JSON.stringify(values.map((value) => ({ value })))],
    );
    expect(rows.rows.map(({ alone }) => alone)).toEqual(rows.rows.map(({ within }) => within));
    return rows.rows.map(({ alone }) => alone);
  }

  it('is found in the catalogue', () => {
    expect(places).toContainEqual(expect.objectContaining({ path: ['startedAt'], kind: 'date-time' }));
    expect(places).toContainEqual(expect.objectContaining({ path: ['consents', '0', 'decidedAt'], kind: 'date-time' }));
    expect(places).toContainEqual(
      expect.objectContaining({ path: ['items', '0', 'reason', 'promisedOn'], kind: 'date' }),
    );
    expect(places).toContainEqual(expect.objectContaining({ path: ['proposal'], kind: 'integer' }));
    expect(places).toContainEqual(expect.objectContaining({ path: ['interests', '0'], kind: 'text' }));
  });

  it.each(placesOf('date-time', 'date', 'integer', 'large integer', 'text'))(
    'is one that PostgreSQL takes, if the schema takes it: %s',
    async (_, event, path, kind) => {
      const taken = candidates[kind].flatMap((candidate) => {
        const parsed = event.schema.safeParse(withValue(sample(jsonSchemas.get(event)!) as Json, path, candidate));
        return parsed.success ? [at(parsed.data, path)] : [];
      });
      expect(taken.length).toBeGreaterThan(50);
      expect(taken.length).toBeLessThan(candidates[kind].length);
      const known = await kept(kind, taken);
      expect(known).toHaveLength(taken.length);
      if (kind !== 'date-time' && kind !== 'date') expect(known).toEqual(taken);
    },
  );

  it.each(placesOf('date-time', 'date'))(
    'is healed when it is read, if it was stored before: %s',
    async (_, event, path, kind) => {
      const format = kind as keyof typeof ONCE_TAKEN;
      const stored = candidates[format].filter((candidate) => ONCE_TAKEN[format].safeParse(candidate).success);
      expect(stored.length).toBeGreaterThan(100);
      const read = stored.map(
        (value) =>
          at(healed(event.type, withValue(sample(jsonSchemas.get(event)!) as Json, path, value)), path) as string,
      );
      const ms = await cast(format, read);
      const kept = stored.map((text) => (text < '1000' ? '1000-01-01T00:00:00Z' : text.replace(/(\.\d{3})\d+/, '$1')));
      expect(ms).toEqual(kept.map((text) => Date.parse(text)));
    },
  );

  it.each(placesOf('text'))('is healed when it is read, if it was stored before: %s', async (_, event, path) => {
    const read = candidates.text.map((value) => {
      const data = withValue(sample(jsonSchemas.get(event)!) as Json, path, value);
      return at(healed(event.type, data), path) as string;
    });
    expect(await kept('text', read)).toEqual(read);
    expect(read).toEqual(candidates.text.map((value) => value.toWellFormed().replaceAll('\0', '\ufffd')));
    expect(read.filter((value, i) => value !== candidates.text[i]).length).toBeGreaterThan(100);
  });

  it('would not be, were its schema any wider', async () => {
    await expect(cast('date-time', ['2026-03-13T10:00:00+16:00'])).rejects.toMatchObject({ code: '22009' });
    await expect(cast('date', ['0000-01-01'])).rejects.toMatchObject({ code: '22008' });
    await expect(kept('integer', [2 ** 31])).rejects.toMatchObject({ code: '22003' });
    await expect(kept('text', ['a\0'])).rejects.toMatchObject({ code: '22021' });
    await expect(kept('text', ['\ud800'])).rejects.toMatchObject({ code: '22P02' });
  });
});

function kindsIn(schema: Json, path: Path = []): { path: Path; kind: Kind }[] {
  const { type, format, pattern, anyOf, properties, items, ...rest } = schema as {
    type?: string;
    format?: string;
    pattern?: string;
    anyOf?: Json[];
    properties?: Record<string, Json>;
    items?: Json;
    enum?: unknown[];
    maximum?: number;
  };
  if (format === 'date-time' || format === 'date') return [{ path, kind: format }];
  // Money in cents says by its own bound that it is larger than most numbers, and is kept in wider columns.
  const isLarge = rest.maximum !== undefined && rest.maximum > LARGEST_INT && rest.maximum < Number.MAX_SAFE_INTEGER;
  if (type === 'integer') return [{ path, kind: isLarge ? 'large integer' : 'integer' }];
  if (type === 'string' && pattern === undefined && !rest.enum) return [{ path, kind: 'text' }];
  if (anyOf) return anyOf.flatMap((each) => kindsIn(each, path));
  if (items) return kindsIn(items, [...path, '0']);
  return Object.entries(properties ?? {}).flatMap(([name, each]) => kindsIn(each, [...path, name]));
}

/** Data that a schema takes, with one entry in each list. */
function sample(schema: Json): unknown {
  const { anyOf, format, properties, items, ...rest } = schema as {
    anyOf?: Json[];
    type?: string | string[];
    format?: string;
    properties?: Record<string, Json>;
    items?: Json;
    enum?: unknown[];
    minimum?: number;
  };
  if (anyOf) return sample(anyOf[0]!);
  const [type] = [rest.type].flat();
  if (rest.enum) return rest.enum[0];
  if (type === 'object')
    return Object.fromEntries(Object.entries(properties ?? {}).map(([name, each]) => [name, sample(each)]));
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
