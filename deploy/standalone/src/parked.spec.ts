import { BusOneSource1767312000000, BusSkippedEvents1774000000000, BusTables1767225600000 } from '@hengxin/event-bus';
import { testDatabase, type TestDatabase } from '@hengxin/testing';
import pg from 'pg';
import { parkedCommand } from './parked.command.js';

const KEY = ['--service', 'performance-kpis', '--key', 'C000017'];

describe('npm run parked', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    process.env['HENGXIN_DATABASE_URL'] = database.url;
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('create schema performance_kpis; set search_path to performance_kpis');
    for (const migration of [
      new BusTables1767225600000(),
      new BusOneSource1767312000000(),
      new BusSkippedEvents1774000000000(),
    ])
      await migration.up(client);
    await park('K1', '22009');
    await park('K2', 'BEHIND_PARKED');
  }, 60_000);

  afterAll(async () => {
    delete process.env['HENGXIN_DATABASE_URL'];
    await client?.end();
    await database?.drop();
  });

  async function park(id: string, code: string): Promise<void> {
    await client.query(
      `insert into bus_parked_event (consumer, source, partition, topic, key, event_id, type, code, reason)
       values ('contacts', 'store', 0, 'a.topic', 'C000017', $1, 'ContactLogged', $2, 'why')`,
      [id, code],
    );
  }

  async function parked(...args: string[]): Promise<{ code: number; output: string }> {
    const lines: string[] = [];
    const code = await parkedCommand(args, (line) => void lines.push(line));
    return { code, output: lines.join('\n') };
  }

  it.each([
    [['--skip', 'K1'], 1, /--skip needs --because/],
    [['--skip', 'K1', '--because', '  '], 1, /--skip needs --because/],
    [['--skip', '', '--because', 'x'], 1, /--skip takes the id/],
    [['--because', 'x'], 1, /belong to --skip/],
    [['--skip', 'K1', '--because', 'x', '--release'], 1, /two different things/],
    [['--skip', 'K9', '--because', 'x'], 1, /No event K9 is parked/],
    [['--skip', 'K2', '--because', 'x'], 1, /K2 is not at fault/],
  ])('%j is refused', async (args, code, message) => {
    expect(await parked(...args)).toEqual({ code, output: expect.stringMatching(message) });
    const { rows } = await client.query('select event_id, released_at from bus_parked_event order by id');
    expect(rows).toEqual([
      { event_id: 'K1', released_at: null },
      { event_id: 'K2', released_at: null },
    ]);
  });

  it('skips one event, tells of it afterwards, and lets the others go on', async () => {
    const skipped = await parked('--skip', 'K1', '--because', 'logged twice', '--by', 'operator', ...KEY);
    expect(skipped).toEqual({ code: 0, output: expect.stringContaining('K1 skipped; 1 behind it go on.') });
    const { code, output } = await parked(...KEY);
    expect([code, output.trim().split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(/K2 {2}BEHIND_PARKED \(released\): why$/),
        expect.stringMatching(/K1 {2}skipped \d{4}-\d{2}-\d{2}T[\d:.]+Z by operator: logged twice$/),
      ],
    ]);
  });
});
