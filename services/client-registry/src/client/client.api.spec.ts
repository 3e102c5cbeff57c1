import { randomUUID } from 'node:crypto';
import { Client, ClientAssigned, ClientRegistered, Contact, ContactLogged } from '@hengxin/contracts';
import type { DomainEvent } from '@hengxin/event-sourcing';
import { encodeEventPosition } from '@hengxin/service-kit';
import { createService } from '@hengxin/service-kit';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { type GraphqlAnswer, startTestService, TEST_SECRET, TestService } from '@hengxin/service-kit/testing';
import { CLIENT } from './client.projection.js';
import { lastContacts } from './last-contact.projection.js';
import { clientRegistry } from '../client-registry.module.js';

/** Head office HO over branch B1 with sub-branches U1 (S1, S2, head H1) and U2 (S3). */
const units = [
  { unitId: 'HO', parentId: null, kind: 'HEAD_OFFICE' as const, name: '总行', validFrom: null },
  { unitId: 'B1', parentId: 'HO', kind: 'BRANCH' as const, name: '分行', validFrom: null },
  { unitId: 'U1', parentId: 'B1', kind: 'SUB_BRANCH' as const, name: '支行一', validFrom: null },
  { unitId: 'U2', parentId: 'B1', kind: 'SUB_BRANCH' as const, name: '支行二', validFrom: null },
];
const place = (staffId: string, role: 'RM' | 'UNIT_HEAD' | 'HEAD_OFFICE', unitId: string) => ({
  staffId,
  role,
  unitId,
  validFrom: null,
});
const staff = [
  place('S1', 'RM', 'U1'),
  place('S2', 'RM', 'U1'),
  place('S3', 'RM', 'U2'),
  place('S4', 'RM', 'U2'),
  place('S5', 'RM', 'U2'),
  place('H1', 'UNIT_HEAD', 'U1'),
  place('HB', 'UNIT_HEAD', 'B1'),
  place('O1', 'HEAD_OFFICE', 'HO'),
];

let service: TestService;
let admin: string;
let commands = 0;
const positions: string[] = [];

beforeAll(async () => {
  service = await startTestService(clientRegistry);
  await service.place(units, staff);
  admin = await service.token('loader', { role: 'ADMIN' });
}, 60_000);
afterAll(() => service?.stop());

const ANSWER = `position errors { code field message } warnings { code message } receipt { id channel withdrawnAt }
  client { id name phone tier rm { id } interests birthday { calendar month day year } consents { channel purpose decision valid expiresOn } contactsAYear lastContactAt }`;

async function command(
  name: string,
  input: Record<string, unknown>,
  call: { as?: string; token?: string; headers?: Record<string, string> },
) {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const answer = await service.graphql(`mutation ($input: ${type}!) { ${name}(input: $input) { ${ANSWER} } }`, {
    variables: { input: { commandId: `cmd-${++commands}`, ...input } },
    ...call,
  });
  if (answer.errors)
    throw Object.assign(new Error(answer.errors[0]!.message), { code: answer.errors[0]!.extensions.code });
  if (answer.data[name].position) positions.push(answer.data[name].position);
  return answer.data[name];
}

const register = (
  id: string,
  more: Record<string, unknown> = {},
  call: { as?: string; token?: string } = { as: 'S1' },
) => command('registerClient', { id, name: '欧阳晓明', phone: '13800001234', tier: 'GOLD', ...more }, call);

async function client(id: string, as: string, fields = 'id name') {
  await heard();
  const answer = await service.graphql(`query ($id: ID!) { client(id: $id) { ${fields} } }`, { variables: { id }, as });
  return answer.errors ? answer.errors[0]!.extensions.code : answer.data.client;
}

