import { testDatabase, type TestDatabase } from '@hengxin/testing';
import pg from 'pg';
import { prepareDatabase } from './database.js';
import { type Options, readOptions, StartFault } from './options.js';
import { rebuildCommand } from './rebuild.command.js';
import { runningEventLogUrl } from './running.js';

const SECRET = 'hunter2';
const CLUSTER = `esdb://bank:${SECRET}@a:2113,b:2113`;

describe('the event log of a platform that runs', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await testDatabase()));
  afterEach(() => database.drop());

  /** As the launcher leaves it; with a log elsewhere it would look there whether that is empty. */
  const madeOf = async (log: string): Promise<void> => {
    await prepareDatabase(database.url, readOptions([], {}, '/') as Options);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('update platform.event_log set log = $1', [log]);
    await client.end();
  };
  const refused = async (given: string | undefined): Promise<string> => {
    const fault: unknown = await runningEventLogUrl(database.url, given).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StartFault);
    expect((fault as Error).message).not.toContain(SECRET);
    return (fault as Error).message;
  };
  const here = () => {
    const { hostname, port, pathname } = new URL(database.url);
    return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`;
  };

  it.each([
    ['of a launcher', true],
    ['of services that were started by hand', false],
  ])('%s is the database, where none is named and where the database is', async (_, isLaunched) => {
    if (isLaunched) await madeOf('the database');
    for (const given of [undefined, '', database.url])
      expect(await runningEventLogUrl(database.url, given)).toBe(database.url);
  });

  it('that is elsewhere is the one that is named, by any of its nodes', async () => {
    await madeOf('EventStoreDB at b:2113, c:2113, epoch 1');
    expect(await runningEventLogUrl(database.url, CLUSTER)).toBe(CLUSTER);
  });

  it('that is elsewhere and not named is refused, for nothing would ever come from the database', async () => {
    const known = 'EventStoreDB at b:2113, c:2113, epoch 1';
    await madeOf(known);
    for (const [given, named] of [
      [undefined, here()],
      [`${CLUSTER}?epoch=2`, 'EventStoreDB at a:2113, b:2113, epoch 2'],
    ] as const)
      expect(await refused(given)).toBe(
        `The read models here are made of the event log of ${known}, not of ${named}: name that one in HENGXIN_EVENT_LOG_URL.`,
      );
  });

  it('that is the database is no other one', async () => {
    await madeOf('the database');
    expect(await refused(CLUSTER)).toBe(
      `The read models here are made of the event log of ${here()}, not of EventStoreDB at a:2113, b:2113, epoch 1: leave HENGXIN_EVENT_LOG_URL out.`,
    );
  });

  it('is told by its name and without its credentials where its URL is none', async () => {
    expect(await refused(`mongodb://bank:${SECRET}@a`)).toMatch(/^HENGXIN_EVENT_LOG_URL must be a URL/);
  });

  it('of another kind ends npm run rebuild with that sentence, before anything grows', async () => {
    await madeOf('EventStoreDB at b:2113, epoch 1');
    process.env['HENGXIN_DATABASE_URL'] = database.url;
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    try {
      expect(await rebuildCommand(['--read-model', 'figures'], {}, { say, progress: () => undefined })).toBe(1);
    } finally {
      delete process.env['HENGXIN_DATABASE_URL'];
    }
    expect(said).toEqual([expect.stringMatching(/^The read models here are made of the event log of EventStoreDB/)]);
  });
});
