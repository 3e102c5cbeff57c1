import { ServerDouble } from '@hengxin/event-log/testing';
import { grantCommand } from './grant.command.js';

const SECRET = 'hunter2';

describe('npm run grant', () => {
  let server: ServerDouble;
  beforeAll(async () => void (server = await ServerDouble.started()));
  afterAll(() => server.stop());

  const run = async (args: readonly string[], url?: string): Promise<[number, string]> => {
    const said: string[] = [];
    const code = await grantCommand(args, { HENGXIN_EVENT_LOG_URL: url }, (line) => said.push(line));
    expect(said.join('\n')).not.toContain(SECRET);
    return [code, said.join('\n')];
  };

  it('grants once, and says so', async () => {
    expect(await run(['--reader', 'bank'], server.url)).toEqual([0, 'bank may read $all now.']);
    expect(await run(['--reader', 'bank'], server.url)).toEqual([
      0,
      'bank could read $all before: nothing was changed.',
    ]);
  });

  it.each([
    [['--help'], undefined, 0, /^Gives a user/],
    [[], 'esdb://a', 1, /^--reader takes the name of a user/],
    [['--reader', 'a b'], 'esdb://a', 1, /^--reader takes/],
    [['--reader', 'bank'], undefined, 1, /^HENGXIN_EVENT_LOG_URL is not set/],
    [['--reader', 'bank'], `postgres://u:${SECRET}@db/bank`, 1, /^HENGXIN_EVENT_LOG_URL is of a PostgreSQL/],
    [['--reader', 'bank'], `mongodb://u:${SECRET}@db`, 1, /^HENGXIN_EVENT_LOG_URL must be a URL/],
    [
      ['--reader', 'bank'],
      `esdb://u:${SECRET}@db?tls=false`,
      1,
      /^HENGXIN_EVENT_LOG_URL is not valid: user and password/,
    ],
    [[`esdb://u:${SECRET}@db`], undefined, 1, /^Unexpected argument/],
    [
      ['--reader', 'bank'],
      `esdb://u:${SECRET}@127.0.0.1:1`,
      1,
      /^Nothing was granted: EventStoreDB at 127.0.0.1:1 refuses connections\.$/,
    ],
  ] as const)('%j at %s', async (args, url, code, sentence) => {
    expect(await run(args, url)).toEqual([code, expect.stringMatching(sentence)]);
  });
});