interface ClientsAnswer {
  readonly clients: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

async function ids(as: string, filter?: Record<string, unknown>, first = 100): Promise<string[]> {
  await heard();
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const answer: GraphqlAnswer<ClientsAnswer> = await service.graphql<ClientsAnswer>(
      `query ($f: ClientFilter, $n: Int, $a: String) { clients(filter: $f, first: $n, after: $a) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
      { variables: { f: filter, n: first, a: after }, as },
    );
    if (answer.errors) throw Object.assign(new Error(answer.errors[0]!.message), answer.errors[0]!.extensions);
    const { edges, pageInfo } = answer.data.clients;
    found.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

/** Appends facts as the service that owns them would, and remembers where they stand. */
async function append(aggregate: typeof Client | typeof Contact, id: string, ...events: readonly DomainEvent[]) {
  const stored = events.map((event) => ({ ...event, id: randomUUID(), meta: {} }));
  const appended = await service.parts.log.append(aggregate.stream(id), stored, -1);
  if (!appended.ok) throw new Error(appended.reason);
  positions.push(encodeEventPosition(aggregate as never, { position: appended.position, data: events[0]!.data }));
}

/** Resolves once the read models hold all that this spec has stored. */
async function heard() {
  for (const position of positions.splice(0))
    await service.parts.bus.progress.waitFor(position, [CLIENT, lastContacts.consumer]);
}

async function contacted(clientId: string, startedAt: string, effective = true) {
  const contactId = randomUUID();
  const facts = {
    channel: 'PHONE' as const,
    outcome: effective ? ('ENGAGED' as const) : ('NO_ANSWER' as const),
    effective,
    late: false,
  };
  const when = { startedAt, endedAt: startedAt, loggedAt: startedAt, businessDate: startedAt.slice(0, 10) };
  const none = { planItemId: null, followUpOn: null, notes: null };
  await append(
    Contact,
    contactId,
    ContactLogged.of({ contactId, clientId, staffId: 'S1', unitId: 'U1', ...facts, ...when, ...none }),
  );
}

async function keptBy(rmId: string, clientId: string) {
  const facts = {
    name: '李明',
    phone: null,
    tier: 'STANDARD' as const,
    interests: [],
    preferredChannel: null,
    birthday: null,
    contactsAYear: 6,
  };
  const registered = ClientRegistered.of({ clientId, ...facts, registeredOn: '2026-01-01' });
  await append(
    Client,
    clientId,
    registered,
    ClientAssigned.of({ clientId, rmId, from: '2026-01-01', previousRmId: null }),
  );
}

describe('registering', () => {
  it('answers with the new state; the relationship manager who registers keeps the client', async () => {
    const payload = await register('C-reg', {
      birthday: { calendar: 'LUNAR', month: 8, day: 15, year: 1968 },
      interests: ['钓鱼'],
      consents: [{ channel: 'PHONE', purpose: 'SERVICE', expiresOn: '2027-01-31' }],
    });
    expect(payload).toMatchObject({
      errors: [],
      warnings: [],
      client: {
        id: 'C-reg',
        name: '欧阳晓明',
        phone: '138****1234',
        rm: { id: 'S1' },
        contactsAYear: 6,
        lastContactAt: null,
        birthday: { calendar: 'LUNAR', month: 8, day: 15, year: 1968 },
        consents: [{ channel: 'PHONE', purpose: 'SERVICE', decision: 'GRANTED', valid: true, expiresOn: '2027-01-31' }],
      },
    });
    const query = 'query ($at: Position) { client(id: "C-reg", atLeast: $at) { name rm { id } interests } }';
    const answer = await service.graphql(query, { variables: { at: payload.position }, as: 'S1' });
    expect(answer.data.client).toEqual({
      name: '欧阳晓明',
      rm: { id: 'S1' },
      interests: ['钓鱼'],
    });
  });

  it('asks the database once, for the place, the size and the answer of before, and the log for one append', async () => {
    const { database, log } = service.parts;
    const { query } = database;
    const { read, readMany, append } = log;
    const calls: string[] = [];
    const about = (values: unknown) => JSON.stringify(values ?? null).includes('C-counted');
    const commandId = `counted-C-counted`;
    database.query = (text, values, name) => (
      about(values) && calls.push(name ?? text),
      query.call(database, text, values, name) as never
    );
    log.read = (stream) => (calls.push('read'), read.call(log, stream));
    log.readMany = (streams) => (calls.push('read'), readMany.call(log, streams));
    log.append = (stream, events, revision) => (calls.push('append'), append.call(log, stream, events, revision));
    try {
      expect(await register('C-counted', { commandId })).toMatchObject({
        errors: [],
        warnings: [],
        client: { rm: { id: 'S1' } },
      });
    } finally {
      Object.assign(log, { read, readMany, append });
      database.query = query;
    }
    // A log that knows an id in its stream alone has the id claimed before.
    const claimed = log.knowsIdsIn === 'stream' ? ['command_claim'] : [];
    expect(calls).toEqual(['claim-places', ...claimed, 'append']);
  });

  it('gives the same commandId the first answer again, and refuses it for another intention', async () => {
    const input = { commandId: 'once', id: 'C-once', name: '王芳', tier: 'GOLD' };
    const first = await command('registerClient', input, { as: 'S1' });
    expect(await command('registerClient', input, { as: 'S1' })).toEqual(first);
    const other = await command('registerClient', { ...input, name: '李芳' }, { as: 'S1' });
    expect(other.errors).toMatchObject([{ code: 'COMMAND_ID_REUSED' }]);
  });

  it('refuses in the caller’s language and names the field', async () => {
    await register('C-twice');
    const payload = await command(
      'registerClient',
      { id: 'C-twice', name: '王芳', tier: 'GOLD' },
      { as: 'S1', headers: { 'accept-language': 'en' } },
    );
    expect(payload).toMatchObject({ client: null, position: null });
    expect(payload.errors).toEqual([
      {
        code: 'CLIENT_ALREADY_REGISTERED',
        field: ['input', 'id'],
        message: 'Client C-twice is already registered. Change its profile instead, or choose another id.',
      },
    ]);
  });

  it.each([
    ['an id with blanks', { id: 'C 1' }, 'INVALID_INPUT', ['input', 'id']],
    ['an empty name', { id: 'C-x', name: ' ' }, 'INVALID_INPUT', ['input', 'name']],
    [
      'month 13',
      { id: 'C-x', birthday: { calendar: 'SOLAR', month: 13, day: 1 } },
      'INVALID_INPUT',
      ['input', 'birthday', 'month'],
    ],
    [
      '30 February',
      { id: 'C-x', birthday: { calendar: 'SOLAR', month: 2, day: 30 } },
      'BIRTHDAY_INVALID',
      ['input', 'birthday'],
    ],
    ['somebody unknown as relationship manager', { id: 'C-x', rmId: 'S9' }, 'RM_UNKNOWN', ['input', 'rmId']],
    ['a colleague as relationship manager', { id: 'C-x', rmId: 'S2' }, 'RM_OUT_OF_SCOPE', ['input', 'rmId']],
  ])('refuses %s', async (_, input, code, field) => {
    const { errors } = await register('C-x', input);
    expect(errors).toMatchObject([{ code, field }]);
  });

  it('is not for head office', async () => {
    await expect(register('C-ho', {}, { as: 'O1' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('consent', () => {
  it('withdrawal yields a receipt; consent is no longer valid, but was before', async () => {
    await register('C-con', {
      consents: [{ channel: 'SMS', purpose: 'MARKETING', decidedAt: '2026-02-01T09:00:00+08:00' }],
    });
    const word = { clientId: 'C-con', channel: 'SMS', purpose: 'MARKETING', decision: 'WITHDRAWN' };
    const payload = await command('recordConsent', { commandId: 'wd-1', ...word }, { as: 'S1' });
    expect(payload.receipt).toEqual({
      id: expect.stringMatching(/^[a-z2-7]{26}$/),
      channel: 'SMS',
      withdrawnAt: '2026-03-02T09:00:00+08:00',
    });
    expect(payload.client.consents).toEqual([
      { channel: 'SMS', purpose: 'MARKETING', decision: 'WITHDRAWN', valid: false, expiresOn: null },
    ]);
    expect(await command('recordConsent', { commandId: 'wd-1', ...word }, { as: 'S1' })).toEqual(payload);

    const asked = `before: consentValid(channel: SMS, purpose: MARKETING, at: "2026-02-15T12:00:00+08:00") now: consentValid(channel: SMS, purpose: MARKETING)`;
    expect(await client('C-con', 'S1', asked)).toEqual({ before: true, now: false });

    const told = await client(
      'C-con',
      'S1',
      'consentHistory { channel purpose decision receiptId } keepers { rm { id } from to }',
    );
    expect(told).toEqual({
      consentHistory: [
        { channel: 'SMS', purpose: 'MARKETING', decision: 'WITHDRAWN', receiptId: payload.receipt.id },
        { channel: 'SMS', purpose: 'MARKETING', decision: 'GRANTED', receiptId: null },
      ],
      keepers: [{ rm: { id: 'S1' }, from: '2026-03-02', to: null }],
    });
  });

  it('twelve words on one client, told at once, are all recorded', async () => {
    await register('C-many');
    const channels = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'];
    const words = channels.flatMap((channel) =>
      ['SERVICE', 'MARKETING'].map((purpose) => ({ channel, purpose, decision: 'GRANTED' })),
    );
    const payloads = await Promise.all(
      words.map((word) => command('recordConsent', { clientId: 'C-many', ...word }, { as: 'S1' })),
    );
    expect(payloads.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await client('C-many', 'S1', 'consents { valid }')).consents).toEqual(words.map(() => ({ valid: true })));
  });

  it('a withdrawal learnt late yields its own receipt, the same one when it is sent again', async () => {
    await register('C-late', { consents: [{ channel: 'SMS', purpose: 'MARKETING' }] });
    const word = { clientId: 'C-late', channel: 'SMS', purpose: 'MARKETING', decision: 'WITHDRAWN' };
    const late = { commandId: 'wd-late', ...word, decidedAt: '2026-02-20T10:00:00+08:00' };
    const payload = await command('recordConsent', late, { as: 'S1' });
    expect(payload).toMatchObject({ errors: [], receipt: { withdrawnAt: '2026-02-20T10:00:00+08:00' } });
    expect(payload.client.consents).toMatchObject([{ decision: 'GRANTED', valid: true }]);
    const newest = await command('recordConsent', word, { as: 'S1' });
    expect(newest.receipt.id).not.toBe(payload.receipt.id);
    expect((await command('recordConsent', late, { as: 'S1' })).receipt).toEqual(payload.receipt);
    expect((await command('recordConsent', word, { as: 'S1' })).receipt).toEqual(newest.receipt);
  });

  it('expires with its last day', async () => {
    await register('C-exp', { consents: [{ channel: 'PHONE', purpose: 'SERVICE', expiresOn: '2026-03-02' }] });
    expect(await client('C-exp', 'S1', 'consents { valid }')).toEqual({ consents: [{ valid: true }] });
    service.clock.set('2026-03-03T00:00:00+08:00');
    expect(await client('C-exp', 'S1', 'consents { valid }')).toEqual({ consents: [{ valid: false }] });
    service.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('is not recorded for a client of others, who is answered as one unknown', async () => {
    await register('C-oth');
    const { errors } = await command(
      'recordConsent',
      { clientId: 'C-oth', channel: 'SMS', purpose: 'SERVICE', decision: 'GRANTED' },
      { as: 'S3' },
    );
    expect(errors).toMatchObject([{ code: 'CLIENT_UNKNOWN', field: ['input', 'clientId'] }]);
  });
});

describe('assignment', () => {
  it('hands a client over: from that day the other relationship manager sees them, and the first no longer', async () => {
    await register('C-hand', { tier: 'PRIVATE' });
    const payload = await command('assignClient', { clientId: 'C-hand', rmId: 'S2', from: '2026-03-05' }, { as: 'H1' });
    expect(payload).toMatchObject({ errors: [], client: { rm: { id: 'S1' } } });
    expect(await client('C-hand', 'S1', 'id')).toEqual({ id: 'C-hand' });
    expect(await client('C-hand', 'S2', 'id')).toBeNull();
    service.clock.set('2026-03-05T00:00:01+08:00');
    expect(await client('C-hand', 'S1', 'id')).toBeNull();
    expect(await client('C-hand', 'S2', 'id rm { id }')).toEqual({ id: 'C-hand', rm: { id: 'S2' } });
    expect(await ids('S2', { tiers: ['PRIVATE'] })).toEqual(['C-hand']);
    expect(await ids('S1', { tiers: ['PRIVATE'] })).toEqual([]);
    service.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('refuses a second one from the same day', async () => {
    await register('C-same');
    const { errors } = await command('assignClient', { clientId: 'C-same', rmId: 'S2' }, { as: 'H1' });
    expect(errors).toMatchObject([{ code: 'CLIENT_ASSIGNED_TWICE' }]);
  });

  it('stays within the unit head’s subtree', async () => {
    await register('C-far');
    const { errors } = await command(
      'assignClient',
      { clientId: 'C-far', rmId: 'S3', from: '2026-04-01' },
      { as: 'H1' },
    );
    expect(errors).toMatchObject([{ code: 'RM_OUT_OF_SCOPE' }]);
    expect(
      (await command('assignClient', { clientId: 'C-far', rmId: 'S3', from: '2026-04-01' }, { as: 'HB' })).errors,
    ).toEqual([]);
  });

  it('warns above 300 clients and refuses above 400', async () => {
    await Promise.all(Array.from({ length: 400 }, (_, i) => keptBy('S3', `P${i}`)));
    await heard();
    await register('C-full');
    const input = { clientId: 'C-full', rmId: 'S3', from: '2026-03-10' };
    expect((await command('assignClient', input, { token: admin })).errors).toMatchObject([{ code: 'PORTFOLIO_FULL' }]);
    const toS2 = (i: number) =>
      command('assignClient', { clientId: `P${i}`, rmId: 'S2', from: '2026-02-01' }, { as: 'HB' });
    await Promise.all(Array.from({ length: 50 }, (_, i) => toS2(i)));
    await heard();
    const large = await command('assignClient', input, { token: admin, headers: { 'accept-language': 'en' } });
    expect(large).toMatchObject({ errors: [], warnings: [{ code: 'PORTFOLIO_LARGE' }] });
    // 350 of the 400, C-far who is to come in April, and this one.
    expect(large.warnings[0].message).toContain('352 clients');
  });

  describe('21. no portfolio passes 400', () => {
    const registerFor = (rmId: string, i: number) => register(`${rmId}-new-${i}`, { rmId }, { token: admin });
    const codesOf = (payloads: readonly { errors: { code: string }[] }[]) => {
      const codes = payloads.map(({ errors }) => errors[0]?.code ?? 'registered');
      return Object.fromEntries(
        [...new Set(codes)].sort().map((code) => [code, codes.filter((each) => each === code).length]),
      );
    };
    const sizeOf = async (rmId: string) => {
      await service.caughtUp();
      const [row] = await service.parts.database.query<{ size: number }>(
        'select count(*)::int as size from client where rm_id = $1',
        [rmId],
      );
      return row!.size;
    };

    it('however many are registered at once, in two instances of the service', async () => {
      await Promise.all(Array.from({ length: 380 }, (_, i) => keptBy('S4', `Q${i}`)));
      await service.caughtUp();
      const { clock, verifier, config } = service.parts;
      const other = await createService(clientRegistry, config, { clock, verifier });
      try {
        const second = new TestService(other, service.clock, service.issuer, () => Promise.resolve());
        const there = async (i: number) => {
          const variables = {
            input: { commandId: `there-${i}`, id: `S4-there-${i}`, name: '李明', tier: 'GOLD', rmId: 'S4' },
          };
          const query = 'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code } } }';
          return (await second.graphql(query, { variables, token: admin })).data.registerClient;
        };
        const payloads = await Promise.all(
          Array.from({ length: 60 }, (_, i) => (i % 2 ? registerFor('S4', i) : there(i))),
        );
        expect(codesOf(payloads)).toEqual({ PORTFOLIO_FULL: 40, registered: 20 });
        expect(await sizeOf('S4')).toBe(400);
      } finally {
        await other.close();
      }
    });

    it('however far the read model is behind', async () => {
      await Promise.all(Array.from({ length: 395 }, (_, i) => keptBy('S5', `R${i}`)));
      await service.caughtUp();
      const { promise: fiveRegistered, resolve: goOn } = Promise.withResolvers<void>();
      let registered = 0;
      // Projections wait for this row, and so nothing that follows is counted by them.
      const behind = service.parts.database.tx(async (tx) => {
        await tx.query('select from assignment_day for update');
        await fiveRegistered;
      });
      const one = async (i: number) => {
        const payload = await registerFor('S5', i);
        if (payload.errors.length === 0 && ++registered === 5) goOn();
        return payload;
      };
      const payloads = await Promise.all(Array.from({ length: 12 }, (_, i) => one(i)));
      await behind;
      expect(codesOf(payloads)).toEqual({ PORTFOLIO_FULL: 7, registered: 5 });
      expect(await sizeOf('S5')).toBe(400);
      const moved = { clientId: 'R0', rmId: 'S4', from: '2026-02-01' };
      expect((await command('assignClient', moved, { token: admin })).errors).toMatchObject([
        { code: 'PORTFOLIO_FULL' },
      ]);
      expect((await command('assignClient', { ...moved, rmId: 'S1' }, { token: admin })).errors).toEqual([]);
      expect((await registerFor('S5', 99)).errors).toEqual([]);
    });

    it('and a command sent again claims nothing more', async () => {
      const input = { commandId: 'again', id: 'C-again', name: '李明', tier: 'GOLD', rmId: 'S1' };
      await command('registerClient', input, { token: admin });
      await service.caughtUp();
      await command('registerClient', input, { token: admin });
      await register('C-again', { rmId: 'S2' }, { token: admin });
      expect(await service.parts.database.query('select * from portfolio_claim')).toEqual([]);
    });
  });

  it('is for unit heads and administrators', async () => {
    await expect(command('assignClient', { clientId: 'C-reg', rmId: 'S2' }, { as: 'S1' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});

describe('24. Who sees what', () => {
  beforeAll(() => register('C-see', { interests: ['书法'], birthday: { calendar: 'SOLAR', month: 5, day: 1 } }));

  it.each([
    ['the own relationship manager', 'S1', { name: '欧阳晓明', phone: '138****1234', interests: ['书法'] }],
    ['the unit head', 'H1', { name: '欧阳晓明', phone: '138****1234', interests: ['书法'] }],
    ['a head further up', 'HB', { name: '欧阳晓明', phone: '138****1234', interests: ['书法'] }],
    ['head office, masked', 'O1', { name: '欧**', phone: '138****1234', interests: [] }],
    ['no other relationship manager', 'S2', null],
  ])('%s', async (_, as, seen) => {
    expect(await client('C-see', as, 'name phone interests')).toEqual(seen);
  });

  it('a phone is revealed to those who keep the client, and every reveal is on record', async () => {
    expect(await client('C-see', 'S1', 'phone(reveal: true)')).toEqual({ phone: '13800001234' });
    expect(await client('C-see', 'HB', 'phone(reveal: true)')).toEqual({ phone: '13800001234' });
    expect(await client('C-see', 'O1', 'phone(reveal: true)')).toBe('NOT_ALLOWED');
    const { database } = service.parts;
    expect(
      await database.query(`select revealed_to, role from phone_reveal where client_id = 'C-see' order by id`),
    ).toEqual([
      { revealed_to: 'S1', role: 'RM' },
      { revealed_to: 'HB', role: 'UNIT_HEAD' },
    ]);
    await expect(database.query('delete from phone_reveal')).rejects.toThrow('append-only');
    await expect(database.query(`update phone_reveal set revealed_to = 'S2'`)).rejects.toThrow('append-only');
  });

  it('an administrator reads no clients', async () => {
    const answer = await service.graphql('{ client(id: "C-see") { id } }', { token: admin });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
  });

  it('anyone who meets a client behind something else sees the masked name and the tier, no more', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { id name tier phone interests rm { id } consents { channel } } } }`;
    const answer = await service.graphql(query, {
      variables: {
        r: [
          { __typename: 'Client', id: 'C-see' },
          { __typename: 'Client', id: 'nobody' },
        ],
      },
      as: 'S2',
    });
    expect(answer.data._entities).toEqual([
      { id: 'C-see', name: '欧**', tier: 'GOLD', phone: null, interests: [], rm: null, consents: [] },
      null,
    ]);
  });
});

