import { randomUUID } from 'node:crypto';
import { type Figures, Oracle } from '../oracle/oracle.js';
import { eventually, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import { KPI, type Kpi, KPI_CONTACTS, type KpiContacts, LOG_CONTACT, type LogContact } from './queries.js';

export const RM = 'S0007';
export const SCOPE = { staffId: RM };
export const TODAY = { grain: 'DAY', start: '2026-03-02' };
const CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'];

const REGISTER = `mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code field } position } }`;
const CONSENT = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { errors { code field } position } }`;
const CLIENT = `query ($id: ID!, $at: Position) { client(id: $id, atLeast: $at) { name lastContactAt } }`;

const TOPICS = `query ($id: ID!, $at: Position) {
  client(id: $id, atLeast: $at) { topics { topic lastUsedOn lastReaction } } }`;

interface Topics {
  readonly client: {
    readonly topics: readonly {
      readonly topic: string;
      readonly lastUsedOn: string | null;
      readonly lastReaction: string | null;
    }[];
  };
}

interface Told {
  readonly errors: { code: string }[];
  readonly position: string;
}

/** Clients that the suite registers and calls on their first day. */
export const NEWCOMERS: readonly string[] = Array.from({ length: 10 }, (_, i) => `N-${i + 1}`);

export const phoneCall = (clientId: string, channel = 'PHONE') => ({
  clientId,
  channel,
  startedAt: '2026-03-02T08:30:00+08:00',
  endedAt: '2026-03-02T08:42:00+08:00',
  outcome: 'ENGAGED',
});

/** Before the clock moves on. Its relationship manager is another one than those of the other suites. */
export function ownWritesSuite(bank: () => RunningBank): void {
  describe('anyone who writes reads it at once', () => {
    let platform: Platform;
    beforeAll(() => void ({ platform } = bank()));

    const tell = async (query: string, name: string, input: object): Promise<Told> =>
      (await platform.data<Record<string, Told>>(RM, query, { input: { commandId: randomUUID(), ...input } }))[name]!;
    const register = (id: string) =>
      tell(REGISTER, 'registerClient', {
        id,
        name: '欧阳晓明',
        tier: 'GOLD',
        consents: [{ channel: 'PHONE', purpose: 'SERVICE' }],
      });
    const call = (clientId: string, channel?: string) => ({
      input: { commandId: randomUUID(), ...phoneCall(clientId, channel) },
    });

    it('a client just registered is contacted, and shown with their name, in one breath', async () => {
      for (const id of NEWCOMERS) {
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

    it('what was just talked about is no topic, and how it was taken is told with those that are', async () => {
      const id = 'N-topics';
      const interests = ['围棋', '养生', '读书'];
      const consents = [{ channel: 'PHONE', purpose: 'SERVICE' }];
      await tell(REGISTER, 'registerClient', { id, name: '欧阳晓明', tier: 'GOLD', interests, consents });
      const talk = async (minute: number, topic: string, reaction: string) => {
        const times = { startedAt: `2026-03-02T08:0${minute}:00+08:00`, endedAt: `2026-03-02T08:0${minute}:30+08:00` };
        const input = { commandId: randomUUID(), ...phoneCall(id), ...times, topics: [{ topic, reaction }] };
        const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, { input });
        const { client } = await platform.data<Topics>(RM, TOPICS, { id, at: logContact.position });
        return client.topics;
      };
      const fresh = { lastUsedOn: null, lastReaction: null };
      expect(await talk(1, '围棋', 'WARM')).toEqual([
        { topic: '养生', ...fresh },
        { topic: '读书', ...fresh },
      ]);
      expect(await talk(2, '读书', 'COLD')).toEqual([{ topic: '养生', ...fresh }]);
      expect(await talk(3, '养生', 'NEUTRAL')).toEqual([
        { topic: '围棋', lastUsedOn: '2026-03-02', lastReaction: 'WARM' },
      ]);
    }, 60_000);

    it('a consent just given carries the contact', async () => {
      await register('N-sms');
      for (const channel of ['SMS', 'EMAIL', 'VISIT']) {
        const word = {
          clientId: 'N-sms',
          channel,
          purpose: 'SERVICE',
          decision: 'GRANTED',
          decidedAt: '2026-03-02T08:00:00+08:00',
        };
        expect((await tell(CONSENT, 'recordConsent', word)).errors).toEqual([]);
        expect((await platform.data<LogContact>(RM, LOG_CONTACT, call('N-sms', channel))).logContact.errors).toEqual(
          [],
        );
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
        () => platform.data<{ client: { consents: { valid: boolean }[] } | null }>(RM, asked),
        (answer) => answer.client?.consents.length === 12,
      );
      expect(client!.consents.filter(({ valid }) => valid)).toHaveLength(12);
    }, 60_000);

    it('anyone who imports a file sees it in every figure by the position of its account, at the first look', async () => {
      const admin = await platform.accountToken('journey', { role: 'ADMIN' });
      const imported = async (kind: string, rows: readonly string[], after = ''): Promise<string> => {
        const headers = {
          authorization: `Bearer ${admin}`,
          'content-type': 'text/csv',
          ...(after && { 'hengxin-at-least': after }),
        };
        const answer = await fetch(`${platform.url}/import/${kind}`, {
          method: 'POST',
          headers,
          body: rows.join('\n'),
        });
        const account = JSON.parse((await answer.text()).trim().split('\n').at(-1)!) as { position: string };
        expect(account).toMatchObject({ type: 'account', taken: rows.length - 1 });
        return account.position;
      };
      const clients = Array.from({ length: 40 }, (_, no) => `N-file-${no}`);
      const known = await imported('clients', [
        'client_id,name,tier,rm_id,consents',
        ...clients.map((id) => `${id},欧阳晓明,GOLD,${RM},PHONE/SERVICE`),
      ]);
      const position = await imported(
        'contacts',
        [
          'contact_id,client_id,staff_id,channel,started_at,ended_at,outcome',
          ...clients.map(
            (id, no) => `F-${no},${id},${RM},PHONE,2026-03-02T08:00:00+08:00,2026-03-02T08:${10 + no}:00+08:00,ENGAGED`,
          ),
        ],
        known,
      );
      // Plans are still being done by it: of those the position says nothing.
      const metrics: (keyof Figures)[] = ['TOUCHES', 'CONTACTS', 'CLIENTS_CONTACTED', 'COVERAGE'];
      const figures = async (): Promise<object> => {
        const { kpi } = await platform.data<Kpi>(RM, KPI, { scope: SCOPE, period: TODAY, metrics, atLeast: position });
        return Object.fromEntries(
          kpi.values.map(({ metric, numerator, denominator }) => [
            metric,
            denominator === null ? numerator : [numerator, denominator],
          ]),
        );
      };
      const seen = await figures();
      const { TOUCHES, CONTACTS, CLIENTS_CONTACTED, COVERAGE } = (
        await Oracle.read(await platform.eventLogUrl())
      ).figures(SCOPE, TODAY.start, TODAY.start);
      expect(seen).toEqual({ TOUCHES, CONTACTS, CLIENTS_CONTACTED, COVERAGE });
      expect(CLIENTS_CONTACTED).toBeGreaterThanOrEqual(clients.length);
    }, 120_000);
  });
}
