import { Unit, UnitPlaced, catalogue } from '@hengxin/contracts';
import { decodePosition } from '@hengxin/event-bus';
import {
  type AppendResult,
  createEventStoreDbEventLog,
  createPostgresEventLog,
  type EventLog,
  LARGEST_APPEND_BYTES,
  migrateEventLog,
} from '@hengxin/event-log';
import { type EventStoreUnderTest, eventStoreUnderTest } from '@hengxin/event-log/testing';
import { type Decider, defineRejections, type EventOf } from '@hengxin/event-sourcing';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { Clock } from '../clock.js';
import { readConfig } from '../config/config.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import {
  CommandAnswers,
  CreateCommandAnswer1700000000100,
  CreateCommandClaim1767398400000,
} from './command-answers.js';
import type { CommandResult } from './command-envelope.js';
import { CommandHandler } from './command-handler.js';

type Rename = { type: 'Rename'; data: { unitId: string; name: string } };
type Named = { names: readonly string[] };
const rejections = defineRejections({
  NAME_TAKEN: { field: ['input', 'name'], en: '{name} is taken.', zh: '{name} 已被使用。' },
});

/**
 * The smallest decider with all three answers: an event (or one for each of several names, `甲/乙`), nothing to do, a
 * rejection.
 */
const naming: Decider<Rename, EventOf<typeof UnitPlaced>, Named> = {
  initial: { names: [] },
  decide: {
    Rename: ({ unitId, name }, { names }) => {
      if (names.at(-1) === name) return [];
      if (names.includes(name)) return rejections.NAME_TAKEN({ name });
      return name
        .split('/')
        .map((each) => UnitPlaced.of({ unitId, parentId: null, kind: 'BRANCH', name: each, validFrom: null }));
    },
  },
  evolve: { UnitPlaced: ({ name }, { names }) => ({ names: [...names, name] }) },
};