/** More than a port lets anybody else ask at once. */
const FROM_THE_GATEWAY = { [INTERNAL_HEADER]: TEST_SECRET };

describe('a call that asks the same of many clients', () => {
  const ids = ['C-one', 'C-two', 'C-three'];
  const times = (field: string) => Array.from({ length: 40 }, (_, i) => `f${i}: ${field}`).join(' ');
  beforeAll(async () => {
    for (const id of ids) await register(id, { consents: [{ channel: 'SMS', purpose: 'MARKETING' }] });
    await heard();
  });

  /** What is read from the log while something is asked. */
  async function reading<T>(work: () => Promise<T>): Promise<{ answer: T; reads: string[][] }> {
    const { log } = service.parts;
    const { read, readMany } = log;
    const reads: string[][] = [];
    log.read = (stream) => (reads.push([stream]), read.call(log, stream));
    log.readMany = (streams) => (reads.push([...streams]), readMany.call(log, streams));
    try {
      return { answer: await work(), reads };
    } finally {
      Object.assign(log, { read, readMany });
    }
  }

  it('reads the streams of all of them at once, each one time', async () => {
    const asked = times('consentValid(channel: SMS, purpose: MARKETING)');
    const query = `{ clients(first: 100) { edges { node { id ${asked} } } } }`;
    const { answer, reads } = await reading(() => service.graphql(query, { as: 'S1', headers: FROM_THE_GATEWAY }));
    expect(answer.errors).toBeUndefined();
    const nodes: { id: string; f0: boolean; f39: boolean }[] = answer.data.clients.edges.map(
      ({ node }: { node: object }) => node,
    );
    for (const id of ids) expect(nodes.find((node) => node.id === id)).toMatchObject({ f0: true, f39: true });
    expect(reads).toEqual([nodes.map(({ id }) => Client.stream(id))]);
  });

  it('reads again after each command of the call', async () => {
    const word = (i: number, decision: string) =>
      `w${i}: recordConsent(input: { commandId: "w${i}", clientId: "C-two", channel: EMAIL, purpose: SERVICE, decision: ${decision} }) {
        client { a: consentValid(channel: EMAIL, purpose: SERVICE) b: consentValid(channel: EMAIL, purpose: SERVICE) } }`;
    const { data } = await service.graphql(
      `mutation { ${word(1, 'GRANTED')} ${word(2, 'WITHDRAWN')} ${word(3, 'GRANTED')} }`,
      {
        as: 'S1',
      },
    );
    expect([data.w1, data.w2, data.w3].map(({ client: { a, b } }) => [a, b])).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
  });

  it('24. puts one reveal a client on record before any number is shown', async () => {
    const query = `{ clients(first: 100) { edges { node { id ${times('phone(reveal: true)')} } } } }`;
    const answer = await service.graphql(query, {
      as: 'S1',
      headers: { ...FROM_THE_GATEWAY, 'x-correlation-id': 'many-at-once' },
    });
    const nodes: { id: string; f0: string | null; f39: string | null }[] = answer.data.clients.edges.map(
      ({ node }: { node: object }) => node,
    );
    const shown = nodes.filter(({ f0 }) => f0 !== null);
    expect(shown.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    for (const { f0, f39 } of shown) expect([f0, f39]).toEqual(['13800001234', '13800001234']);
    const recorded = await service.parts.database.query<{ client_id: string }>(
      `select client_id from phone_reveal where correlation_id = 'many-at-once'`,
    );
    expect(recorded.map(({ client_id }) => client_id).sort()).toEqual(shown.map(({ id }) => id).sort());
  });

  it('24. shows no number when the reveal could not be put on record', async () => {
    const { database, logger } = service.parts;
    const { error } = logger;
    logger.error = () => undefined;
    await database.query('alter table phone_reveal rename to phone_reveal_away');
    try {
      const query = '{ client(id: "C-one") { id a: phone(reveal: true) b: phone(reveal: true) } }';
      const answer = await service.graphql(query, { as: 'S1' });
      expect(answer.data.client).toEqual({ id: 'C-one', a: null, b: null });
      expect(answer.errors).toHaveLength(2);
    } finally {
      await database.query('alter table phone_reveal_away rename to phone_reveal');
      Object.assign(logger, { error });
    }
  });
});

describe('24. a command that is sent again once another keeps the client', () => {
  const ASKED = `errors { code } position client { id name tier phone full: phone(reveal: true) rm { id } interests preferredChannel
    birthday { day } consents { channel } lastContactAt }`;
  const send = async (
    name: string,
    input: Record<string, unknown>,
    as: string,
    asked = ASKED,
    more: { token?: string } = {},
  ) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    return service.graphql(`mutation ($input: ${type}!) { ${name}(input: $input) { ${asked} } }`, {
      variables: { input },
      as,
      ...more,
    });
  };
  const registration = {
    commandId: 'gone-1',
    id: 'C-gone',
    name: '欧阳晓明',
    phone: '13800001234',
    tier: 'GOLD',
    interests: ['书法'],
  };
  const change = {
    commandId: 'gone-2',
    clientId: 'C-gone',
    preferredChannel: 'PHONE',
    birthday: { calendar: 'SOLAR', month: 5, day: 1 },
  };
  const nothingNew = { commandId: 'gone-3', clientId: 'C-gone', tier: 'GOLD' };
  const withdrawal = {
    commandId: 'gone-4',
    clientId: 'C-gone',
    channel: 'SMS',
    purpose: 'SERVICE',
    decision: 'WITHDRAWN',
  };
  const given = [
    ['registerClient', registration],
    ['changeClientProfile', change],
    ['changeClientProfile', nothingNew],
    ['recordConsent', withdrawal],
  ] as const;
  const first: GraphqlAnswer[] = [];
  const reveals = () =>
    service.parts.database.query(`select revealed_to from phone_reveal where client_id = 'C-gone' order by id`);

  beforeAll(async () => {
    for (const [name, input] of given) first.push(await send(name, input, 'S1'));
    await command('assignClient', { clientId: 'C-gone', rmId: 'S2', from: '2026-03-05' }, { as: 'H1' });
    await contacted('C-gone', '2026-03-04T10:00:00+08:00');
    await heard();
    service.clock.set('2026-03-05T09:00:00+08:00');
  });
  afterAll(() => service.clock.set('2026-03-02T09:00:00+08:00'));

  it('was answered with everything before', () => {
    for (const answer of first) expect(answer.errors).toBeUndefined();
    expect(first[1]!.data.changeClientProfile.client).toMatchObject({
      name: '欧阳晓明',
      full: '13800001234',
      rm: { id: 'S1' },
    });
  });

  it.each(given)(
    'has the same outcome, and shows no more of the client than a look-up would: %s',
    async (name, input) => {
      const before = await reveals();
      const answer = await send(name, input, 'S1');
      const { errors, position, client: shown } = answer.data[name];
      const { position: firstPosition } = first[given.findIndex(([, each]) => each === input)]!.data[name];
      expect({ errors, position }).toEqual({ errors: [], position: firstPosition });
      expect(shown).toEqual({
        ...{ id: 'C-gone', name: '欧**', tier: 'GOLD', phone: null, full: null, rm: null, interests: [] },
        ...{ preferredChannel: null, birthday: null, consents: [], lastContactAt: null },
      });
      expect(answer.errors).toMatchObject([{ path: [name, 'client', 'full'], extensions: { code: 'OUT_OF_SCOPE' } }]);
      expect(await reveals()).toEqual(before);
    },
  );

  it('tells nothing of consent as it stands by now', async () => {
    const answer = await send(
      'changeClientProfile',
      change,
      'S1',
      'errors { code } client { consentValid(channel: SMS, purpose: SERVICE) }',
    );
    expect(answer.data.changeClientProfile).toEqual({ errors: [], client: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'OUT_OF_SCOPE' } }]);
  });

  it('yields the receipt of the withdrawal all the same', async () => {
    const answer = await send('recordConsent', withdrawal, 'S1', 'receipt { id channel withdrawnAt }');
    expect(answer.data.recordConsent.receipt).toMatchObject({
      channel: 'SMS',
      withdrawnAt: '2026-03-02T09:00:00+08:00',
    });
  });

  it('shows the client as the command left it to anyone who may see the client still', async () => {
    const input = { commandId: 'gone-head', clientId: 'C-gone', interests: ['太极'] };
    await send('changeClientProfile', input, 'H1');
    await send('changeClientProfile', { commandId: 'gone-later', clientId: 'C-gone', interests: ['象棋'] }, 'S2');
    const { data, errors } = await send('changeClientProfile', input, 'H1');
    expect(errors).toBeUndefined();
    expect(data.changeClientProfile.client).toMatchObject({
      name: '欧阳晓明',
      full: '13800001234',
      interests: ['太极'],
    });
  });

  it('shows an administrator the client masked, as any other command does', async () => {
    const input = { commandId: 'gone-admin', id: 'C-gone-too', name: '王芳', tier: 'GOLD', rmId: 'S1' };
    const asked = 'client { name }';
    const call = ['registerClient', input, 'loader', asked, { token: admin }] as const;
    expect((await send(...call)).data.registerClient.client).toEqual({ name: '王芳' });
    expect((await send(...call)).data.registerClient.client).toEqual({ name: '王**' });
  });
});

