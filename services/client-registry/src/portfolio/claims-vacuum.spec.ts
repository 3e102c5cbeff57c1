import type { Database } from '@hengxin/service-kit';
import { readModelDatabase } from '../client/spec-database.suite.js';
import { ClaimsVacuum } from './claims-vacuum.js';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => void ({ database, drop } = await readModelDatabase()), 60_000);
afterAll(() => drop?.());

const CLAIMS = 2_000;
/** Makes claims and takes them back, as an import and its projection do. */
async function claimed(): Promise<void> {
  await database.query(
    `insert into portfolio_claim (command_key, claim, rm_id, client_id)
     select 'k' || n, gen_random_uuid(), 'S1', 'C' || n from generate_series(1, $1::int) as n`,
    [CLAIMS],
  );
  await database.query('delete from portfolio_claim');
}
async function bytes(): Promise<number> {
  const [row] = await database.query<{ size: number }>("select pg_total_relation_size('portfolio_claim') as size");
  return row!.size;
}

it('the table of claims does not grow with what was imported', async () => {
  // Only what is done here counts.
  await database.query('alter table portfolio_claim set (autovacuum_enabled = false)');
  await claimed();
  const once = await bytes();
  const vacuum = new ClaimsVacuum(database, CLAIMS);
  for (let i = 0; i < 10; i++) {
    await claimed();
    vacuum.made(CLAIMS);
    await vacuum.done();
  }
  expect(await bytes()).toBeLessThan(3 * once);
});

it('nobody is told of a vacuum that fails', async () => {
  const asked: string[] = [];
  const away = { query: (text: string) => (asked.push(text), Promise.reject(new Error('away'))) };
  const vacuum = new ClaimsVacuum(away, 10);
  vacuum.made(9);
  expect(asked).toEqual([]);
  vacuum.made(1);
  await vacuum.done();
  expect(asked).toHaveLength(1);
});
