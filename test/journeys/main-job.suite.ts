import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { eventually, type GraphqlAnswer, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import {
  type Kpi,
  KPI,
  type KpiContacts,
  KPI_CONTACTS,
  LOG_CONTACT,
  type LogContact,
  MY_DAY,
  type MyDay,
  type PlanItem,
} from './queries.js';

/** RM, their sub-branch, its branch and head office of the journey's bank (see bank.ts). */
const RM = 'S0001';
const OTHER_RM = 'S0002';
const SCOPES = [{ staffId: RM }, { unitId: 'U200001' }, { unitId: 'U1001' }, { unitId: 'U0001' }];
const TODAY = { grain: 'DAY', start: '2026-03-02' };
const HEAD_OFFICE = 'H0001';
const ORDER = ['PROMISE', 'OCCASION', 'CADENCE'];
/** Who may ask for a scope: the RM for himself, his heads, head office. */
const ASKER = (scope: object) => ('staffId' in scope ? RM : HEAD_OFFICE);

/** It moves the clock on by a day. */
export function mainJobSuite(bank: () => RunningBank): void {
  describe('the main job', () => {
    let platform: Platform;
    let items: PlanItem[];
    let heard: Promise<unknown>;
    let contacted: { id: string; item: PlanItem; position: string; input: Record<string, unknown> };

    const contacts = async (scope: object, period: object = TODAY, atLeast?: string): Promise<number> => {
      const answer = await platform.data<Kpi>(ASKER(scope), KPI, { scope, period, metrics: ['CONTACTS'], atLeast });
      return answer.kpi.values[0]!.numerator;
    };
    const log = (staff: string, input: Record<string, unknown>): Promise<LogContact> =>
      platform.data<LogContact>(staff, LOG_CONTACT, { input: { commandId: randomUUID(), ...input } });
    const call = (clientId: string, more: object = {}) => ({
      clientId,
      channel: 'PHONE',
      startedAt: '2026-03-02T08:30:00+08:00',
      endedAt: '2026-03-02T08:42:00+08:00',
      outcome: 'ENGAGED',
      ...more,
    });

    beforeAll(() => void ({ platform } = bank()));

    it('an RM opens the day with ten clients and why, the same at every look', async () => {
      heard = subscribe(platform, await platform.token(HEAD_OFFICE), 'U0001');
      heard.catch(() => undefined);
      const first = await eventually(
        () => platform.data<MyDay>(RM, MY_DAY),
        ({ myDay }) => myDay.items.length === 10,
      );
      items = first.myDay.items;
      expect(first.myDay).toMatchObject({
        date: '2026-03-02',
        state: 'DRAWN',
        dayKind: 'WORKING_DAY',
        capacity: 10,
        provisional: false,
        nextWorkingDay: '2026-03-03',
      });
      for (const item of items) {
        expect(item).toMatchObject({
          status: 'OPEN',
          date: '2026-03-02',
          dueSince: expect.any(String),
        });
        expect(item.reason.text.length).toBeGreaterThan(5);
        expect(item.client.name).toMatch(/\p{Script=Han}{2,4}/u);
      }
      // What was promised comes first, then occasions, then those whose turn it is.
      const places = items.map(({ reason }) => ORDER.indexOf(reason.code));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places[0]).toBeGreaterThanOrEqual(0);
      expect(places.filter((place) => place === ORDER.indexOf('CADENCE')).length).toBeGreaterThanOrEqual(4);
      expect(new Set(items.map((item) => item.client.id)).size).toBe(10);
      expect(await platform.data<MyDay>(RM, MY_DAY)).toEqual(first);
      const twoDays = await Promise.all([1, 2].map(() => platform.data<MyDay>(RM, MY_DAY, { date: '2026-03-03' })));
      expect(twoDays[0]).toEqual(twoDays[1]);
      expect(twoDays[0]!.myDay.state).toBe('PREVIEW');
    });

    it('a logged contact does its item, moves the client’s clock, and each level’s figure up by one', async () => {
      const item = items.find((each) => each.channel === 'PHONE')!;
      const before = await Promise.all(SCOPES.map((scope) => contacts(scope)));
      const input = { commandId: randomUUID(), ...call(item.client.id, { planItemId: item.id, notes: '聊了存款' }) };
      const { logContact } = await platform.data<LogContact>(RM, LOG_CONTACT, { input });
      expect(logContact.errors).toEqual([]);
      expect(logContact.contact).toMatchObject({
        effective: true,
        late: false,
        client: { id: item.client.id },
        staff: { id: RM },
        unit: { id: 'U200001' },
      });
      expect(logContact.planItem).toEqual({ id: item.id, status: 'DONE' });
      contacted = { id: logContact.contact!.id, item, position: logContact.position!, input };

      const after = await Promise.all(SCOPES.map((scope) => contacts(scope, TODAY, contacted.position)));
      expect(after).toEqual(before.map((count) => count + 1));
      const client = await platform.data<{ client: { lastContactAt: string } }>(
        RM,
        'query ($id: ID!, $at: Position) { client(id: $id, atLeast: $at) { lastContactAt } }',
        {
          id: item.client.id,
          at: contacted.position,
        },
      );
      expect(Date.parse(client.client.lastContactAt)).toBe(Date.parse('2026-03-02T08:30:00+08:00'));
      const day = await platform.data<MyDay>(RM, MY_DAY, { atLeast: contacted.position });
      expect(day.myDay.items.find((each) => each.id === item.id)?.status).toBe('DONE');
      const delivered = await heard;
      expect(delivered).toMatchObject({
        contactLogged: { id: contacted.id, staff: { id: RM }, unit: { id: 'U200001' } },
      });
    });

    it('any figure drills down to its contacts', async () => {
      for (const scope of SCOPES) {
        const answer = await platform.data<KpiContacts>(ASKER(scope), KPI_CONTACTS, {
          scope,
          period: TODAY,
          metric: 'CONTACTS',
          first: 100,
          atLeast: contacted.position,
        });
        expect(answer.kpiContacts.edges.map(({ node }) => node.id)).toContain(contacted.id);
        expect(answer.kpiContacts.edges).toHaveLength(await contacts(scope));
      }
    });

    it('the same commandId again changes nothing and returns the first answer', async () => {
      const before = await contacts({ unitId: 'U0001' });
      const again = await platform.data<LogContact>(RM, LOG_CONTACT, { input: contacted.input });
      expect(again.logContact.contact?.id).toBe(contacted.id);
      expect(again.logContact.position).toBe(contacted.position);
      const other = await platform.data<LogContact>(RM, LOG_CONTACT, {
        input: { ...contacted.input, outcome: 'COMMITTED' },
      });
      expect(other.logContact).toMatchObject({
        contact: null,
        position: null,
        errors: [{ code: 'COMMAND_ID_REUSED' }],
      });
      expect(await contacts({ unitId: 'U0001' })).toBe(before);
    });

    it('an RM of another unit sees neither client nor contact; a unit head sees the subtree and nothing beside it', async () => {
      const client = (id: string) =>
        `{ client(id: "${id}") { id } contacts(filter: { clientId: "${id}" }) { edges { node { id } } } }`;
      const seen = async (staff: string) => {
        const answer = await platform.data<{
          client: { id: string } | null;
          contacts: { edges: { node: { id: string } }[] };
        }>(staff, client(contacted.item.client.id));
        return {
          client: answer.client !== null,
          contact: answer.contacts.edges.some(({ node }) => node.id === contacted.id),
        };
      };
      expect(await seen(RM)).toEqual({ client: true, contact: true });
      expect(await seen(OTHER_RM)).toEqual({ client: false, contact: false });
      expect(await seen('M00001')).toEqual({ client: true, contact: true });
      expect(await seen('B0001')).toEqual({ client: true, contact: true });
      expect(await seen('M00002')).toEqual({ client: false, contact: false });
      expect(await seen('B0002')).toEqual({ client: false, contact: false });
      const foreign = await platform.ask(OTHER_RM, KPI, { scope: { staffId: RM }, period: TODAY });
      expect(foreign.errors?.[0]?.extensions?.code).toBeDefined();
      expect(foreign.data ?? null).toBeNull();
      expect((await log(OTHER_RM, call(contacted.item.client.id))).logContact).toMatchObject({
        contact: null,
        errors: [{ field: ['input', 'clientId'] }],
      });
    });

    it('an expired, a forged and a missing token get a clear 401', async () => {
      const good = await platform.token(RM);
      const [header, payload] = good.split('.') as [string, string, string];
      const attempts: [string | null, string][] = [
        [null, 'TOKEN_MISSING'],
        [`${header}.${payload}.${'A'.repeat(86)}`, 'TOKEN_INVALID'],
        [`${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`, 'TOKEN_INVALID'],
        ['rubbish', 'TOKEN_INVALID'],
      ];
      for (const [token, code] of attempts) {
        const answer: GraphqlAnswer = await platform.askWith(token, '{ me { id } }');
        expect(answer.status).toBe(401);
        expect(answer.errors?.[0]?.extensions?.code).toBe(code);
        expect(answer.errors?.[0]?.message.length).toBeGreaterThan(10);
      }
      const brief = await platform.newToken(RM, { validForSeconds: 1 });
      const expired = await eventually(
        () => platform.askWith(brief, '{ me { id } }'),
        ({ status }) => status !== 200,
      );
      expect([expired.status, expired.errors?.[0]?.extensions?.code]).toEqual([401, 'TOKEN_EXPIRED']);
    });

    it('a contact logged late restates its own day', async () => {
      const day = { grain: 'DAY', start: '2026-02-27' };
      const scope = { unitId: 'U0001' };
      const before = await contacts(scope, day);
      const today = await contacts(scope);
      const late = await log(
        RM,
        call(items.find((item) => item.channel === 'PHONE' && item.id !== contacted.item.id)!.client.id, {
          startedAt: '2026-02-27T16:00:00+08:00',
          endedAt: '2026-02-27T16:10:00+08:00',
        }),
      );
      expect(late.logContact.contact).toMatchObject({ late: true, effective: true });
      expect(await contacts(scope, day, late.logContact.position!)).toBe(before + 1);
      expect(await contacts(scope)).toBe(today);
    });

    it("a transferred RM's earlier contacts stay with the old unit", async () => {
      const before = await contacts({ unitId: 'U200001' });
      const { mkdtemp, writeFile } = await import('node:fs/promises');
      const folder = await mkdtemp('/tmp/hengxin-transfer-');
      await writeFile(
        `${folder}/staff.csv`,
        `staff_id,name,role,unit_id,valid_from\n${RM},王敏,RM,U200002,2026-03-03\n`,
      );
      const { code, output } = await platform.import({ staff: `${folder}/staff.csv` });
      expect([code, output]).toEqual([0, expect.stringContaining('1')]);
      expect((await platform.moveClock('2026-03-03T10:00:00+08:00')).status).toBe(200);
      const tomorrow = { grain: 'DAY', start: '2026-03-03' };
      const item = (
        await eventually(
          () => platform.data<MyDay>(RM, MY_DAY),
          ({ myDay }) => myDay.date === '2026-03-03',
        )
      ).myDay.items.find((each) => each.channel === 'PHONE')!;
      const moved = await log(
        RM,
        call(item.client.id, { startedAt: '2026-03-03T09:00:00+08:00', endedAt: '2026-03-03T09:05:00+08:00' }),
      );
      expect(moved.logContact.errors).toEqual([]);
      expect(moved.logContact.contact?.unit.id).toBe('U200002');
      expect(await contacts({ unitId: 'U200002' }, tomorrow, moved.logContact.position!)).toBe(1);
      expect(await contacts({ unitId: 'U200001' }, tomorrow)).toBe(0);
      expect(await contacts({ unitId: 'U200001' })).toBe(before);
    });

    it('all figures equal those recomputed by brute force from the log', async () => {
      const compared = await expectFiguresEqualOracle(platform, HEAD_OFFICE, [
        { grain: 'DAY', start: '2026-03-02' },
        { grain: 'WEEK', start: '2026-03-02' },
        { grain: 'MONTH', start: '2026-02-01' },
        { grain: 'MONTH', start: '2026-03-01' },
        { grain: 'QUARTER', start: '2026-01-01' },
        { grain: 'YEAR', start: '2026-01-01' },
      ]);
      expect(compared).toBeGreaterThan(100);
    }, 300_000);
  });
}

/** Listens to the contacts of a unit over graphql-ws, as an integration does; resolves with the first. */
async function subscribe(platform: Platform, token: string, unitId: string): Promise<unknown> {
  const client = createClient({
    url: `${platform.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const query =
    'subscription ($unitId: ID!) { contactLogged(unitId: $unitId) { id effective staff { id } unit { id } client { id } } }';
  for await (const { data, errors } of client.iterate({ query, variables: { unitId } })) {
    void client.dispose();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  throw new Error('the subscription ended without a contact');
}
