import {
  Client,
  ClientAssigned,
  ClientProfileChanged,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
  type ConsentHistory,
  withWord,
} from '@hengxin/contracts';
import { type BatchContext, poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { DomainEvent, RecordedEvent } from '@hengxin/event-sourcing';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { clientDirectory, type ClientNews, eventsOf, json, keepersOn, smallint, table, text } from '../index.js';

const known = table('known_client', {
  key: ['client_id'],
  columns: { client_id: text(), contacts_a_year: smallint().orNull(), words: json<ConsentHistory>() },
});
const calls: { step: string; news: ClientNews; assigned: unknown }[] = [];
const noted = (step: string) => async (news: ClientNews, tx: Pick<TxSource, 'query'>) =>
  calls.push({ step, news, assigned: await tx.query('select client_id, rm_id from client_assignment order by 1, 2') });

const directory = clientDirectory({
  consumer: 'known-clients',
  clients: known,
  blank: { contacts_a_year: null, words: {} },
  registered: (row, { contactsAYear }) => void (row.contacts_a_year = contactsAYear),
  changed: (row, { contactsAYear }) => void (row.contacts_a_year = contactsAYear ?? row.contacts_a_year),
  word: (row, channel, word) => void (row.words = withWord(row.words, channel, word)),
  isKept: ({ contacts_a_year }) => contacts_a_year !== null,
  clientsWritten: noted('clients'),
  assignmentsWritten: noted('assignments'),
});

const profile = {
  name: '欧阳晓明',
  phone: null,
  tier: 'GOLD',
  interests: [],
  preferredChannel: null,
  birthday: null,
} as const;
const registered = (clientId: string, more: { keeper?: { rmId: string; from: string }; consents?: never[] } = {}) =>
  ClientRegistered.of({ clientId, ...profile, interests: [], contactsAYear: 6, registeredOn: '2026-03-02', ...more });
const said = {
  channel: 'PHONE',
  wordingVersion: null,
  evidence: null,
  decidedAt: '2026-03-02T10:00:00+08:00',
} as const;
const granted = (clientId: string, purpose: 'SERVICE' | 'MARKETING' = 'SERVICE') =>
  ConsentGranted.of({ clientId, ...said, purpose, expiresOn: null });
const withdrawn = (clientId: string) => ConsentWithdrawn.of({ clientId, ...said, purpose: 'SERVICE', receiptId: 'R1' });
const assigned = (clientId: string, rmId: string, from: string) =>
  ClientAssigned.of({ clientId, rmId, from, previousRmId: null });

describe("a service's own copy of clients", () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let source: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    source = poolTxSource(pool);
    await pool.query(
      `create table known_client (client_id text collate "C" primary key, contacts_a_year smallint, words jsonb not null)`,
    );
    await pool.query(`create table client_assignment (client_id text collate "C", from_day date, rm_id text collate "C" not null, revision int,
      primary key (client_id, from_day))`);
  });
  beforeEach(async () => {
    calls.length = 0;
    await pool.query('truncate known_client, client_assignment');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** Events of clients' streams, each at its place there. */
  const streams = (...events: DomainEvent[]): RecordedEvent[] => {
    const places = new Map<string, number>();
    return events.map((event) => {
      const { clientId } = event.data as { clientId: string };
      const revision = places.get(clientId) ?? 0;
      places.set(clientId, revision + 1);
      return { ...event, revision } as RecordedEvent;
    });
  };
  const hear = (...events: RecordedEvent[]) => source.tx((tx) => directory.apply(events, { tx } as BatchContext));
  const stored = () => source.query('select client_id, contacts_a_year, words from known_client order by 1');
  const keepers = async (on: string, ...clientIds: string[]) =>
    (
      await keepersOn(
        clientIds.map((clientId) => ({ clientId, on })),
        source,
      )
    ).map(({ rmId }) => rmId);

  it('takes all that the registry tells of them, and writes rows and assignments', () => {
    expect(directory.events).toEqual(eventsOf(Client));
    expect(directory.tables.map(({ name }) => name)).toEqual(['known_client', 'client_assignment']);
  });

  it('folds a batch onto what it knew', async () => {
    await hear(...streams(registered('C1'), granted('C1')));
    const [, , ...later] = streams(
      registered('C1'),
      granted('C1'),
      withdrawn('C1'),
      ClientProfileChanged.of({ clientId: 'C1', contactsAYear: 12, changedOn: '2026-03-03' }),
    );
    await hear(...later);
    const word = { decidedAt: said.decidedAt, expiresOn: null };
    expect(await stored()).toEqual([
      {
        client_id: 'C1',
        contacts_a_year: 12,
        words: {
          PHONE: [
            { ...word, granted: true, place: 1 },
            { ...word, granted: false, place: 2 },
          ],
        },
      },
    ]);
  });

  it('keeps words on service alone', async () => {
    await hear(...streams(registered('C1'), granted('C1', 'MARKETING')));
    expect(await stored()).toMatchObject([{ words: {} }]);
  });

  it('stores no row that says too little', async () => {
    await hear(...streams(granted('C1')));
    expect(await stored()).toEqual([]);
  });

  it('knows who keeps a client on a day, the day included, and nobody before the first', async () => {
    await hear(
      ...streams(registered('C1', { keeper: { rmId: 'S1', from: '2026-03-02' } }), assigned('C1', 'S2', '2026-03-09')),
    );
    expect(await keepers('2026-03-01', 'C1')).toEqual([]);
    expect(await keepers('2026-03-08', 'C1')).toEqual(['S1']);
    expect(await keepers('2026-03-09', 'C1', 'C9')).toEqual(['S2']);
  });

  it('lets no assignment heard again take the place of one told later for the same day', async () => {
    const [first, second] = streams(assigned('C1', 'S1', '2026-03-02'), assigned('C1', 'S2', '2026-03-02'));
    await hear(first!, second!);
    await hear(first!);
    expect(await keepers('2026-03-02', 'C1')).toEqual(['S2']);
  });

  it('takes any in the place of one that was stored before places were kept', async () => {
    await pool.query(`insert into client_assignment (client_id, from_day, rm_id) values ('C1', '2026-03-02', 'S9')`);
    await hear(...streams(assigned('C1', 'S1', '2026-03-02')));
    expect(await keepers('2026-03-02', 'C1')).toEqual(['S1']);
  });

  it('tells the service once the rows are written, and again once the assignments are', async () => {
    const assignments = [{ client_id: 'C1', from_day: '2026-03-02', rm_id: 'S1', revision: 1 }];
    await hear(...streams(registered('C2'), registered('C1'), assigned('C1', 'S1', '2026-03-02')));
    expect(calls).toEqual([
      { step: 'clients', news: { clientIds: ['C1', 'C2'], assigned: assignments }, assigned: [] },
      {
        step: 'assignments',
        news: { clientIds: ['C1', 'C2'], assigned: assignments },
        assigned: [{ client_id: 'C1', rm_id: 'S1' }],
      },
    ]);
  });
});
