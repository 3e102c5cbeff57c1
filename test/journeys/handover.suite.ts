import { randomUUID } from 'node:crypto';
import { becomes, eventually, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';

/** Who gives the client, and who takes them: no other suite needs the one, and the other is a colleague elsewhere. */
const RM = 'S0008';
const TAKER = 'S0005';
const ADMIN = 'A0001';

/** Working days to come. */
const ITEM_DAY = '2026-03-10';
const VISIT_DAY = '2026-03-12';
const PROMISED_DAY = '2026-03-20';

const DAY = 'query ($date: Date) { myDay(date: $date) { state items { status client { id } reason { code } } } }';
const OWN = `query ($rmId: ID!) {
  clients(filter: { rmId: $rmId }, first: 100) { edges { node { id consents { channel purpose valid } } } }
}`;
const CLIENT = 'query ($id: ID!) { client(id: $id) { id } }';
const VISIT = 'query ($id: ID!) { visit(id: $id) { staff { id } state plannedOn } }';
const PROMISES = 'query ($visitId: ID!) { visitDossier(visitId: $visitId) { openPromises } }';
const ASKED = `{ helpRequests(filter: { mine: true, states: [OPEN] }, first: 100) {
  edges { node { id asker { id } client { id } visit { id } } }
} }`;
const HANGS_ON = `query ($fromRmId: ID!, $toRmId: ID!, $clientIds: [ID!]) {
  handoverPreview(fromRmId: $fromRmId, toRmId: $toRmId, clientIds: $clientIds) {
    promises openItems plannedVisits helpRequests
  }
}`;

interface Own {
  readonly clients: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly valid: boolean }[];
      };
    }[];
  };
}

interface Day {
  readonly myDay: {
    readonly state: string;
    readonly items: readonly {
      readonly status: string;
      readonly client: { readonly id: string };
      readonly reason: { readonly code: string };
    }[];
  };
}

