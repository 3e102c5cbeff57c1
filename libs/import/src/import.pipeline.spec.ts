import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodePosition } from '@hengxin/event-bus';
import { comparePositions } from '@hengxin/event-log';
import { Database } from '@hengxin/service-kit';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import fc from 'fast-check';
import pg from 'pg';
import { id, listOf, optional, required, text } from './cells.js';
import { importMigrations } from './import-tables.migration.js';
import type { ImportBatch, ImportJob } from './import.job.js';
import { runImport } from './import.pipeline.js';
import type { AccountMessage, ImportMessage } from './import.protocol.js';
import { ImportRuns } from './import-run.store.js';
import { ReachedPosition } from './positions.js';

const columns = { thing_id: required(id), name: optional(text(100)), interests: listOf(text(100)) };
type Job = ImportJob<typeof columns>;
type Batch = ImportBatch<typeof columns>;
const noName = { code: 'NAME_UNWANTED', field: ['name'], facts: {} };

async function* bytesOf(textOfFile: string, cutAfter = Infinity): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(textOfFile);
  for (let at = 0; at < bytes.length; at += 100) {
    if (at > cutAfter) throw new Error('the sender has gone');
    yield bytes.subarray(at, at + 100);
  }
}

function fileOf(rows: number): string {
  return `thing_id,name\n${Array.from({ length: rows }, (_, i) => `T${i},${i % 10 === 3 ? 'unwanted' : ''}\n`).join('')}`;
}

/** Takes things it doesn't know, and refuses names. */
class Things {
  readonly known = new Map<string, string>();

  readonly take: Batch = async (rows, { commandId }) =>
    rows.map(({ line, values }) => {
      if (values.name) return noName;
      // As a stream does, it knows by which command a thing came.
      const by = this.known.get(values.thing_id);
      if (by) return by === commandId(line) ? 'TAKEN' : 'UNCHANGED';
      this.known.set(values.thing_id, commandId(line));
      return 'TAKEN';
    });
}

