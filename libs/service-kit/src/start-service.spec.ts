import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Contact, ContactLogged } from '@hengxin/contracts';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { startTestService, TEST_SECRET, type TestService } from './testing/index.js';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { encodeEventPosition } from './commands/positions.js';
import { CONTACT_FACTS } from './testing/contact-facts.js';
import { notebook } from './testing/notebook.js';

const contact = (contactId: string, staffId: string, clientId = 'C1') =>
  ContactLogged.of({ ...CONTACT_FACTS, contactId, clientId, staffId });

describe('a service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(notebook, { env: { HENGXIN_LOG_LEVEL: 'silent' } });
    await service.place(
      [
        { unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null },
        { unitId: 'U2', parentId: 'U1', kind: 'SUB_BRANCH', name: '支行', validFrom: null },
      ],
      [
        { staffId: 'S1', role: 'RM', unitId: 'U2', validFrom: null },
        { staffId: 'S2', role: 'RM', unitId: 'U2', validFrom: null },
        { staffId: 'H1', role: 'UNIT_HEAD', unitId: 'U2', validFrom: null },
        { staffId: 'O1', role: 'HEAD_OFFICE', unitId: 'U1', validFrom: null },
        { staffId: 'S1', role: 'UNIT_HEAD', unitId: 'U1', validFrom: '2026-06-01' },
      ],
    );
  }, 60_000);
  afterAll(() => service?.stop());
  afterEach(() => service.clock.set('2026-03-02T09:00:00+08:00'));

  describe('shows events', () => {
    beforeAll(async () => {
      for (const [id, staffId] of [
        ['N1', 'S1'],
        ['N2', 'S2'],
        ['N3', 'S1'],
      ] as const)
        await service.given(Contact, id, contact(id, staffId));
    });

    it('page by page', async () => {
      const query =
        'query ($after: String) { heard(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
      const { data } = await service.graphql(query, { as: 'S1' });
      expect(data.heard).toEqual({
        edges: [{ node: { id: 'N1' } }, { node: { id: 'N2' } }],
        pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      });
      const next = await service.graphql(query, { as: 'S1', variables: { after: data.heard.pageInfo.endCursor } });
      expect(next.data.heard).toMatchObject({ edges: [{ node: { id: 'N3' } }], pageInfo: { hasNextPage: false } });
      expect((await service.graphql(query, { as: 'S1', variables: { after: 'rubbish' } })).errors).toMatchObject([
        { extensions: { code: 'CURSOR_INVALID', field: ['after'] } },
      ]);
    });

    it.each([0, 101, -1])('but not in pages of %d', async (first) => {
      const { errors } = await service.graphql(`{ heard(first: ${first}) { edges { cursor } } }`, { as: 'S1' });
      expect(errors).toMatchObject([{ extensions: { code: 'PAGE_SIZE', field: ['first'] } }]);
    });

    it('as references, all ids of a call in one go, within the caller’s scope, in order', async () => {
      const query =
        'query ($refs: [_Any!]!) { _entities(representations: $refs) { __typename ... on Note { id staffId } } }';
      const refs = ['N2', 'N1', 'nothing', 'N1'].map((id) => ({ __typename: 'Note', id }));
      const own = await service.graphql(query, { as: 'S1', variables: { refs } });
      const n1 = { __typename: 'Note', id: 'N1', staffId: 'S1' };
      expect(own.data._entities).toEqual([null, n1, null, n1]);
      const head = await service.graphql(query, { as: 'H1', variables: { refs } });
      expect(head.data._entities).toEqual([{ __typename: 'Note', id: 'N2', staffId: 'S2' }, n1, null, n1]);
    });

    /** Stores a contact as the service that owns it would, and waits for nobody. Answers its position. */
    const store = async (id: string, event = contact(id, 'S1')): Promise<string> => {
      const appended = await service.parts.log.append(
        Contact.stream(id),
        [{ ...event, id: crypto.randomUUID(), meta: {} }],
        -1,
      );
      if (!appended.ok) throw new Error(appended.reason);
      return encodeEventPosition(Contact, { position: appended.position, data: event.data });
    };
    const reference = async (id: string, headers = {}) => {
      const query = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Note { id } } }';
      const { data, errors } = await service.graphql(query, {
        as: 'S1',
        variables: { refs: [{ __typename: 'Note', id }] },
        headers,
      });
      return errors ?? data._entities;
    };

    it('as references, though they were stored a moment ago and nobody names a position', async () => {
      await store('just-now');
      expect(await reference('just-now')).toEqual([{ id: 'just-now' }]);
    });

    it('no sooner than several positions, as those of a bank’s files', async () => {
      const positions = [await store('of-file-1'), await store('of-file-2')];
      const { data } = await service.graphql('{ heard(first: 100) { edges { node { id } } } }', {
        as: 'S1',
        headers: { 'hengxin-at-least': positions.join(', ') },
      });
      const ids = data.heard.edges.map((edge: { node: { id: string } }) => edge.node.id);
      expect(ids).toEqual(expect.arrayContaining(['of-file-1', 'of-file-2']));
      const many = {
        'hengxin-at-least': Array.from({ length: 9 }, (_, i) => `${positions[0]}${'A'.repeat(i)}`).join(','),
      };
      const refused = await service.graphql('{ heard(first: 1) { edges { cursor } } }', { as: 'S1', headers: many });
      expect(refused.errors).toMatchObject([{ extensions: { code: 'POSITION_INVALID', field: ['atLeast'] } }]);
    });

    it('with a word where an event of the position’s key is parked; of other keys and without a position as ever', async () => {
      const heard = async (at: string | null) =>
        (
          await service.graphql('query ($at: String) { heard(first: 1, atLeast: $at) { edges { cursor } } }', {
            as: 'S1',
            variables: { at },
          })
        ).errors;
      const stream = (id: string) => contact(id, 'S1', 'C-parked');
      const before = await store('before-it', stream('before-it'));
      // No note takes the id of another one.
      await store('twice', stream('before-it'));
      const behind = await store('behind-it', stream('behind-it'));
      const other = await store('of-another');
      expect(await heard(before)).toBeUndefined();
      expect(await heard(behind)).toMatchObject([
        {
          message: expect.stringContaining('npm run parked'),
          extensions: { code: 'EVENTS_PARKED', field: ['atLeast'] },
        },
      ]);
      expect(await heard(other)).toBeUndefined();
      expect(await heard(null)).toBeUndefined();
      expect(await reference('behind-it', { 'hengxin-at-least': behind })).toEqual([null]);
    });

    it('no sooner than a position that a reader names, by argument or by header', async () => {
      const query = 'query ($at: String) { heard(first: 100, atLeast: $at) { edges { node { id } } } }';
      for (const by of ['argument', 'header']) {
        const id = `own-write-by-${by}`;
        const position = await store(id);
        const call =
          by === 'argument' ? { variables: { at: position } } : { headers: { 'hengxin-at-least': position } };
        const { data } = await service.graphql(query, { as: 'S1', ...call });
        expect(data.heard.edges.map((edge: { node: { id: string } }) => edge.node.id)).toContain(id);
      }
      expect((await service.graphql(query, { as: 'S1', variables: { at: 'rubbish!' } })).errors).toMatchObject([
        { extensions: { code: 'POSITION_INVALID', field: ['atLeast'] } },
      ]);
    });
  });

  describe('streams events over graphql-ws', () => {
    let url: string;
    beforeAll(async () => {
      await service.app.listen(0, '127.0.0.1');
      url = `ws://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/graphql`;
    });

    it('to the callers they are for', async () => {
      const client = createClient({
        url,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${await service.token('S1')}` },
      });
      const notes = client.iterate<{ noted: { id: string } }>({ query: 'subscription { noted { id } }' });
      const first = notes.next();
      // Subscribing has no acknowledgement: events are sent until the first arrives.
      let arrived = false;
      void first.then(() => (arrived = true));
      for (let i = 0; !arrived; i++) {
        await service.given(Contact, `W${i}-other`, contact(`W${i}-other`, 'S2'));
        await service.given(Contact, `W${i}-own`, contact(`W${i}-own`, 'S1'));
      }
      expect((await first).value).toEqual({ data: { noted: { id: expect.stringMatching(/-own$/) } } });
      await notes.return?.();
      await client.dispose();
    });

    it('not a moment longer than the token lives, and says so', async () => {
      const token = await service.token('S1', { validForSeconds: 3 });
      const client = createClient({
        url,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization: `Bearer ${token}`, 'accept-language': 'en' },
      });
      const notes = client.iterate({ query: 'subscription { noted { id } }' });
      let ended: unknown;
      const listening = (async () => {
        for await (const { data } of notes) expect(data).toBeDefined();
      })().catch((error: unknown) => (ended = error));
      for (let i = 0; !ended; i++) {
        await service.given(Contact, `X${i}`, contact(`X${i}`, 'S1'));
        // Others here look at one page of them all.
        await pause(50);
      }
      await listening;
      expect(ended).toMatchObject([{ message: expect.stringMatching(/token/), extensions: { code: 'TOKEN_EXPIRED' } }]);
      await client.dispose();
    });

    it.each([
      ['subscription { noted { id } }', 'NOT_ALLOWED'],
      ['{ whoAmI { id } }', 'SOCKET_SUBSCRIPTIONS_ONLY'],
    ])('and refuses %s to whom it is not for, with its code and a sentence', async (query, code) => {
      const authorization = `Bearer ${await service.token('H1')}`;
      const client = createClient({
        url,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization, 'accept-language': 'en' },
      });
      const refused = await client
        .iterate({ query })
        .next()
        .then(
          () => undefined,
          (error: unknown) => error as { message: string; extensions?: { code?: string } }[],
        );
      expect(refused?.[0]?.message).toMatch(/ .* /);
      expect(refused?.[0]?.extensions?.code).toBe(code);
      await client.dispose();
    });

    it.each([
      ['a forged token', async () => 'Bearer forged', 'TOKEN_INVALID'],
      ['no token', async () => '', 'TOKEN_MISSING'],
      ['a stranger’s token', async () => `Bearer ${await service.token('nobody')}`, 'STAFF_UNKNOWN'],
    ])(
      'to nobody with %s, and closes with the code that a request would be refused with',
      async (_case, given, reason) => {
        const authorization = await given();
        const client = createClient({
          url,
          webSocketImpl: WebSocket,
          retryAttempts: 0,
          connectionParams: { authorization },
        });
        await expect(client.iterate({ query: 'subscription { noted { id } }' }).next()).rejects.toMatchObject({
          code: 4401,
          reason,
        });
        await client.dispose();
      },
    );
  });

  describe('survives', () => {
    it('the loss of every connection to its database', async () => {
      const { database } = service.parts;
      await database
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        .catch(() => undefined);
      await service.given(Contact, 'after-the-loss', contact('after-the-loss', 'S1'));
      const { data } = await service.graphql('{ heard(first: 100) { edges { node { id } } } }', { as: 'S1' });
      expect(data.heard.edges.map((edge: { node: { id: string } }) => edge.node.id)).toContain('after-the-loss');
    });
  });

  describe('is operated by', () => {
    it('/health/live and /health/ready', async () => {
      expect((await service.app.inject('/health/live')).json()).toEqual({ live: true });
      const ready = await service.app.inject('/health/ready');
      expect({ status: ready.statusCode, ...ready.json() }).toEqual({
        status: 200,
        ready: true,
        checks: { service: 'ok', database: 'ok', eventLog: 'ok', consumers: 'ok' },
      });
    });

    it('/metrics, which name no person', async () => {
      const { body } = await service.app.inject('/metrics');
      for (const name of [
        'hengxin_http_requests_total',
        'hengxin_projected_events_total',
        'hengxin_projection_lag_seconds',
        'process_resident_memory_bytes',
      ])
        expect(body).toContain(name);
      expect(body).not.toMatch(/员工|S1/);
    });

    it('/internal/demo-clock, which only runs forward', async () => {
      await service.parts.database.query('create schema platform');
      await service.parts.database.query(
        'create table platform.demo_clock (singleton boolean primary key default true check (singleton), offset_ms bigint not null)',
      );
      const secret = { [INTERNAL_HEADER]: TEST_SECRET };
      const move = (payload: object, headers: object = secret) =>
        service.app.inject({
          method: 'POST',
          url: '/internal/demo-clock',
          headers: { ...headers, 'accept-language': 'en' },
          payload,
        });
      const refused = async (payload: object, headers?: object) => {
        const response = await move(payload, headers);
        const { code, field, message } = response.json<{ code: string; field: string[]; message: string }>();
        expect(message).toMatch(/ /);
        return [response.statusCode, code, field];
      };
      const nextWeek = '2026-03-09T09:00:00+08:00';
      expect(await refused({ now: nextWeek }, {})).toEqual([403, 'INTERNAL_ONLY', []]);
      expect(await refused({ now: nextWeek }, { [INTERNAL_HEADER]: `${TEST_SECRET}!` })).toEqual([
        403,
        'INTERNAL_ONLY',
        [],
      ]);
      expect((await move({ now: nextWeek, step: 'ask' })).json()).toEqual({ now: '2026-03-02T09:00:00+08:00' });
      expect(service.clock.today()).toBe('2026-03-02');
      expect((await move({ now: nextWeek })).json()).toEqual({ now: nextWeek });
      expect(service.clock.today()).toBe('2026-03-09');
      expect(await refused({ now: '2026-03-08T09:00:00+08:00' })).toEqual([409, 'CLOCK_RUNS_FORWARD', ['now']]);
      expect(await refused({ now: '2026-03-08T09:00:00+08:00', step: 'ask' })).toEqual([
        409,
        'CLOCK_RUNS_FORWARD',
        ['now'],
      ]);
      for (const now of ['2200-01-01T09:00:00+08:00', '9999-12-31T23:59:59-08:00', '1999-12-31T09:00:00+08:00'])
        expect(await refused({ now })).toEqual([400, 'DATE_OUTSIDE_CALENDAR', ['now']]);
      expect(await refused({ now: 'tomorrow' })).toEqual([400, 'CLOCK_INPUT_INVALID', ['now']]);
      // Asked and taken, a moment that has passed meanwhile is no fault.
      expect((await move({ now: '2026-03-09T08:59:59+08:00', step: 'move' })).json()).toEqual({ now: nextWeek });
      expect(service.clock.today()).toBe('2026-03-09');
      expect(await service.parts.database.query('select offset_ms from platform.demo_clock')).toEqual([
        { offset_ms: 7 * 86_400_000 },
      ]);
    });
  });
});
