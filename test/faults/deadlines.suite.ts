import { randomUUID } from 'node:crypto';
import type { RunningBank } from '../journeys/bank.js';
import { KPI, type Kpi, MY_DAY, type MyDay } from '../journeys/queries.js';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { becomes, eventually, type Platform } from '../platform/platform.js';
import { kill, whole } from './kill.js';

/** A relationship manager to whom no load is sent, a colleague, and the heads above both. */
const RM = 'S0006';
const PEER = 'S0002';
const UNIT = 'U200002';
const HEAD = 'M00002';
const BRANCH_HEAD = 'B0002';
const HEAD_OFFICE = 'H0001';

const VISIT_LOGGING = 'visit-logging';
/** Services that act on deadlines of what is told here. */
const ACTING = [VISIT_LOGGING, 'contact-scheduling', 'performance-kpis'];
/** Requests for help that are all due at one moment. */
const ASKED_AT_MOST = 12;

const DAY = '2026-03-02';
const NEXT_WEEK = '2026-03-09';
const at = (day: string, time: string) => `${day}T${time}:00+08:00`;
/** 18:00 of each second working day from the first one on. */
const STEPS = [at('2026-03-04', '18:00'), at('2026-03-06', '18:00'), at('2026-03-10', '18:00')] as const;
/** Periods that are over, and the day with which each closes by itself. */
const CLOSINGS = [
  { period: { grain: 'MONTH', start: '2026-02-01' }, closes: '2026-03-04' },
  { period: { grain: 'WEEK', start: '2026-02-23' }, closes: '2026-03-04' },
  { period: { grain: 'DAY', start: DAY }, closes: '2026-03-05' },
  { period: { grain: 'DAY', start: '2026-03-03' }, closes: '2026-03-06' },
  { period: { grain: 'DAY', start: '2026-03-04' }, closes: NEXT_WEEK },
];

const UNPREPARED = '客户临时约见';
const NOTHING = { kind: 'NONE' };
const COMPLAINT = { kind: 'COMPLAINT', text: '排队太久，无人接待' };
const MISSED = { result: 'MISSED', reasons: ['NO_NEED'], nextTopic: '家庭保障', nextOn: NEXT_WEEK };

const OWN = `query ($rmId: ID!) {
  clients(filter: { rmId: $rmId }, first: 100) { edges { node { id consents { channel purpose valid } } } }
}`;
const HELP = `{ helpRequests(filter: { mine: true }, first: 100) {
  edges { node { client { id } step climbs overdue answerDueAt addressee { id } } }
} }`;
const COMPLAINTS = `{ complaints(first: 100) {
  edges { node { client { id } state climbs overdue answerDueAt addressee { id } } }
} }`;
const VISITS = `query ($on: Date!) { visits(filter: { from: $on, to: $on }, first: 100) {
  edges { node { id state reviewOverdue review { result onTime } } }
} }`;
const CLOSED_AT = `query ($period: PeriodInput!) {
  kpi(scope: { unitId: "U0001" }, period: $period, metrics: [CONTACTS]) { closedAt }
}`;
const SYNC = `mutation ($input: SyncVisitsInput!) {
  syncVisits(input: $input) { results { visit { id state } errors { code } } }
}`;

interface Own {
  readonly id: string;
  readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly valid: boolean }[];
}
interface OfClient {
  readonly client: { readonly id: string };
}
interface Synced {
  readonly syncVisits: {
    readonly results: readonly {
      readonly visit: { readonly id: string; readonly state: string } | null;
      readonly errors: readonly { readonly code: string }[];
    }[];
  };
}
/** Whatever is asked for, a page of it under its name. */
type Page<Node> = Readonly<Record<string, { readonly edges: readonly { readonly node: Node }[] }>>;

/** Clients of the manager who allow visits, each for a part of the story. */
interface Cast {
  /** Visited twice in vain. */
  readonly missed: string;
  /** Complains on a visit that is never reviewed. */
  readonly annoyed: string;
  /** Visited without a network. */
  readonly synced: string;
  /** With each of them, help is asked for. */
  readonly helped: readonly string[];
}

