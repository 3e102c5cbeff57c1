import { randomUUID } from 'node:crypto';
import { Client, Contact } from '@hengxin/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { eventually, Platform } from '../platform/platform.js';
import { sourcesAndStores } from '../platform/sources.js';
import { type BANK, bankFiles } from './bank.js';
import { KPI, type Kpi, KPI_CONTACTS, type KpiContacts, LOG_CONTACT, type LogContact } from './queries.js';

const RM = 'S0001';
const SCOPE = { staffId: RM };
const TODAY = { grain: 'DAY', start: '2026-03-02' };
const SMALL: typeof BANK = { seed: 11, branches: 1, subBranches: 2, rms: 4, clients: 60, asOf: '2026-03-02', historyDays: 20 };
const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'];

const REGISTER = `mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code field } position } }`;
const CONSENT = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { errors { code field } position } }`;
const CLIENT = `query ($id: ID!, $at: Position) { client(id: $id, atLeast: $at) { name lastContactAt } }`;

interface Told {
  readonly errors: { code: string }[];
  readonly position: string;
}

describe.each(sourcesAndStores)('whoever writes reads it at once, source $name', (source) => {
  let platform: Platform;
  beforeAll(async () => {
    await source.open();
    platform = await Platform.start({ bus: source.bus, kafkaBrokers: source.brokers(), eventLogUrl: source.eventLogUrl() });
    const { code, output } = await platform.import(await bankFiles(SMALL), { wait: true });
    if (code !== 0) throw new Error(output);
  }, 300_000);
  afterAll(async () => {
    await platform?.stop();
    await source.close();
  }, 60_000);

  const tell = async (query: string, name: string, input: object): Promise<Told> =>
    (await platform.data<Record<string, Told>>(RM, query, { input: { commandId: randomUUID(), ...input } }))[name]!;
  const register = (id: string) =>
    tell(REGISTER, 'registerClient', { id, name: '欧阳晓明', tier: 'GOLD', consents: [{ channel: 'PHONE', purpose: 'SERVICE' }] });
  const call = (clientId: string, channel = 'PHONE') => ({
    input: {
      commandId: randomUUID(),
      clientId,
      channel,
      startedAt: '2026-03-02T08:30:00+08:00',
      endedAt: '2026-03-02T08:42:00+08:00',
      outcome: 'ENGAGED',
    },
  });

  it('a client just registered is contacted, and shown with their name, in one breath', async () => {
    for (let no = 1; no <= 10; no++) {
      const id = `N-${no}`;
      expect((await register(id)).errors).toEqual([]);
      const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, call(id));
      expect(logContact).toMatchObject({ errors: [], contact: { client: { id, name: '欧阳晓明' } } });
      const at = logContact.position!;
      const { kpiContacts } = await platform.data<KpiContacts>(RM, KPI_CONTACTS, {
        scope: SCOPE,
        period: TODAY,
        metric: 'CONTACTS',
        first: 100,
        atLeast: at,
      });
      expect(kpiContacts.edges.map(({ node }) => node.client.id)).toContain(id);
      const seen = await platform.data(RM, CLIENT, { id, at });
      expect(seen).toEqual({ client: { name: '欧阳晓明', lastContactAt: '2026-03-02T08:30:00+08:00' } });
    }
  }, 120_000);

  it('a consent just given carries the contact', async () => {
    await register('N-sms');
    for (const channel of ['SMS', 'EMAIL', 'VISIT']) {
      const word = { clientId: 'N-sms', channel, purpose: 'SERVICE', decision: 'GRANTED', decidedAt: '2026-03-02T08:00:00+08:00' };
      expect((await tell(CONSENT, 'recordConsent', word)).errors).toEqual([]);
      expect((await platform.data<LogContact>(RM, LOG_CONTACT, call('N-sms', channel))).logContact.errors).toEqual([]);
    }
  }, 60_000);

  it('twelve words of one client at once are all recorded', async () => {
    await register('N-many');
    const words = CHANNELS.flatMap((channel) => ['SERVICE', 'MARKETING'].map((purpose) => ({ channel, purpose })));
    const told = await Promise.all(
      words.map((word) => tell(CONSENT, 'recordConsent', { clientId: 'N-many', decision: 'GRANTED', ...word })),
    );
    expect(told.flatMap(({ errors }) => errors)).toEqual([]);
    const asked = '{ client(id: "N-many") { consents { valid } } }';
    const { client } = await eventually(
      () => platform.data<{ client: { consents: { valid: boolean }[] } }>(RM, asked),
      (answer) => answer.client.consents.length === 12,
    );
    expect(client.consents.filter(({ valid }) => valid)).toHaveLength(12);
  }, 60_000);

  if (source.name === 'kafka')
    it('what a message that is no event holds back is told to whoever names a position, and empties nobody’s page', async () => {
      await register('N-stuck');
      await platform.data<LogContact>(RM, LOG_CONTACT, call('N-stuck'));
      const producer = new Kafka({ brokers: [source.brokers()!], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      for (const { topic } of [Client, Contact]) await producer.send({ topic, messages: [{ key: 'N-stuck', value: null }] });
      await producer.disconnect();
      const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, call('N-stuck'));
      const figures = { scope: SCOPE, period: TODAY, metrics: ['CONTACTS'] };
      const told = await platform.ask<Kpi>(RM, KPI, { ...figures, atLeast: logContact.position });
      expect(told.errors).toMatchObject([{ extensions: { code: 'EVENTS_PARKED', field: ['atLeast'] } }]);
      expect((await platform.ask<Kpi>(RM, KPI, figures)).errors).toBeUndefined();
      const drillDown = { scope: SCOPE, period: TODAY, metric: 'CONTACTS', first: 100 };
      const { kpiContacts } = await platform.data<KpiContacts>(RM, KPI_CONTACTS, drillDown);
      expect(kpiContacts.edges.map(({ node }) => node.client.id)).toEqual(expect.arrayContaining(['N-1', 'N-10']));
    }, 60_000);
});