describe.each(['PostgreSQL', 'EventStoreDB'])('commands on the log of %s', (store) => {
  let database: TestDatabase;
  let server: EventStoreUnderTest | undefined;
  let own: Database;
  let elsewhere: Database;
  let log: EventLog;
  let runner: CommandHandler;
  let unit = 0;

  beforeAll(async () => {
    database = await testDatabase();
    own = await databaseOf('organisation');
    elsewhere = await databaseOf('visit-logging');
    log = await openLog();
    runner = new CommandHandler('organisation', log, new CommandAnswers(own), new Clock());
  }, 60_000);
  afterAll(async () => {
    await log.close();
    await server?.stop();
    await Promise.all([own, elsewhere].map(({ dataSource }) => dataSource.destroy()));
    await database.drop();
  });
  beforeEach(() => unit++);

  const databaseOf = (service: 'organisation' | 'visit-logging'): Promise<Database> => {
    const config = readConfig(service, {
      HENGXIN_DATABASE_URL: database.url,
      HENGXIN_JWKS_URL: 'http://x/',
      HENGXIN_JWT_ISSUER: 'x',
      HENGXIN_PROFILE: 'standalone',
    });
    return openDatabase(config, {
      entities: [],
      migrations: [CreateCommandAnswer1700000000100, CreateCommandClaim1767398400000],
    });
  };

  const createSecond = (): EventLog =>
    server
      ? createEventStoreDbEventLog({ url: server.url, catalogue })
      : createPostgresEventLog({ url: database.url, catalogue });

  const openLog = async (): Promise<EventLog> => {
    if (store === 'EventStoreDB') {
      server = await eventStoreUnderTest();
      return createEventStoreDbEventLog({ url: server.url, catalogue });
    }
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await migrateEventLog(pool);
    await pool.end();
    return createPostgresEventLog({ url: database.url, catalogue });
  };

  const rename = (
    name: string,
    commandId: string,
    options: {
      id?: string;
      actor?: string;
      fresh?: boolean;
      log?: EventLog;
      withinMs?: number;
      through?: CommandHandler;
    } = {},
  ): Promise<CommandResult<Named>> => {
    const { id = `U${unit}`, actor = 'S1', fresh = false, withinMs } = options;
    const over = (other: EventLog) =>
      new CommandHandler('organisation', other, new CommandAnswers(own), new Clock(), undefined, withinMs);
    const through = options.through ?? (options.log ? over(options.log) : runner);
    const input = { id, name };
    return through.execute({
      aggregate: Unit,
      decider: naming,
      id,
      command: { type: 'Rename', data: { unitId: id, name } },
      commandId: `${unit}-${commandId}`,
      input,
      context: { caller: { id: actor }, correlationId: 'corr-1', traceparent: 'tp' },
      fresh,
    });
  };
  const stream = () => log.read(Unit.stream(`U${unit}`));

  it('an accepted command appends its events, marked with who, why and when', async () => {
    const result = await rename('甲', 'a');
    expect(result).toMatchObject({
      accepted: true,
      repeated: false,
      state: { names: ['甲'] },
      events: [{ type: 'UnitPlaced', revision: 0 }],
    });
    const [event] = await stream();
    expect(event!.meta).toEqual({
      actor: 'S1',
      commandId: `${unit}-a`,
      fingerprint: expect.any(String),
      correlationId: 'corr-1',
      traceparent: 'tp',
      businessDate: new Clock().today(),
    });
    if (!result.accepted) throw new Error('rejected');
    expect(decodePosition(result.position!)).toEqual({ position: event!.position, topic: Unit.topic, key: `U${unit}` });
  });

  it('the same id again returns the first answer, with the state as of then, and beside it the one by now', async () => {
    const first = await rename('甲', 'a');
    expect(first).toMatchObject({ state: { names: ['甲'] }, current: { names: ['甲'] } });
    await rename('乙', 'b');
    const again = await rename('甲', 'a');
    expect(again).toEqual({
      ...first,
      current: { names: ['甲', '乙'] },
      repeated: true,
      events: [expect.objectContaining({ id: expect.any(String), revision: 0 })],
    });
    expect(await stream()).toHaveLength(2);
  });

  it('the same id again returns the first rejection, even when the rule would now let it pass', async () => {
    await rename('甲', 'a');
    await rename('乙', 'b');
    const refused = await rename('甲', 'c');
    expect(refused).toEqual({ accepted: false, rejection: rejections.NAME_TAKEN({ name: '甲' }).rejection });
    expect(await rename('甲', 'c')).toEqual(refused);
  });

  it('the same id again returns "nothing to do", even when there would now be something', async () => {
    await rename('甲', 'a');
    expect(await rename('甲', 'b')).toMatchObject({ accepted: true, events: [], position: null, repeated: false });
    await rename('乙', 'c');
    expect(await rename('甲', 'b')).toMatchObject({ accepted: true, events: [], position: null, repeated: true });
    expect(await stream()).toHaveLength(2);
  });

  it.each([
    ['accepted', ['甲']],
    ['rejected', ['甲', '乙', '甲']],
    ['nothing to do', ['甲', '甲']],
  ])('an id that was %s is refused for another intention', async (_outcome, names) => {
    for (const [i, name] of names.entries()) await rename(name, `id${i}`);
    const reused = await rename('丙', `id${names.length - 1}`);
    expect(reused).toMatchObject({
      accepted: false,
      rejection: { code: 'COMMAND_ID_REUSED', field: ['input', 'commandId'] },
    });
  });

  it('an id is refused for another instance', async () => {
    await rename('甲', 'a');
    expect(await rename('甲', 'a', { id: `U${unit}-other` })).toMatchObject({
      accepted: false,
      rejection: { code: 'COMMAND_ID_REUSED' },
    });
  });

  it('an id is one intention within one service: another service may use it, and each gives its own first answer again', async () => {
    const other = new CommandHandler('visit-logging', log, new CommandAnswers(elsewhere), new Clock());
    const id = `U${unit}-other`;
    const here = await rename('甲', 'a');
    const there = await rename('乙', 'a', { id, through: other });
    expect([here, there]).toMatchObject([
      { accepted: true, repeated: false, state: { names: ['甲'] } },
      { accepted: true, repeated: false, state: { names: ['乙'] } },
    ]);
    expect(await rename('甲', 'a')).toEqual({ ...here, repeated: true, events: expect.any(Array) });
    expect(await rename('乙', 'a', { id, through: other })).toEqual({
      ...there,
      repeated: true,
      events: expect.any(Array),
    });
    for (const [reused, through] of [
      [`U${unit}-third`, runner],
      [`U${unit}-third`, other],
    ] as const)
      expect(await rename('丙', 'a', { id: reused, through })).toMatchObject({
        rejection: { code: 'COMMAND_ID_REUSED' },
      });
    expect([...(await stream()), ...(await log.read(Unit.stream(id)))]).toHaveLength(2);
  });

  it.each([{ fresh: true }, { fresh: false }])(
    'more than one append may hold is refused before anything is kept of it, and the id may be used for less (fresh: $fresh)',
    async ({ fresh }) => {
      const large = Array(4_000).fill('大'.repeat(100)).join('/');
      expect(await rename(large, 'a', { fresh })).toEqual({
        accepted: false,
        rejection: {
          code: 'APPEND_TOO_LARGE',
          field: ['input'],
          facts: { bytes: expect.any(Number), most: LARGEST_APPEND_BYTES },
        },
      });
      expect(await stream()).toEqual([]);
      expect(await rename('小', 'a', { fresh, id: `U${unit}-other` })).toMatchObject({
        accepted: true,
        repeated: false,
      });
    },
  );

  it.each([{ fresh: true }, { fresh: false }])(
    'of one id with two intentions at the same time one becomes a fact, and the caller with the other is told (fresh: $fresh)',
    async ({ fresh }) => {
      const other = `U${unit}-other`;
      const results = await Promise.all([
        ...['甲', '乙', '丙'].map((name) => rename(name, 'a', { fresh })),
        ...['丁', '戊'].map((name) => rename(name, 'a', { fresh, id: other })),
      ]);
      const facts = [...(await stream()), ...(await log.read(Unit.stream(other)))];
      expect(facts).toHaveLength(1);
      const accepted = results.filter((result) => result.accepted);
      expect(accepted).toMatchObject([{ events: [{ data: facts[0]!.data }], repeated: false }]);
      for (const result of results) if (!result.accepted) expect(result.rejection.code).toBe('COMMAND_ID_REUSED');
    },
  );

  it('one id sent by two processes at the same time is one fact, and both tell what is stored', async () => {
    const second = createSecond();
    const results = await Promise.all([
      rename('甲', 'a', { fresh: true }),
      rename('甲', 'a', { fresh: true, log: second }),
    ]);
    await second.close();
    const facts = await stream();
    expect(facts).toHaveLength(1);
    for (const result of results)
      expect(result).toMatchObject({ accepted: true, events: [{ id: facts[0]!.id, data: facts[0]!.data }] });
  });

  it('an accepted id keeps its first answer, also after it was refused for another instance', async () => {
    const other = `U${unit}-other`;
    for (const [i, name] of ['甲', '乙'].entries()) await rename(name, `other${i}`, { id: other });
    const first = await rename('甲', 'a');
    expect(await rename('甲', 'a', { id: other })).toMatchObject({ accepted: false });
    expect(await rename('甲', 'a')).toEqual({ ...first, repeated: true, events: expect.any(Array) });
    expect(await rename('甲', 'a', { id: other })).toMatchObject({ accepted: false });
    expect(await stream()).toHaveLength(1);
  });

  it('ids of two callers have nothing to do with each other', async () => {
    await rename('甲', 'a', { actor: 'S1' });
    expect(await rename('乙', 'a', { actor: 'S2' })).toMatchObject({
      accepted: true,
      repeated: false,
      state: { names: ['甲', '乙'] },
    });
  });

  it('a command that nothing goes wrong with is one append, and no read of the log where it is fresh', async () => {
    const before = { ...server?.double?.calls };
    await rename('甲', 'a', { fresh: true });
    if (server?.double) expect(server.double.calls).toEqual({ ...before, append: before.append! + 1 });
    else expect(await stream()).toHaveLength(1);
  });

  it('a fresh command reads nothing first, and a repeated one still gets the first answer', async () => {
    let reads = 0;
    const counting: EventLog = Object.assign(Object.create(log) as EventLog, {
      read: (name: string) => (reads++, log.read(name)),
    });
    const first = await rename('甲', 'a', { fresh: true, log: counting });
    expect(reads).toBe(0);
    expect(await rename('甲', 'a', { fresh: true, log: counting })).toEqual({
      ...first,
      repeated: true,
      events: expect.any(Array),
    });
    expect(await rename('乙', 'a', { fresh: true, log: counting })).toMatchObject({
      rejection: { code: 'COMMAND_ID_REUSED' },
    });
    expect(await stream()).toHaveLength(1);
  });

  it('many at once on one stream all find their place, and one id sent many times is stored once', async () => {
    const results = await Promise.all(
      [...Array(4)].flatMap((_, i) => [rename(`名${i}`, `id${i}`), rename(`名${i}`, `id${i}`)]),
    );
    expect(results.every(({ accepted }) => accepted)).toBe(true);
    expect((await stream()).map(({ data }) => (data as { name: string }).name).sort()).toEqual([
      '名0',
      '名1',
      '名2',
      '名3',
    ]);
  });

  it('sixty-four at once on one stream are all carried out', async () => {
    const results = await Promise.all([...Array(64).keys()].map((i) => rename(`名${i}`, `id${i}`)));
    expect(results.filter(({ accepted }) => !accepted)).toEqual([]);
    expect(await stream()).toHaveLength(64);
  });

  it('so are sixty-four that come to two instances, each over a log of its own', async () => {
    const other = createSecond();
    try {
      const logs = [log, other];
      const results = await Promise.all(
        [...Array(64).keys()].map((i) => rename(`名${i}`, `id${i}`, { log: logs[i % 2]! })),
      );
      expect(results.filter(({ accepted }) => !accepted)).toEqual([]);
      expect(new Set((await stream()).map(({ data }) => (data as { name: string }).name)).size).toBe(64);
    } finally {
      await other.close();
    }
  });

  it('in one process they go one after the other, and none meets another', async () => {
    let overtaken = 0;
    const counting: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: async (...args: Parameters<EventLog['append']>) => {
        const appended = await log.append(...args);
        if (!appended.ok) overtaken++;
        return appended;
      },
    });
    await Promise.all([...Array(12).keys()].map((i) => rename(`名${i}`, `id${i}`, { log: counting })));
    expect(overtaken).toBe(0);
    expect(await stream()).toHaveLength(12);
  });

  it('is carried out though others were faster for longer than a handful of attempts', async () => {
    let lost = 0;
    const outrun: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: (...args: Parameters<EventLog['append']>) =>
        lost++ < 20
          ? Promise.resolve<AppendResult>({ ok: false, reason: 'WRONG_REVISION', actualRevision: 7 })
          : log.append(...args),
    });
    expect(await rename('甲', 'a', { log: outrun })).toMatchObject({ accepted: true, state: { names: ['甲'] } });
  });

  it('that is made of the state is made again of what a faster writer left', async () => {
    await rename('甲', 'first');
    const outrun: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: async (...args: Parameters<EventLog['append']>) => {
        if ((await stream()).length === 1) await rename('乙', 'faster');
        return log.append(...args);
      },
    });
    const id = `U${unit}`;
    const result = await new CommandHandler('organisation', outrun, new CommandAnswers(own), new Clock()).execute({
      ...{ aggregate: Unit, decider: naming, id, commandId: `${unit}-slower`, input: { id } },
      command: ({ names }) => ({ type: 'Rename' as const, data: { unitId: id, name: `${names.at(-1)}二` } }),
      context: { caller: { id: 'S1' } },
    });
    expect(result).toMatchObject({ accepted: true, state: { names: ['甲', '乙', '乙二'] } });
  });

  it('gives up with CONFLICT when others are always faster, and the id may be used again', async () => {
    const outrun: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: async (): Promise<AppendResult> => ({ ok: false, reason: 'WRONG_REVISION', actualRevision: 7 }),
    });
    expect(await rename('甲', 'a', { log: outrun, withinMs: 20 })).toMatchObject({
      accepted: false,
      rejection: { code: 'CONFLICT' },
    });
    // The id is claimed by then: a log that does not know ids across streams leaves open whether it was answered.
    expect(await rename('甲', 'a')).toMatchObject({ accepted: true, repeated: log.knowsIdsIn === 'stream' });
  });

  it('answers the same after the acknowledgement of an append was lost', async () => {
    const lossy: EventLog = Object.assign(Object.create(log) as EventLog, {
      append: async (...args: Parameters<EventLog['append']>) => {
        await log.append(...args);
        throw new Error('connection lost');
      },
    });
    await expect(rename('甲', 'a', { log: lossy })).rejects.toThrow('connection lost');
    expect(await rename('甲', 'a')).toMatchObject({ accepted: true, repeated: true, state: { names: ['甲'] } });
    expect(await stream()).toHaveLength(1);
  });
});