describe('an import', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let runs: ImportRuns;
  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
    pool.on('error', () => undefined);
    for (const Migration of importMigrations)
      await new Migration().up({ query: (sql: string) => pool.query(sql) } as never);
    runs = new ImportRuns(new Database({ driver: { master: pool } } as never));
  }, 120_000);
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  }, 60_000);

  async function run(
    file: string,
    job: Partial<Job> = {},
  ): Promise<{ account: Omit<AccountMessage, 'position'>; said: ImportMessage[] }> {
    const said: ImportMessage[] = [];
    const account = await runImport({
      kind: 'things',
      columns,
      importBatch: new Things().take,
      batchSize: 10,
      bytes: bytesOf(file),
      format: 'csv',
      encoding: 'utf-8',
      caller: { id: 'import', role: 'ADMIN', unitId: null, isStaff: false },
      correlationId: 'c',
      importId: createHash('sha256').update(file).digest('hex'),
      runs,
      send: async (message) => void said.push(message),
      message: ({ code }) => code,
      patiently: (work) => work(),
      reached: new ReachedPosition(comparePositions),
      saveEveryMs: 0,
      ...job,
    });
    return { account, said };
  }
  const byThing = ({ thing_id }: { readonly thing_id: string }) => thing_id;
  const rejectedLines = (said: readonly ImportMessage[]) =>
    said.flatMap((each) => (each.type === 'reject' ? [each.line] : []));

  it('reads, takes, leaves and rejects; what it says adds up', async () => {
    const { account, said } = await run('thing_id,colour,name\nA,red,\nA,red,\nB,blue,x\nC C,,\n');
    expect(account).toEqual({ type: 'account', read: 4, taken: 1, unchanged: 1, rejected: 2 });
    expect(said).toEqual([
      { type: 'columns', names: ['thing_id', 'colour', 'name'] },
      { type: 'unknownColumn', name: 'colour' },
      {
        type: 'reject',
        line: 4,
        field: 'name',
        code: 'NAME_UNWANTED',
        message: 'NAME_UNWANTED',
        row: { thing_id: 'B', colour: 'blue', name: 'x' },
      },
      {
        type: 'reject',
        line: 5,
        field: 'thing_id',
        code: 'ID_MALFORMED',
        message: 'ID_MALFORMED',
        row: { thing_id: 'C C', colour: '', name: '' },
      },
      { type: 'progress', read: 4, taken: 1, unchanged: 1, rejected: 2 },
    ]);
  });

  it('tells in its account what is to be minded, asked once all of it is stored', async () => {
    const things = new Things();
    const warnings = async () => [{ code: 'MANY_THINGS', field: [], facts: { things: things.known.size } }];
    const message: Job['message'] = ({ code, facts }) => `${code} ${String(facts['things'])}`;
    const told = { importBatch: things.take, warnings, message };
    expect((await run(fileOf(40), told)).account).toMatchObject({
      taken: 36,
      warnings: [{ code: 'MANY_THINGS', message: 'MANY_THINGS 36' }],
    });
    expect((await run(fileOf(40), { ...told, warnings: async () => [] })).account).not.toHaveProperty('warnings');
  });

  it('keeps going over rows that no database could keep a word of', async () => {
    const file = [
      '{"thing_id":"A","a\\u0000b":{}}',
      '{"thing_id":"B","name":{"x":"\\u0000"}}',
      '{"thing_id":"C\\u0000"}',
      '{"thing_id":"D"}',
    ];
    const { account, said } = await run(file.join('\n'), { format: 'ndjson' });
    expect(account).toMatchObject({ read: 4, taken: 2, rejected: 2 });
    expect(said.flatMap((each) => (each.type === 'reject' ? [[each.line, each.field, each.code]] : []))).toEqual([
      [2, 'name', 'CELL_MALFORMED'],
      [3, 'thing_id', 'TEXT_UNREADABLE'],
    ]);
  });

  it('that was cut off goes on where it stopped, with the same account and rejects as one that was not', async () => {
    const file = fileOf(500);
    const things = new Things();
    const seen: number[] = [];
    const importBatch: Batch = (rows, context) => {
      seen.push(...rows.map(({ line }) => line));
      return things.take(rows, context);
    };
    await expect(run(file, { importBatch, bytes: bytesOf(file, 2000) })).rejects.toThrow('the sender has gone');
    const before = await runs.find('things', createHash('sha256').update(file).digest('hex'));
    expect(before).toMatchObject({ state: 'RUNNING', run: 1 });
    expect(before!.rowsDone).toBeGreaterThan(100);
    const first = seen.splice(0).length;
    const { account, said } = await run(file, { importBatch });
    expect(account).toEqual({ type: 'account', read: 500, taken: 450, unchanged: 0, rejected: 50 });
    expect(rejectedLines(said)).toEqual(Array.from({ length: 50 }, (_, i) => i * 10 + 5));
    // No row that was accounted for is handled again.
    expect(first + seen.length).toBe(500);
  });

  it('that died between storing rows and accounting for them still counts them as taken', async () => {
    const file = fileOf(37);
    const things = new Things();
    const dying: Batch = async (rows, context) => {
      await things.take(rows, context);
      throw new Error('killed');
    };
    await expect(run(file, { importBatch: dying })).rejects.toThrow('killed');
    expect((await run(file, { importBatch: things.take })).account).toMatchObject({
      read: 37,
      taken: 33,
      unchanged: 0,
      rejected: 4,
    });
  });

  it('sent again whole begins again: what changes nothing is unchanged', async () => {
    const file = fileOf(41);
    const things = new Things();
    await run(file, { importBatch: things.take });
    const { account, said } = await run(file, { importBatch: things.take });
    expect(account).toMatchObject({ read: 41, taken: 0, unchanged: 37, rejected: 4 });
    expect(rejectedLines(said)).toHaveLength(4);
    expect(await runs.find('things', createHash('sha256').update(file).digest('hex'))).toMatchObject({
      state: 'FINISHED',
      run: 2,
    });
  });

  it('does not go on with another file under the same id, which is then free for it', async () => {
    const file = fileOf(300);
    await expect(run(file, { bytes: bytesOf(file, 1500) })).rejects.toThrow('the sender has gone');
    const other = file.replace('T7,', 'X7,');
    const importId = createHash('sha256').update(file).digest('hex');
    await expect(run(other, { importId })).rejects.toMatchObject({ rejection: { code: 'IMPORT_ID_OF_ANOTHER_FILE' } });
    expect(await runs.find('things', importId)).toMatchObject({ state: 'RUNNING', rowsDone: 0 });
    expect((await run(file)).account).toMatchObject({ read: 300 });
  });

  it('nor with a shorter one', async () => {
    const file = fileOf(301);
    await expect(run(file, { bytes: bytesOf(file, 1500) })).rejects.toThrow('the sender has gone');
    const importId = createHash('sha256').update(file).digest('hex');
    await expect(run('thing_id\nA\n', { importId })).rejects.toMatchObject({
      rejection: { code: 'IMPORT_ID_OF_ANOTHER_FILE' },
    });
  });

  describe('whose id is said to be the digest of the file', () => {
    const digestOf = (file: string) => createHash('sha256').update(file).digest('hex');
    const commandIds = (ids: Set<string>): Batch => {
      return async (rows, { commandId }) => rows.map(({ line }) => (ids.add(commandId(line)), 'TAKEN'));
    };

    it('is taken when it is', async () => {
      const file = fileOf(50);
      expect((await run(file, { digest: digestOf(file) })).account).toMatchObject({ read: 50 });
    });

    it('is refused when it is not, and no row of it ever stands for one of the file that has it', async () => {
      const [file, other] = [fileOf(60), fileOf(61)];
      const digest = digestOf(file);
      const honest = { importId: digest, digest };
      const [before, between, after] = [new Set<string>(), new Set<string>(), new Set<string>()];
      await run(file, { ...honest, importBatch: commandIds(before) });
      const lie = run(other, { ...honest, importBatch: commandIds(between) });
      await expect(lie).rejects.toMatchObject({ rejection: { code: 'IMPORT_ID_MISMATCH' } });
      expect((await run(file, { ...honest, importBatch: commandIds(after) })).account).toMatchObject({ read: 60 });
      expect([before.size, between.size, after.size]).toEqual([60, 60, 60]);
      const fileNames = (ids: Set<string>) => new Set([...ids].map((id) => id.split('.')[1]));
      expect(fileNames(between)).toEqual(fileNames(before));
      expect([...fileNames(after)]).not.toEqual([...fileNames(before)]);
    });

    it('is refused before a row is taken when it is small', async () => {
      const taken = new Set<string>();
      const lie = run('thing_id\nA\n', { digest: digestOf('another file'), importBatch: commandIds(taken) });
      await expect(lie).rejects.toMatchObject({ rejection: { code: 'IMPORT_ID_MISMATCH' } });
      expect(taken.size).toBe(0);
    });
  });

  it('has rows whose command ids change with any row up to them, whatever the file is called', async () => {
    const ids = async (file: string) => {
      const found: string[] = [];
      const importBatch: Batch = async (rows, { commandId }) =>
        rows.map(({ line }) => (found.push(commandId(line)), 'TAKEN'));
      await run(file, { importId: 'one name', importBatch, runs: undefined });
      return found;
    };
    const [first, again, other] = [
      await ids(fileOf(30)),
      await ids(fileOf(30)),
      await ids(fileOf(30).replace('T12,', 'X12,')),
    ];
    expect(again).toEqual(first);
    expect(other.slice(0, 10)).toEqual(first.slice(0, 10));
    expect(other.filter((id) => first.includes(id))).toHaveLength(10);
  });

  it('that goes on answers the place that its earlier part had reached', async () => {
    const file = fileOf(400);
    const [importBatch, later]: Batch[] = [
      async (rows, { reached }) =>
        rows.map(({ line }) => (reached(`1:${1000 + line}:1`, 'things', `T${line}`), 'TAKEN')),
      async (rows) => rows.map(() => 'TAKEN'),
    ];
    await expect(run(file, { importBatch, bytes: bytesOf(file, 1500) })).rejects.toThrow('the sender has gone');
    const reached = new ReachedPosition(comparePositions);
    const { rowsDone } = (await runs.find('things', createHash('sha256').update(file).digest('hex')))!;
    await run(file, { importBatch: later, reached });
    expect(decodePosition(reached.token()!)).toMatchObject({ position: `1:${1000 + rowsDone + 1}:1`, topic: 'things' });
  });

  it('passes over rows of nothing but commas and blanks, and counts them', async () => {
    const blank = [',,', '  , \u3000,\t', '', '"",,', ',,,,,,'];
    const { account } = await run(['thing_id,name,interests', 'A,,', ...blank, 'B,,', ''].join('\n'));
    expect(account).toEqual({ type: 'account', read: 2, taken: 2, unchanged: 0, rejected: 0, blank: 5 });
    const ndjson = await run('{"thing_id":"A"}\n\n  \n{"thing_id":"B"}\n', { format: 'ndjson' });
    expect(ndjson.account).toMatchObject({ read: 2, taken: 2, blank: 2 });
  });

  it('loses one row of 200,000 nested lists, and no other', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const file = [
      '{"thing_id":"A"}',
      `{"thing_id":"B","name":${deep}}`,
      `{"thing_id":"C","colour":${deep}}`,
      '{"thing_id":"D"}',
    ];
    const { account, said } = await run(file.join('\n'), { format: 'ndjson' });
    expect(account).toMatchObject({ read: 4, taken: 3, rejected: 1 });
    expect(said).toContainEqual(
      expect.objectContaining({ type: 'reject', line: 2, field: 'name', code: 'CELL_MALFORMED' }),
    );
  });

  it('stops when another run of the same file has taken over', async () => {
    const file = fileOf(100);
    const things = new Things();
    let second: ReturnType<typeof run> | undefined;
    const overtaken: Batch = async (rows, context) => {
      second ??= run(file, { importBatch: things.take });
      await second;
      return things.take(rows, context);
    };
    await expect(run(file, { importBatch: overtaken })).rejects.toMatchObject({
      rejection: { code: 'IMPORT_TAKEN_OVER' },
    });
    expect((await second!).account).toMatchObject({ read: 100, rejected: 10 });
  });

  it('decides rows in file order and stores those about one thing one after the other, whatever else runs side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 120 }),
        fc.scheduler(),
        async (things, s) => {
          const decided: number[] = [];
          const stored = new Map<string, number[]>();
          let sideBySide = 0;
          let most = 0;
          const importBatch: Batch = async (rows, { turn, decided: tell }) => {
            most = Math.max(most, ++sideBySide);
            await s.schedule(Promise.resolve(), 'load');
            await turn;
            decided.push(...rows.map(({ line }) => line));
            tell();
            await s.schedule(Promise.resolve(), 'store');
            for (const { line, values } of rows)
              stored.set(values.thing_id, [...(stored.get(values.thing_id) ?? []), line]);
            sideBySide--;
            return rows.map(() => 'TAKEN');
          };
          const file = `thing_id\n${things.map((thing) => `T${thing}\n`).join('')}`;
          const keyOf = (values: { thing_id: string }) => values.thing_id;
          const running = run(file, { importBatch, keyOf, batchSize: 5, runs: undefined });
          await s.waitFor(running);
          expect((await running).account).toMatchObject({ read: things.length, taken: things.length });
          const inOrder = (lines: readonly number[]) => expect(lines).toEqual([...lines].sort((a, b) => a - b));
          inOrder(decided);
          for (const lines of stored.values()) inOrder(lines);
          expect(most).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('begins a batch while the one before is being stored', async () => {
    const { promise: secondBegun, resolve: begin } = Promise.withResolvers<void>();
    const importBatch: Batch = async (rows, { turn, decided }) => {
      if (rows[0]!.line > 2) begin();
      await turn;
      decided();
      await secondBegun;
      return rows.map(() => 'TAKEN');
    };
    const { account } = await run('thing_id\nA\nB\nC\nD\n', {
      importBatch,
      keyOf: (values) => values.thing_id,
      batchSize: 2,
      runs: undefined,
    });
    expect(account).toMatchObject({ read: 4, taken: 4 });
  });

  it('keeps the rows of one key that follow each other in one batch, unless they are half of it', async () => {
    const batches: string[] = [];
    const importBatch: Batch = async (rows) => {
      batches.push(rows.map(({ values }) => values.thing_id).join(''));
      return rows.map(() => 'TAKEN');
    };
    const file = `thing_id\n${[...'AABBBBBBBCD'].join('\n')}\n`;
    await run(file, { importBatch, keyOf: byThing, keepsKeysTogether: true, batchSize: 3, runs: undefined });
    expect(batches).toEqual(['AA', 'BBB', 'BBB', 'BC', 'D']);
  });

  it('that keeps keys together and goes on has the command ids of one that was not cut off', async () => {
    const file = `thing_id\n${Array.from({ length: 500 }, (_, i) => `T${Math.floor(i / 7)}\n`).join('')}`;
    const noting = (ids: string[]): Partial<Job> => ({
      keyOf: byThing,
      keepsKeysTogether: true,
      importBatch: async (rows, { commandId }) => rows.map(({ line }) => (ids.push(commandId(line)), 'TAKEN')),
    });
    const whole: string[] = [];
    const parts: string[] = [];
    await run(file, { ...noting(whole), runs: undefined });
    await expect(run(file, { ...noting(parts), bytes: bytesOf(file, 1500) })).rejects.toThrow('the sender has gone');
    expect(parts.length).toBeGreaterThan(100);
    await run(file, noting(parts));
    expect([...new Set(parts)]).toEqual(whole);
  });

  it('reads a file of a million rows in flat memory, never far ahead of what is stored', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const rows = 1_000_000;
    let made = 0;
    let taken = 0;
    let furthestAhead = 0;
    const heapMb: number[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('thing_id,name,interests\n');
      while (made < rows) {
        let piece = '';
        for (let i = 0; i < 1000; i++) piece += `T${made++},,钓鱼;书法\n`;
        furthestAhead = Math.max(furthestAhead, made - taken);
        yield Buffer.from(piece);
      }
    }
    const importBatch: Batch = async (batch) => {
      taken += batch.length;
      if (taken % 200_000 === 0) {
        collect();
        heapMb.push(process.memoryUsage().heapUsed / 1e6);
      }
      return batch.map(() => 'TAKEN');
    };
    const { account } = await run('', { bytes: bytes(), importBatch, batchSize: 1000, runs: undefined });
    expect(account).toMatchObject({ read: rows, taken: rows });
    expect(furthestAhead).toBeLessThanOrEqual(5000);
    expect(heapMb.at(-1)! - heapMb[0]!).toBeLessThan(20);
  }, 120_000);
});
