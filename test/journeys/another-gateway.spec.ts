import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { HiveGateway } from '../platform/hive.js';
import { eventually, Platform } from '../platform/platform.js';
import { anyStore, type OpenSource } from '../platform/sources.js';
import { type BANK, bankFiles } from './bank.js';
import {
  KPI,
  type Kpi,
  KPI_CONTACTS,
  type KpiContacts,
  LOG_CONTACT,
  type LogContact,
  MY_DAY,
  type MyDay,
} from './queries.js';

const RM = 'S0001';
const HEAD_OFFICE = 'H0001';
const SCOPE = { staffId: RM };
const TODAY = { grain: 'DAY', start: '2026-03-02' };
const SMALL: typeof BANK = {
  seed: 11,
  branches: 1,
  subBranches: 2,
  rms: 4,
  clients: 60,
  asOf: '2026-03-02',
  historyDays: 20,
};
const SECRET = 'shared-by-the-services-and-two-gateways';
const REGISTER = `mutation ($input: RegisterClientInput!) { registerClient(input: $input) { client { id contacts { edges { node { id } } } } errors { code } position } }`;
/** Without the position, which the other gateway must ask for by itself. */
const LOG = LOG_CONTACT.replace(/\n {4}position/, '');
const BACK_AGAIN = `mutation ($input: LogContactInput!) { logContact(input: $input) { errors { code } contact { client { lastContactAt } } } }`;