/** Last of all on its platform: it leaves a whole one, a week later. */
export function deadlinesSuite(bank: () => RunningBank): void {
  describe('kill -9 while visits are told, and a clock that jumps over a week of deadlines', () => {
    let platform: Platform;
    let cast: Cast;
    /** By id, each visit as it is to be in the end. */
    const visits: Record<string, object> = {};

    const nodes = async <Node>(query: string, variables: Record<string, unknown> = {}): Promise<Node[]> => {
      const [page] = Object.values(await platform.data<Page<Node>>(RM, query, variables));
      return page!.edges.map(({ node }) => node);
    };
    /** As an app does that loses its connection: it sends a command again, with the same id, until it is answered. */
    const tell = async <T extends object>(name: string, told: object, fields: string): Promise<T> => {
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
      const input = { commandId: randomUUID(), ...told };
      const { data } = await eventually(
        () => platform.ask<{ told: T & { errors: unknown[] } }>(RM, query, { input }),
        (answer) => !!answer.data?.told,
        60_000,
      );
      expect([name, data!.told.errors]).toEqual([name, []]);
      return data!.told;
    };
    /** Visit-logging dies while a command is under way, or just before or after it. */
    const amidKill = async <T>(command: () => Promise<T>): Promise<T> => {
      const [answer] = await Promise.all([command(), kill(platform, VISIT_LOGGING)]);
      return answer;
    };

    const plan = async (clientId: string): Promise<string> => {
      const told = { clientId, plannedOn: DAY, place: 'CLIENT_OFFICE' };
      return (await tell<{ visit: { id: string } }>('planVisit', told, 'visit { id }')).visit.id;
    };
    const start = (visitId: string, time: string) =>
      tell('startVisit', { visitId, startedAt: at(DAY, time), overrideReason: UNPREPARED }, 'visit { id }');
    const end = (visitId: string, time: string, finding: object) =>
      tell('endVisit', { visitId, endedAt: at(DAY, time), outcome: 'ENGAGED', findings: [finding] }, 'visit { id }');
    const review = (visitId: string, told: object) => tell('reviewVisit', { visitId, ...told }, 'visit { id }');
    const askForHelp = (clientId: string) =>
      tell('askForHelp', { clientId, peerId: PEER, text: '客户想谈贷款，请协助' }, 'helpRequest { id }');
    /** What each command of a batch left its visit as. */
    const sync = async (commands: readonly object[]): Promise<{ id: string; state: string }[]> => {
      const { data } = await eventually(
        () => platform.ask<Synced>(RM, SYNC, { input: { commands } }),
        (answer) => !!answer.data?.syncVisits.results.every((result) => !isUnheard(result)),
        60_000,
      );
      const { results } = data!.syncVisits;
      expect(results.flatMap(({ errors }) => errors)).toEqual([]);
      return results.map(({ visit }) => visit!);
    };

    const asked = async () => byClient(await nodes<OfClient>(HELP));
    /** The request that two missed visits make by themselves, and those that were made to the colleague. */
    const requests = (byMisses: object, others?: object) =>
      byClient([
        { client: { id: cast.missed }, ...byMisses },
        ...(others ? cast.helped.map((id) => ({ client: { id }, ...others })) : []),
      ]);
    const ofHead = { step: 'SUB_BRANCH', climbs: 0, overdue: false, answerDueAt: STEPS[0], addressee: { id: HEAD } };
    const ofPeer = { step: 'PEER', climbs: 0, overdue: false, answerDueAt: STEPS[0], addressee: { id: PEER } };
    const complaint = (told: object) => [{ client: { id: cast.annoyed }, state: 'OPEN', ...told }];

    beforeAll(async () => {
      ({ platform } = bank());
      await whole(platform);
      const own = await nodes<Own>(OWN, { rmId: RM });
      const ids = own.filter(allowsVisits).map(({ id }) => id);
      const [missed, annoyed, synced, ...others] = ids.sort();
      cast = { missed: missed!, annoyed: annoyed!, synced: synced!, helped: others.slice(0, ASKED_AT_MOST) };
    }, 120_000);

    it('each step of a visit is taken once, and two missed ones running ask for help once', async () => {
      const early = await plan(cast.missed);
      await amidKill(() => start(early, '08:00'));
      await end(early, '08:15', NOTHING);
      await review(early, MISSED);
      const late = await plan(cast.missed);
      await start(late, '08:15');
      await end(late, '08:30', NOTHING);
      await amidKill(() => review(late, MISSED));
      for (const visitId of [early, late])
        visits[visitId] = { state: 'REVIEWED', reviewOverdue: false, review: { result: 'MISSED', onTime: true } };
      await becomes(asked, requests(ofHead));
    }, 180_000);

    it('commands that are under way together are carried out once each, and a complaint is raised once', async () => {
      const visitId = await plan(cast.annoyed);
      await start(visitId, '08:30');
      await amidKill(() => Promise.all([end(visitId, '08:45', COMPLAINT), ...cast.helped.map(askForHelp)]));
      visits[visitId] = { state: 'ENDED', reviewOverdue: true, review: null };
      await becomes(asked, requests(ofHead, ofPeer));
      const raised = { climbs: 0, overdue: false, answerDueAt: STEPS[0], addressee: { id: HEAD } };
      await becomes(() => nodes<object>(COMPLAINTS), complaint(raised));
    }, 180_000);

    it('a batch made without a network, sent again and in another order, takes each step once', async () => {
      const planned = randomUUID();
      const told = () => ({ commandId: randomUUID(), visitId: `plan.${planned}` });
      const plannedAs = { clientId: cast.synced, plannedOn: DAY, place: 'CLIENT_OFFICE' };
      const first = { planVisit: { commandId: planned, ...plannedAs } };
      const second = { startVisit: { ...told(), startedAt: at(DAY, '08:45'), overrideReason: UNPREPARED } };
      const third = {
        endVisit: { ...told(), endedAt: at(DAY, '08:55'), outcome: 'ENGAGED', findings: [NOTHING] },
      };
      const last = { reviewVisit: { ...told(), result: 'MET' } };
      const answers = [
        ...(await amidKill(() => sync([first, second]))),
        ...(await sync([second, first, third, last])),
        ...(await sync([last, third, second, first])),
      ];
      expect(answers.map(({ state }) => state)).toEqual([
        ...['PLANNED', 'STARTED'],
        ...['STARTED', 'PLANNED', 'ENDED', 'REVIEWED'],
        ...['REVIEWED', 'ENDED', 'STARTED', 'PLANNED'],
      ]);
      const [visitId, ...others] = new Set(answers.map(({ id }) => id));
      expect(others).toEqual([]);
      visits[visitId!] = { state: 'REVIEWED', reviewOverdue: false, review: { result: 'MET', onTime: true } };
    }, 180_000);

    it('a week later, with all that act on it killed meanwhile, every deadline has acted once', async () => {
      await whole(platform);
      expect((await platform.moveClock(at(NEXT_WEEK, '09:00'))).status).toBe(200);
      await Promise.all(ACTING.map((name) => kill(platform, name)));
      await whole(platform);
      const above = { step: 'BRANCH', addressee: { id: BRANCH_HEAD } };
      await becomes(
        asked,
        requests(
          { ...above, climbs: 1, overdue: true, answerDueAt: STEPS[1] },
          { ...above, climbs: 2, overdue: false, answerDueAt: STEPS[2] },
        ),
      );
      const climbed = { climbs: 1, overdue: true, answerDueAt: STEPS[1], addressee: { id: BRANCH_HEAD } };
      await becomes(() => nodes<object>(COMPLAINTS), complaint(climbed));
      await becomes<object>(async () => {
        const found = await nodes<{ id: string }>(VISITS, { on: DAY });
        return Object.fromEntries(found.map(({ id, ...visit }) => [id, visit]));
      }, visits);
    }, 180_000);

    it('the new day is planned once, and each period that is over closed at its own moment', async () => {
      const { myDay } = await eventually(
        () => platform.data<MyDay>(RM, MY_DAY),
        (answer) => answer.myDay.date === NEXT_WEEK && answer.myDay.state === 'DRAWN' && answer.myDay.items.length > 0,
        60_000,
      );
      const planned = myDay.items.map(({ client }) => client.id);
      expect([...new Set(planned)]).toEqual(planned);
      for (const { period, closes } of CLOSINGS)
        await becomes(() => platform.data<object>(HEAD_OFFICE, CLOSED_AT, { period }), {
          kpi: { closedAt: at(closes, '00:00') },
        });
    }, 180_000);

    it('the figures hold each step once, and equal those recomputed by brute force', async () => {
      const requested = cast.helped.length + 1;
      const expected: Record<string, (number | null)[]> = {
        VISITS: [4, null],
        TOUCHES_VISIT: [4, null],
        GOALS_MET: [1, 3],
        REVIEWS_ON_TIME: [3, 4],
        HELP_ASKED: [requested, null],
        HELP_IN_TIME: [0, requested],
      };
      await becomes(async () => {
        const asking = { scope: { staffId: RM }, period: { grain: 'DAY', start: DAY }, metrics: Object.keys(expected) };
        const { kpi } = await platform.data<Kpi>(RM, KPI, asking);
        return Object.fromEntries(
          kpi.values.map(({ metric, numerator, denominator }) => [metric, [numerator, denominator]]),
        );
      }, expected);
      const windows = [{ grain: 'DAY', start: DAY }] as const;
      await expectFiguresEqualOracle(platform, HEAD_OFFICE, windows, [{ staffId: RM }, { unitId: UNIT }]);
    }, 300_000);
  });
}

function allowsVisits({ consents }: Own): boolean {
  return consents.some(({ channel, purpose, valid }) => channel === 'VISIT' && purpose === 'SERVICE' && valid);
}

/** The service had not read enough yet to decide: the same command is sent again. */
function isUnheard({ errors }: Synced['syncVisits']['results'][number]): boolean {
  return errors.some(({ code }) => code === 'NOT_YET_VISIBLE');
}

function byClient<T extends OfClient>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => (a.client.id < b.client.id ? -1 : 1));
}