describe('24. a command of an administrator that changes nothing shows nothing of the client, and leaves no event', () => {
  beforeAll(async () => {
    await register('C-still', { rmId: 'S1', interests: ['书法'] }, { as: 'S1' });
    await command(
      'recordConsent',
      { clientId: 'C-still', channel: 'SMS', purpose: 'SERVICE', decision: 'WITHDRAWN' },
      { as: 'S1' },
    );
  });
  const still = [
    ['changeClientProfile', {}],
    ['changeClientProfile', { tier: 'GOLD' }],
    ['recordConsent', { channel: 'SMS', purpose: 'SERVICE', decision: 'WITHDRAWN' }],
    ['assignClient', { rmId: 'S1' }],
  ] as const;
  const stored = async () => (await service.parts.log.read(Client.stream('C-still'))).length;

  it.each(still)('%s %j', async (name, change) => {
    const before = await stored();
    const input = { commandId: `still-${name}-${JSON.stringify(change)}`, clientId: 'C-still', ...change };
    for (const _ of ['first', 'again']) {
      const answer = await command(name, input, { token: admin });
      expect(answer).toEqual({ client: null, receipt: answer.receipt, errors: [], warnings: [], position: null });
      expect(answer.receipt ?? null).toBeNull();
    }
    expect(await stored()).toBe(before);
  });

  it('but to those who may see the client it shows the client as before', async () => {
    const answer = await command('changeClientProfile', { clientId: 'C-still' }, { as: 'S1' });
    expect(answer.client).toMatchObject({ id: 'C-still', name: '欧阳晓明', interests: ['书法'] });
  });
});