interface Asked {
  readonly helpRequests: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

type Counts = Readonly<Record<'promises' | 'openItems' | 'plannedVisits' | 'helpRequests', number>>;
const ONE_OF_EACH: Counts = { promises: 1, openItems: 1, plannedVisits: 1, helpRequests: 1 };

/** After the clock has moved on: what it leaves behind are a contact and one client who is kept by somebody else. */
export function handoverSuite(bank: () => RunningBank): void {
  describe('rule 21: a handover', () => {
    let platform: Platform;
    let clientId: string;
    let visitId: string;
    let helpId: string;

    const tell = async <T extends object>(as: string, name: string, told: object, fields: string): Promise<T> => {
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
      const input = { commandId: randomUUID(), ...told };
      const answer = await platform.data<{ told: T & { errors: unknown[] } }>(as, query, { input });
      expect([name, answer.told.errors]).toEqual([name, []]);
      return answer.told;
    };
    /** What would go along with a client; null while one service has heard of another portfolio than the others. */
    const hangsOn = async (id: string, fromRmId: string, toRmId: string): Promise<Counts | null> => {
      const asked = { fromRmId, toRmId, clientIds: [id] };
      return (await platform.data<{ handoverPreview: Counts | null }>(ADMIN, HANGS_ON, asked)).handoverPreview;
    };
    const openItems = async (as: string): Promise<object[]> => {
      const { myDay } = await platform.data<Day>(as, DAY, { date: ITEM_DAY });
      return myDay.items
        .filter(({ client, status }) => client.id === clientId && status === 'OPEN')
        .map(({ reason }) => reason);
    };
    const requests = async (as: string): Promise<object[]> => {
      const { helpRequests } = await platform.data<Asked>(as, ASKED);
      return helpRequests.edges.map(({ node }) => node).filter(({ id }) => id === helpId);
    };
    /** A client who allows visits and calls, and on whom nothing hangs yet. */
    const chooseClient = async (): Promise<string> => {
      const { clients } = await platform.data<Own>(RM, OWN, { rmId: RM });
      const willing = clients.edges
        .map(({ node }) => node)
        .filter(({ consents }) =>
          ['VISIT', 'PHONE'].every((over) =>
            consents.some(({ channel, purpose, valid }) => channel === over && purpose === 'SERVICE' && valid),
          ),
        )
        .map(({ id }) => id)
        .sort();
      for (const id of willing) {
        const counts = await eventually(
          () => hangsOn(id, RM, TAKER),
          (told) => told !== null,
        );
        if (Object.values(counts ?? {}).every((count) => count === 0)) return id;
      }
      throw new Error(`something hangs on each of ${willing.length} clients`);
    };

    beforeAll(async () => {
      ({ platform } = bank());
      await eventually(
        () => platform.data<Day>(RM, DAY),
        ({ myDay }) => myDay.state === 'DRAWN',
      );
      clientId = await chooseClient();
    }, 60_000);

    it('finds a promise, an open item, a planned visit and an open request for help on a client', async () => {
      const { now } = await platform.data<{ now: { instant: string } }>(RM, '{ now { instant } }');
      const call = { clientId, channel: 'PHONE', startedAt: now.instant, endedAt: now.instant, outcome: 'ENGAGED' };
      await tell(RM, 'logContact', { ...call, followUpOn: PROMISED_DAY }, 'contact { id }');
      await tell(RM, 'addPlanItem', { clientId, date: ITEM_DAY, reason: '送对账单' }, 'planItem { id }');
      const plan = { clientId, plannedOn: VISIT_DAY, place: 'CLIENT_OFFICE' };
      visitId = (await tell<{ visit: { id: string } }>(RM, 'planVisit', plan, 'visit { id }')).visit.id;
      const question = { clientId, visitId, text: '请一同拜访' };
      const { helpRequest } = await tell<{ helpRequest: { id: string } }>(
        RM,
        'askForHelp',
        question,
        'helpRequest { id }',
      );
      helpId = helpRequest.id;
      await becomes<Counts | null>(() => hangsOn(clientId, RM, TAKER), ONE_OF_EACH);
      await becomes(() => openItems(RM), [{ code: 'ADDED' }]);
    }, 60_000);

    it('moves all four with their client, in one go and with a record', async () => {
      const handover = { fromRmId: RM, toRmId: TAKER, clientIds: [clientId] };
      const fields = 'handover { clients fromRm { id } toRm { id } }';
      expect(await tell(ADMIN, 'handOver', handover, fields)).toMatchObject({
        handover: { clients: 1, fromRm: { id: RM }, toRm: { id: TAKER } },
      });
      await becomes(() => platform.data<object>(TAKER, CLIENT, { id: clientId }), { client: { id: clientId } });
      await becomes(() => openItems(TAKER), [{ code: 'ADDED' }]);
      await becomes(() => platform.data<object>(TAKER, VISIT, { id: visitId }), {
        visit: { staff: { id: TAKER }, state: 'PLANNED', plannedOn: VISIT_DAY },
      });
      await becomes(
        () => requests(TAKER),
        [{ id: helpId, asker: { id: TAKER }, client: { id: clientId }, visit: { id: visitId } }],
      );
      await becomes(() => platform.data<object>(TAKER, PROMISES, { visitId }), {
        visitDossier: { openPromises: [PROMISED_DAY] },
      });
      await becomes<Counts | null>(() => hangsOn(clientId, TAKER, RM), ONE_OF_EACH);
    }, 60_000);

    it('leaves nothing behind with who kept the client', async () => {
      await becomes(() => platform.data<object>(RM, CLIENT, { id: clientId }), { client: null });
      await becomes(() => platform.data<object>(RM, VISIT, { id: visitId }), { visit: null });
      await becomes(() => openItems(RM), []);
      await becomes(() => requests(RM), []);
    }, 60_000);
  });
}
