import { addDays } from '@hengxin/contracts';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import type { BatchContext, Tx } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import pg from 'pg';
import { ContactScheduling1772409600000 } from '../migrations/1772409600000-contact-scheduling.js';
import { PortfolioVersion1772409600200 } from '../migrations/1772409600200-portfolio-version.js';
import { ClientDates1772409600400 } from '../migrations/1772409600400-client-dates.js';
import { clientClocks, type Contact } from './client-clock.projection.js';

/** A day may be named in any contact; times are unique, as those of one client's contacts are. */
const contacts = fc
  .uniqueArray(
    fc.record({
      clientId: fc.constantFrom('C1', 'C2', 'C3'),
      minute: fc.nat(40_000),
      effective: fc.boolean(),
      followUpOn: fc.option(fc.nat(60).map((days) => addDays('2026-03-01', days))),
    }),
    { selector: ({ minute }) => minute, minLength: 1, maxLength: 20 },
  )
  .map((rows) =>
    rows.map(({ minute, ...row }) => {
      const at = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
      // The business date only has to grow with the moment.
      return { ...row, startedAt: at.toISOString(), businessDate: at.toISOString().slice(0, 10) } as Contact;
    }),
  );

describe('the client’s clock', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    for (const migration of [
      new ContactScheduling1772409600000(),
      new PortfolioVersion1772409600200(),
      new ClientDates1772409600400(),
    ])
      await migration.up({ query: (sql: string) => client.query(sql) } as never);
  }, 60_000);
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const tx: Tx = { query: async (text, values) => (await client.query(text, values as unknown[])).rows };
  const clocksAfter = async (batches: readonly (readonly Contact[])[]) => {
    await client.query('truncate client_clock');
    for (const batch of batches)
      await clientClocks.apply(
        batch.map((data) => ({ type: 'ContactLogged', data }) as RecordedEvent),
        { tx } as BatchContext,
      );
    return (await client.query('select * from client_clock order by client_id')).rows;
  };

  it('is the same whatever the order in which contacts are heard, one by one or together', async () => {
    await fc.assert(
      fc.asyncProperty(contacts, fc.infiniteStream(fc.nat()), async (rows, keys) => {
        const shuffled = rows.map((row) => ({ row, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
        expect(await clocksAfter(shuffled.map(({ row }) => [row]))).toEqual(await clocksAfter([rows]));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('shows the last effective contact, the newest promise and the newest next try', async () => {
    const contact = (day: string, effective: boolean, followUpOn: string | null) =>
      ({
        clientId: 'C1',
        startedAt: `2026-02-${day}T10:00:00+08:00`,
        businessDate: `2026-02-${day}`,
        effective,
        followUpOn,
      }) as Contact;
    const rows = [
      contact('03', true, '2026-03-10'),
      contact('05', true, null),
      contact('07', false, '2026-02-09'),
      contact('02', true, '2026-04-01'),
    ];
    expect(await clocksAfter([rows])).toMatchObject([
      {
        last_contact_at: new Date('2026-02-05T02:00:00Z'),
        promise_made_at: new Date('2026-02-03T02:00:00Z'),
        next_try_made_at: new Date('2026-02-07T02:00:00Z'),
      },
    ]);
  });
});