describe.each(anyStore)('Hive Gateway in the place of the gateway, on the same supergraph, source $name', (source) => {
  let open: OpenSource;
  let platform: Platform;
  let hive: HiveGateway;
  beforeAll(async () => {
    open = await source.open();
    platform = await Platform.start({ ...open.options, env: { HENGXIN_INTERNAL_SECRET: SECRET } });
    const { code, output } = await platform.import(await bankFiles(SMALL), { wait: true });
    if (code !== 0) throw new Error(output);
    hive = await HiveGateway.start(platform, SECRET);
  }, 300_000);
  afterAll(async () => {
    await hive?.stop();
    await platform?.stop();
    await open?.close();
  }, 60_000);

  const call = (clientId: string) => ({
    commandId: randomUUID(),
    clientId,
    channel: 'PHONE',
    startedAt: '2026-03-02T08:30:00+08:00',
    endedAt: '2026-03-02T08:42:00+08:00',
    outcome: 'ENGAGED',
  });
  const register = async (id: string): Promise<string> => {
    const input = {
      commandId: randomUUID(),
      id,
      name: '欧阳晓明',
      tier: 'GOLD',
      consents: [{ channel: 'PHONE', purpose: 'SERVICE' }],
    };
    const { registerClient } = await hive.data<{
      registerClient: { client: object; errors: object[]; position: string };
    }>(RM, REGISTER, {
      input,
    });
    expect(registerClient).toMatchObject({ client: { id, contacts: { edges: [] } }, errors: [] });
    return registerClient.position;
  };

  it('an RM opens the same day', async () => {
    const day = await eventually(
      () => platform.data<MyDay>(RM, MY_DAY),
      ({ myDay }) => myDay.items.length > 0,
    );
    expect(await hive.data<MyDay>(RM, MY_DAY)).toEqual(day);
  });

  it('a client just registered is contacted and shown with their name, in one breath', async () => {
    for (let no = 1; no <= 10; no++) {
      const id = `N-${no}`;
      const { logContact } = await hive.data<LogContact>(
        RM,
        LOG,
        { input: call(id) },
        { 'hengxin-at-least': await register(id) },
      );
      expect(logContact).toMatchObject({
        errors: [],
        contact: { effective: true, client: { id, name: '欧阳晓明' }, staff: { id: RM } },
      });
    }
  }, 120_000);

  it('what is joined after a command shows its effect', async () => {
    for (let no = 1; no <= 10; no++) {
      const id = `E-${no}`;
      const answer = await hive.data(RM, BACK_AGAIN, { input: call(id) }, { 'hengxin-at-least': await register(id) });
      expect(answer).toEqual({
        logContact: { errors: [], contact: { client: { lastContactAt: '2026-03-02T08:30:00+08:00' } } },
      });
    }
  }, 120_000);

  it('figures and the contacts behind them are the same', async () => {
    const input = call('N-1');
    const { logContact } = await hive.data<LogContact>(RM, LOG_CONTACT, { input });
    const atLeast = logContact.position;
    const figures = { scope: SCOPE, period: TODAY, metrics: ['CONTACTS'], atLeast };
    const { kpi } = await hive.data<Kpi>(RM, KPI, figures);
    expect(kpi.values).toEqual((await platform.data<Kpi>(RM, KPI, figures)).kpi.values);
    const drillDown = { scope: SCOPE, period: TODAY, metric: 'CONTACTS', first: 100, atLeast };
    const contacts = await hive.data<KpiContacts>(RM, KPI_CONTACTS, drillDown);
    expect(contacts).toEqual(await platform.data(RM, KPI_CONTACTS, drillDown));
    expect(contacts.kpiContacts.edges).toHaveLength(kpi.values[0]!.numerator);
    expect(contacts.kpiContacts.edges.map(({ node }) => node.id)).toContain(logContact.contact!.id);
  });

  it('a contact is heard of over a socket', async () => {
    const client = createClient({
      url: `${hive.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${await platform.token(HEAD_OFFICE)}` },
    });
    const query = 'subscription { contactLogged(unitId: "U0001") { id unit { name } client { id } } }';
    const events = client.iterate<{ contactLogged: { client: { id: string } } }>({ query });
    const heard = events.next();
    let isHeard = false;
    void heard.then(() => (isHeard = true));
    await eventually(
      async () => {
        if (!isHeard) await hive.data<LogContact>(RM, LOG, { input: call('N-2') });
        return isHeard;
      },
      (done) => done,
    );
    const { value } = await heard;
    await client.dispose();
    expect(value).toMatchObject({
      data: { contactLogged: { unit: { name: expect.any(String) }, client: { id: 'N-2' } } },
    });
  });

  it('refuses with the services’ codes, in the caller’s language', async () => {
    const foreign = { scope: SCOPE, period: TODAY };
    for (const [language, words] of [
      ['en', /^[\x20-\x7e]+$/],
      ['zh', /[\u4e00-\u9fff]/],
    ] as const) {
      const { errors } = await hive.ask('S0002', KPI, foreign, { 'accept-language': language });
      expect(errors).toMatchObject([
        { path: ['kpi'], message: expect.stringMatching(words), extensions: { code: 'OUT_OF_SCOPE' } },
      ]);
    }
    const unsigned = await hive.ask(undefined, '{ me { id } }');
    expect(unsigned.errors).toMatchObject([{ extensions: { code: 'TOKEN_MISSING' } }]);
  });

  describe('what docs/how-to/replace-the-gateway.md says of it', () => {
    it('a call without a token is answered with 200', async () => {
      expect((await hive.ask(undefined, '{ me { id } }')).status).toBe(200);
    });
    it('an outage shows neither the request nor where it went', async () => {
      const lonely = await HiveGateway.start(platform, SECRET, { HENGXIN_PERFORMANCE_KPIS_URL: 'http://127.0.0.1:1' });
      const { errors } = await lonely.ask(RM, KPI, { scope: SCOPE, period: TODAY }).finally(() => lonely.stop());
      expect(errors).toMatchObject([
        { path: ['kpi'], extensions: { code: 'SERVICE_UNAVAILABLE', service: 'performance-kpis' } },
      ]);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|staffId|S0001/);
    });
    it('an answer that is an error alone has no data, not even null', async () => {
      expect(await hive.ask(RM, '{ clients(first: 1000) { edges { cursor } } }')).not.toHaveProperty('data');
    });
    it('what a query costs is measured by each service for its own part alone', async () => {
      const wide = '{ clients(first: 100) { edges { node { contacts(first: 100) { edges { node { id } } } } } } }';
      expect((await platform.ask(RM, wide)).errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_COSTLY' } }]);
      expect((await hive.ask(RM, wide)).errors).toBeUndefined();
    });
    it('the words against a query that does not fit are its own', async () => {
      const { errors } = await hive.ask(RM, '{ me { nickname } }', {}, { 'accept-language': 'zh' });
      expect(errors).toMatchObject([
        { message: expect.stringContaining('Cannot query'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      ]);
    });
    it('anybody may ask for the schema', async () => {
      const { data } = await hive.ask(undefined, '{ __schema { queryType { name } } }');
      expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    });
    it('files, the demo issuer and the metrics are elsewhere', async () => {
      for (const path of ['/import/clients', '/demo/token', '/metrics'])
        expect((await fetch(`${hive.url}${path}`)).status).toBe(404);
    });
  });
});
