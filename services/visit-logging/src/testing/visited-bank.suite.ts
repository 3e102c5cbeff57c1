import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Channel,
  Client,
  ClientAssigned,
  ClientRegistered,
  type ProfilePart,
  ProfilePartConfirmed,
} from '@hengxin/contracts';
import { placedUnit, startTestService, type TestService, type TestServiceOptions } from '@hengxin/service-kit/testing';
import { visitLogging } from '../visit-logging.module.js';

const place = (
  staffId: string,
  role: 'RM' | 'UNIT_HEAD' | 'HEAD_OFFICE' | 'INTEGRATION' | 'ADMIN',
  unitId: string,
) => ({
  staffId,
  role,
  unitId,
  validFrom: null,
});

const VISIT = `id state plannedOn place district cancelReason client { id } staff { id } unit { id } participants { id }
  goal { kind text target unit achieved } preparation { score required ready frozenAt overrideReason parts { part fresh refreshedBy { id } } }
  checklist { item done version } startedAt endedAt contact { id channel outcome effective notes }
  findings { kind text amount productCode } review { result reasons lesson nextTopic nextOn onTime }
  reviewDueAt reviewOverdue credit { staff { id } percent }`;

/** What a test tells of a visit, and what it gets back. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Anything = any;

/** Head office HO over B1 (head HB) with U1 (S1, S3, head H1) and U2 (S2); clients of S1 who allow visits. */
export class VisitedBank {
  private constructor(readonly service: TestService) {}

  static async open(options?: TestServiceOptions): Promise<VisitedBank> {
    const bank = new VisitedBank(await startTestService(visitLogging, options));
    await bank.service.place(
      [
        placedUnit('HO', null, 'HEAD_OFFICE'),
        placedUnit('B1', 'HO', 'BRANCH'),
        placedUnit('U1', 'B1', 'SUB_BRANCH'),
        placedUnit('U2', 'B1', 'SUB_BRANCH'),
      ],
      [
        place('S1', 'RM', 'U1'),
        place('S2', 'RM', 'U2'),
        place('S3', 'RM', 'U1'),
        place('H1', 'UNIT_HEAD', 'U1'),
        place('HB', 'UNIT_HEAD', 'B1'),
        place('O1', 'HEAD_OFFICE', 'HO'),
        place('I1', 'INTEGRATION', 'U1'),
        place('A1', 'ADMIN', 'HO'),
      ],
    );
    return bank;
  }

  async client(clientId: string, rmId = 'S1', channels: readonly Channel[] = ['VISIT', 'PHONE']): Promise<void> {
    const word = {
      purpose: 'SERVICE' as const,
      decidedAt: '2026-01-01T00:00:00+08:00',
      wordingVersion: null,
      evidence: null,
      expiresOn: null,
    };
    const registered = ClientRegistered.of({
      clientId,
      name: '欧阳晓明',
      phone: null,
      tier: 'GOLD',
      interests: ['钓鱼'],
      preferredChannel: null,
      birthday: null,
      contactsAYear: 6,
      registeredOn: '2026-02-27',
      consents: channels.map((channel) => ({ ...word, channel })),
      keeper: { rmId, from: '2026-01-01' },
    });
    await this.service.given(Client, clientId, registered);
  }

  /** Parts of a client that somebody looked at this morning. */
  confirmed(clientId: string, ...parts: readonly ProfilePart[]): Promise<void> {
    const when = { confirmedAt: '2026-03-02T07:30:00+08:00', confirmedOn: '2026-03-02' };
    return this.service.given(
      Client,
      clientId,
      ...parts.map((part) => ProfilePartConfirmed.of({ clientId, part, ...when })),
    );
  }

  handOver(clientId: string, previousRmId: string, rmId: string, from: string): Promise<void> {
    return this.service.given(Client, clientId, ClientAssigned.of({ clientId, rmId, from, previousRmId }));
  }

  /** A command on a visit: its payload. */
  async tell(name: string, as: string, input: object, fields = `visit { ${VISIT} }`): Promise<Anything> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} errors { code field message } position } }`;
    return (await this.ask(query, as, { input: { commandId: randomUUID(), ...input } }))[name];
  }

  async ask(query: string, as: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Anything> {
    const answer = await this.service.graphql(query, { variables, as, headers: { 'accept-language': 'en' } });
    if (answer.errors) throw Object.assign(new Error(answer.errors[0]!.message), answer.errors[0]!.extensions);
    return answer.data;
  }

  async plan(clientId: string, more: object = {}, as = 'S1'): Promise<string> {
    const { visit, errors } = await this.tell('planVisit', as, { clientId, ...PLAN, ...more });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return visit.id;
  }

  async started(clientId: string, more: object = {}, as = 'S1'): Promise<string> {
    const visitId = await this.plan(clientId, {}, as);
    const { errors } = await this.tell('startVisit', as, { visitId, ...START, ...more });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return visitId;
  }

  async ended(clientId: string, more: object = {}, as = 'S1'): Promise<string> {
    const visitId = await this.started(clientId, {}, as);
    const { errors } = await this.tell('endVisit', as, { visitId, ...END, ...more });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return visitId;
  }

  /** A visit as the read model has it. */
  async visit(id: string, as = 'S1'): Promise<Anything> {
    await this.service.caughtUp();
    return (await this.ask(`query ($id: ID!) { visit(id: $id) { ${VISIT} } }`, as, { id })).visit;
  }

  /** Ids of all pages of a list. */
  async visits(as: string, f: object = {}, n = 100): Promise<string[]> {
    await this.service.caughtUp();
    const query = `query ($f: VisitFilter, $n: Int, $a: String) {
      visits(filter: $f, first: $n, after: $a) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const found: string[] = [];
    for (let a: string | null = null; ;) {
      const { visits } = await this.ask(query, as, { f, n, a });
      found.push(...visits.edges.map((edge: { node: { id: string } }) => edge.node.id));
      if (!visits.pageInfo.hasNextPage) return found;
      a = visits.pageInfo.endCursor;
    }
  }

  /** Waits for what happens by itself. */
  async eventually(holds: () => Promise<boolean>): Promise<void> {
    for (const until = Date.now() + 20_000; !(await holds());) {
      if (Date.now() > until) throw new Error('it did not come to be');
      await pause(25);
    }
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}

/** The clock of a test service stands at 9:00 of 2 March 2026, a Monday. */
export const PLAN = {
  plannedOn: '2026-03-02',
  place: 'CLIENT_OFFICE',
  goal: { kind: 'DEPOSITS', text: '年底资金回流', target: 50, unit: '万元' },
};
export const START = { startedAt: '2026-03-02T08:00:00+08:00', overrideReason: '客户资料尚缺' };
export const END = {
  endedAt: '2026-03-02T08:40:00+08:00',
  outcome: 'INTERESTED',
  notes: '聊了存款',
  findings: [{ kind: 'FUNDS', text: '月底有一笔定期到期', amount: '500000.5', productCode: 'TD1' }],
};
