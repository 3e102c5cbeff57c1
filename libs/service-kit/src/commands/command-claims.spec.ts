import { jest } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import { readConfig } from '../config/config.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { CommandAnswers, CreateCommandClaim1767398400000 } from './command-answers.js';

describe('claims of command ids', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await testDatabase();
    const config = readConfig('organisation', {
      HENGXIN_DATABASE_URL: test.url,
      HENGXIN_JWKS_URL: 'http://x/',
      HENGXIN_JWT_ISSUER: 'x',
      HENGXIN_PROFILE: 'standalone',
    });
    database = await openDatabase(config, { entities: [], migrations: [CreateCommandClaim1767398400000] });
  }, 60_000);
  afterAll(async () => {
    await database?.dataSource.destroy();
    await test?.drop();
  });

  it('that come together are one statement and one commit', async () => {
    const answers = new CommandAnswers(database);
    const query = jest.spyOn(database, 'query');
    const claims = await Promise.all(
      [...Array(20).keys()].map((n) => answers.claim('S1', `together-${n}`, `unit-${n}`, `f${n}`)),
    );
    expect(query.mock.calls.map(([, , name]) => name)).toEqual(['command_claim']);
    query.mockRestore();
    expect(claims).toEqual(
      [...Array(20).keys()].map((n) => ({ stream: `unit-${n}`, fingerprint: `f${n}`, first: true })),
    );
  });

  it('of one id go to the one who came first, together or later, and to nobody else', async () => {
    const answers = new CommandAnswers(database);
    const claim = (actor: string, stream: string) => answers.claim(actor, 'shared', stream, `to ${stream}`);
    const together = await Promise.all([
      claim('S1', 'unit-1'),
      claim('S2', 'unit-2'),
      claim('S1', 'unit-3'),
      claim('S1', 'unit-1'),
    ]);
    const first = { stream: 'unit-1', fingerprint: 'to unit-1' };
    expect(together).toEqual([
      { ...first, first: true },
      { stream: 'unit-2', fingerprint: 'to unit-2', first: true },
      { ...first, first: false },
      { ...first, first: false },
    ]);
    expect(await claim('S1', 'unit-4')).toEqual({ ...first, first: false });
  });

  it('of the same ids in two instances of a service have one first each', async () => {
    const instances = [new CommandAnswers(database), new CommandAnswers(database)];
    const ids = [...Array(30).keys()];
    const claims = await Promise.all(
      instances.flatMap((answers, i) =>
        (i === 0 ? ids : ids.toReversed()).map((n) => answers.claim('S1', `both-${n}`, `unit-${i}`, 'f')),
      ),
    );
    expect(claims.filter(({ first }) => first)).toHaveLength(ids.length);
  });
});