describe('the clock and the list', () => {
  beforeAll(async () => {
    for (const id of ['L1', 'L2', 'L3', 'L4', 'L5'])
      await register(id, { rmId: 'S1', tier: id === 'L5' ? 'PLATINUM' : 'STANDARD' }, { token: admin });
    await contacted('L2', '2026-02-10T10:00:00+08:00');
    await contacted('L3', '2026-01-10T10:00:00.500+08:00');
    await contacted('L5', '2026-02-20T10:00:00+08:00');
    await contacted('L1', '2026-02-25T10:00:00+08:00', false);
  });
  const mine = async (filter: Record<string, unknown> = {}, first?: number) =>
    (await ids('H1', { rmId: 'S1', ...filter }, first)).filter((id) => id.startsWith('L'));

  it('longest without contact first, those never contacted before all', async () =>
    expect(await mine()).toEqual(['L1', 'L4', 'L3', 'L2', 'L5']));
  it('the same, page by page', async () => expect(await mine({}, 2)).toEqual(['L1', 'L4', 'L3', 'L2', 'L5']));
  it('of some tiers', async () =>
    expect(await mine({ tiers: ['PLATINUM', 'STANDARD'] }, 2)).toEqual(['L1', 'L4', 'L3', 'L2', 'L5']));
  it('not contacted since a day', async () =>
    expect(await mine({ notContactedSince: '2026-02-10' })).toEqual(['L1', 'L4', 'L3']));

  it('a unit’s clients are those of anyone who works there or below', async () => {
    const below = await ids('HB', { unitId: 'U1' });
    expect(below).toEqual(expect.arrayContaining(['L1', 'L5']));
    expect(below).not.toContain('P60');
    expect((await ids('O1', { unitId: 'B1' })).filter((id) => id.startsWith('L'))).toEqual([
      'L1',
      'L4',
      'L3',
      'L2',
      'L5',
    ]);
  });

  it('head office sees all, in the same order, by tier and from page to page', async () => {
    const all = await ids('O1', {}, 7);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => id.startsWith('L'))).toEqual(['L1', 'L4', 'L3', 'L2', 'L5']);
    expect(await ids('O1', { unitId: 'HO' })).toEqual(await ids('O1'));
    expect(await ids('O1', { tiers: ['PLATINUM'] })).toEqual(['L5']);
  });

  it('only a later effective contact moves the clock', async () => {
    await contacted('L2', '2026-02-01T10:00:00+08:00');
    expect(await client('L2', 'S1', 'lastContactAt')).toEqual({ lastContactAt: '2026-02-10T10:00:00+08:00' });
    await contacted('L2', '2026-02-28T10:00:00+08:00');
    expect(await client('L2', 'S1', 'lastContactAt')).toEqual({ lastContactAt: '2026-02-28T10:00:00+08:00' });
    expect(await client('L1', 'S1', 'lastContactAt')).toEqual({ lastContactAt: null });
  });

  it('a contact heard of before its client counts once the client is known', async () => {
    await contacted('L9', '2026-02-11T10:00:00+08:00');
    expect(await client('L9', 'O1')).toBeNull();
    await register('L9');
    expect(await client('L9', 'S1', 'lastContactAt')).toEqual({ lastContactAt: '2026-02-11T10:00:00+08:00' });
  });

  it.each([
    ['a page of 101', { first: 101 }, 'PAGE_SIZE'],
    ['a cursor of another list', { after: Buffer.from('["x",1]').toString('base64url') }, 'CURSOR_INVALID'],
    ['another unit', { filter: { unitId: 'U2' } }, 'OUT_OF_SCOPE'],
    ['another relationship manager', { filter: { rmId: 'S2' } }, 'OUT_OF_SCOPE'],
    ['a day that there is not', { filter: { notContactedSince: '2026-02-30' } }, 'INVALID_INPUT'],
    ['a day outside the calendar', { filter: { notContactedSince: '1990-01-01' } }, 'DATE_OUTSIDE_CALENDAR'],
  ])('refuses %s', async (_, variables, code) => {
    const query =
      'query ($filter: ClientFilter, $first: Int, $after: String) { clients(filter: $filter, first: $first, after: $after) { edges { cursor } } }';
    const answer = await service.graphql(query, { variables, as: 'S1' });
    expect(answer.errors).toMatchObject([{ extensions: { code } }]);
  });
});
