import type { Tx } from '@hengxin/event-bus';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { day, flag, integer, json, moment, smallint, table, text, texts } from './index.js';

const visit = table('visit', {
  key: ['client_id', 'on_day'],
  columns: {
    client_id: text(),
    on_day: day(),
    at: moment().orNull(),
    minutes: smallint(),
    steps: integer().orNull(),
    open: flag(),
    topics: texts(),
    note: json<{ text: string }>().orNull().personal('client_id'),
  },
});

const row = {
  client_id: 'C1',
  on_day: '2026-03-02',
  at: '2026-03-02T10:00:00.123Z',
  minutes: 30,
  steps: null,
  open: true,
  topics: ['a', 'b,"c"'],
  note: { text: '“quoted” \\ 你好' },
};

describe('a table writes its rows in bulk', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let tx: Tx;
  let statements: string[];

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`create table visit (client_id text, on_day date, at timestamptz, minutes smallint, steps integer, open boolean,
      topics text[], note jsonb, primary key (client_id, on_day))`);
    tx = {
      query: async (sql, values, name) => {
        statements.push(name ?? '');
        return (await client.query({ text: sql, values: [...(values ?? [])], ...(name !== undefined && { name }) }))
          .rows as never;
      },
    };
  });
  beforeEach(async () => {
    statements = [];
    await client.query('truncate visit');
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const stored = async () =>
    (
      await client.query(
        'select client_id, on_day::text, at, minutes, steps, open, topics, note from visit order by 1, 2',
      )
    ).rows;

  it('keeps every kind of column as it was given', async () => {
    await visit.put(tx, [row]);
    expect(await stored()).toEqual([{ ...row, at: new Date(row.at) }]);
  });

  it('makes no statement of no rows', async () => {
    await visit.put(tx, []);
    expect(statements).toEqual([]);
  });

  it('writes any number of rows in one statement', async () => {
    await visit.put(
      tx,
      Array.from({ length: 300 }, (_, n) => ({ ...row, client_id: `C${n}` })),
    );
    expect(await stored()).toHaveLength(300);
    expect(statements).toEqual(['visit-put']);
  });

  it('takes the last of several rows of one key, over all columns of the key', async () => {
    await visit.put(tx, [row, { ...row, on_day: '2026-03-03' }, { ...row, minutes: 31 }]);
    expect((await stored()).map(({ on_day, minutes }) => [on_day, minutes])).toEqual([
      ['2026-03-02', 31],
      ['2026-03-03', 30],
    ]);
  });

  it('tells keys apart whose columns read the same one behind the other', () => {
    const pair = table('pair', { key: ['one', 'other'], columns: { one: text(), other: text() } });
    const rows = [
      { one: 'x1', other: '2' },
      { one: 'x', other: '12' },
    ];
    expect(JSON.parse(pair.parameter(rows))).toEqual(rows);
  });

  it('replaces a row whose key is there', async () => {
    await visit.put(tx, [row]);
    await visit.put(tx, [{ ...row, open: false, note: null }]);
    expect(await stored()).toMatchObject([{ open: false, note: null, minutes: 30 }]);
  });

  it('keeps the stored row where it is told to', async () => {
    await visit.put(tx, [row]);
    await visit.putting('first', { update: 'keep' })(tx, [{ ...row, minutes: 1 }]);
    expect(await stored()).toMatchObject([{ minutes: 30 }]);
  });

  it('changes only the columns that it is told, by expressions where these are given, and where a condition holds', async () => {
    const longest = visit.putting('longest', {
      update: ['open'],
      set: { minutes: 'greatest(visit.minutes, excluded.minutes)' },
      where: 'excluded.open is distinct from visit.open',
    });
    await visit.put(tx, [row]);
    await longest(tx, [{ ...row, minutes: 10, open: false, steps: 7 }]);
    expect(await stored()).toMatchObject([{ minutes: 30, open: false, steps: null }]);
    await longest(tx, [{ ...row, minutes: 60, open: false }]);
    expect(await stored()).toMatchObject([{ minutes: 30 }]);
  });

  it('says which columns hold personal data, and whose', () => {
    expect(visit.personal).toEqual([{ column: 'note', personColumn: 'client_id' }]);
    expect(() => table('bad', { key: ['id'], columns: { id: text(), name: text().personal('client_id') } })).toThrow(
      'bad.name holds personal data of client_id, which is no column of bad',
    );
  });
});
