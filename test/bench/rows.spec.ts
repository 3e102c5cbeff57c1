import { readFileSync } from 'node:fs';
import { buildSchema, getOperationAST, type GraphQLSchema, parse, validate } from 'graphql';
import { importKinds } from '../security/access-coverage.js';
import {
  type Aim,
  COMMAND_ROWS,
  isShare,
  LARGE_ROWS,
  largeRowsAsked,
  MANY_CLIENTS_ROWS,
  OTHER_ROWS,
  QUERY_ROWS,
  ROW_NAMES,
  rowsAsked,
  UNMEASURED,
} from './rows.js';

const schema = buildSchema(readFileSync('docs/reference/schema.graphql', 'utf8'));
const rows = [...QUERY_ROWS, ...COMMAND_ROWS];
const measured = [...rows.map(({ field }) => field), ...Object.values(OTHER_ROWS).flat()];
/** What is said to make the things that rows act on. */
const makings = rows.flatMap(({ name, made }) => {
  if (made === undefined || typeof made === 'function') return [];
  return [made, ...(made.further ?? [])].map(({ operation }) => [name, operation] as const);
});

/** Queries, commands and imports of which the bench has no row. */
function unmeasured(of: GraphQLSchema, kinds: readonly string[]): string[] {
  const queries = Object.keys(of.getQueryType()!.getFields()).map((name) => `Query.${name}`);
  const commands = Object.keys(of.getMutationType()!.getFields()).map((name) => `Mutation.${name}`);
  const imports = kinds.map((kind) => `import.${kind}`);
  return [...queries, ...commands, ...imports].filter(
    (each) => !measured.includes(each as never) && !UNMEASURED.includes(each),
  );
}

/** An aim as the page has it: `0.3 of units`, `600/s`, `p99 30 ms`. */
function aimOnPage(aim: Aim | undefined): string {
  if (aim === undefined) return '';
  if (isShare(aim)) return `${aim.share} of \`${aim.of}\``;
  const { perSecond, p99Ms } = aim;
  return [perSecond && `${perSecond}/s`, p99Ms && `p99 ${p99Ms} ms`].filter(Boolean).join(', ');
}

describe('the bench', () => {
  it('has a row for every query, every command and every import', () =>
    expect(unmeasured(schema, importKinds())).toEqual([]));

  it('leaves out nothing that is not there, and nothing that it measures', () => {
    for (const each of UNMEASURED) {
      const [type, field] = each.split('.') as ['Query' | 'Mutation', string];
      const root = type === 'Query' ? schema.getQueryType() : schema.getMutationType();
      expect([each, root!.getFields()[field] !== undefined, measured.includes(each as never)]).toEqual([
        each,
        true,
        false,
      ]);
    }
  });

  it('names what it has no row for', () => {
    const larger = buildSchema(
      `type Query { units: Int weather: Int } type Mutation { logContact: Int sendFlowers: Int }`,
    );
    expect(unmeasured(larger, ['clients', 'gifts'])).toEqual(['Query.weather', 'Mutation.sendFlowers', 'import.gifts']);
  });

  it.each(rows.map((row) => [row.name, row] as const))(
    'asks by the row %s what the schema has, at the field that it tells',
    (_name, row) => {
      const document = parse(row.operation);
      expect(validate(schema, document)).toEqual([]);
      const operation = getOperationAST(document)!;
      const [selection] = operation.selectionSet.selections;
      const root = operation.operation === 'query' ? 'Query' : 'Mutation';
      expect(`${root}.${selection?.kind === 'Field' ? selection.name.value : ''}`).toBe(row.field);
    },
  );

  it.each(makings)('makes what the row %s acts on by what the schema has', (_name, operation) =>
    expect(validate(schema, parse(operation))).toEqual([]),
  );

  it('says of every row on the page what is aimed at, and of no other', () => {
    const page = readFileSync('docs/performance.md', 'utf8');
    const told = [...page.matchAll(/^\| `([\w-]+)` +\| [^|]+\| ([^|]*?) *\|/gm)].map(([, name, aim]) => [name, aim]);
    const aimed = rows.map(({ name, aim }) => [name, aimOnPage(aim)]);
    expect(told.sort()).toEqual(aimed.sort());
  });

  it('has each name once', () => expect(new Set(ROW_NAMES).size).toBe(ROW_NAMES.length));

  it('measures the rows that are asked for, and those that they are compared with', () => {
    expect([...rowsAsked('contacts,registerClient')].sort()).toEqual([
      'contacts',
      'logContact',
      'registerClient',
      'units',
    ]);
    expect([...rowsAsked('search')].sort()).toEqual(['search', 'units']);
    expect([...rowsAsked(undefined), ...MANY_CLIENTS_ROWS].sort()).toEqual([...ROW_NAMES].sort());
    expect(() => rowsAsked('contacts,weather')).toThrow('no row is called weather');
  });

  it('measures rows of many clients where they are named alone', () => {
    for (const name of MANY_CLIENTS_ROWS) {
      expect([...rowsAsked(name)]).toEqual([name]);
      expect(rowsAsked(undefined).has(name)).toBe(false);
    }
  });

  it('measures rows of a large bank that the service answers itself, and no others', () => {
    expect([...largeRowsAsked(undefined)]).toEqual([...LARGE_ROWS]);
    expect([...largeRowsAsked('kpiTable')]).toEqual(['kpiTable']);
    expect(() => largeRowsAsked('units')).toThrow('no row is called units');
    for (const name of LARGE_ROWS) expect(QUERY_ROWS.map((row) => row.name)).toContain(name);
  });
});
