import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { becomes, eventually, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import { KPI, type Kpi, MY_DAY, type MyDay } from './queries.js';

/** A relationship manager whom no other suite needs, the head of the unit, and a colleague of another branch. */
const RM = 'S0004';
const HEAD = 'M00004';
const UNIT = 'U200004';
const PEER = 'S0005';
const ADMIN = 'A0001';
const HEAD_OFFICE = 'H0001';
const SCOPE = { staffId: RM };

const FRIDAY = '2026-02-27';
/** A make-up working day, whose next one is Monday. */
const SATURDAY = '2026-02-28';
const TODAY = '2026-03-02';
const TOMORROW = '2026-03-03';
const at = (day: string, time: string) => `${day}T${time}:00+08:00`;

const OWN = `query ($rmId: ID!) {
  clients(filter: { rmId: $rmId }, first: 100) { edges { node { id consents { channel purpose valid } } } }
}`;
const DEPOSITS = 'query ($id: ID!) { client(id: $id) { deposits } }';
const CLIENT = 'query ($id: ID!) { client(id: $id) { id } }';
const PREPARED = 'query ($id: ID!) { visit(id: $id) { preparation { score ready } } }';
const START = 'mutation ($input: StartVisitInput!) { startVisit(input: $input) { errors { code } } }';
const ASKED = `{ helpRequests(filter: { mine: true, states: [OPEN] }) {
  edges { node { step climbs client { id } visit { id } addressee { id } } }
} }`;
const COUNTED = `query ($scope: KpiScope!, $period: PeriodInput!, $metric: Metric!) {
  kpiCounted(scope: $scope, period: $period, metric: $metric, reached: true, first: 100) {
    edges { node { client { id } } }
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

interface Asked {
  readonly helpRequests: { readonly edges: readonly { readonly node: object }[] };
}

interface Review {
  readonly result: string;
  readonly onTime: boolean;
  readonly nextOn: string | null;
  readonly reviewedAt: string;
}

/** Clients of the manager who allow visits and calls, each for a part of the story. */
interface Cast {
  /** Visited well prepared. */
  readonly prepared: string;
  /** Visited twice in vain. */
  readonly missed: string;
  /** Visited on the days before, and called as was promised. */
  readonly promised: string;
  readonly borrower: string;
}

/** The suite of the next day asks for the same ones. */
const casts = new WeakMap<Platform, Cast>();

async function chooseCast(platform: Platform): Promise<Cast> {
  const { clients } = await platform.data<Own>(RM, OWN, { rmId: RM });
  const [prepared, missed, promised, borrower] = clients.edges
    .map(({ node }) => node)
    .filter(({ consents }) =>
      ['VISIT', 'PHONE'].every((over) =>
        consents.some(({ channel, purpose, valid }) => channel === over && purpose === 'SERVICE' && valid),
      ),
    )
    .map(({ id }) => id)
    .sort();
  return { prepared: prepared!, missed: missed!, promised: promised!, borrower: borrower! };
}

/** Each with what it is a share of. */
type Figures = Record<string, (number | null)[]>;

/** The manager's own figures of a day. */
async function figuresOf(platform: Platform, day: string, metrics: readonly string[]): Promise<Figures> {
  const period = { grain: 'DAY', start: day };
  const { kpi } = await platform.data<Kpi>(RM, KPI, { scope: SCOPE, period, metrics });
  const figures: Figures = {};
  for (const { metric, numerator, denominator } of kpi.values) figures[metric] = [numerator, denominator];
  return figures;
}

/**
 * Before the clock moves on. What it leaves behind is one manager's: visits, requests for help, a gift, study,
 * greetings, and what three clients have. The figures have all of it by its end.
 */
export function visitsSuite(bank: () => RunningBank): void {
  describe('visits, and what hangs on them', () => {
    let platform: Platform;
    let cast: Cast;
    let visitId: string;

    const tell = async <T extends object>(as: string, name: string, told: object, fields: string): Promise<T> => {
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
      const input = { commandId: randomUUID(), ...told };
      const answer = await platform.data<{ told: T & { errors: unknown[] } }>(as, query, { input });
      expect([name, answer.told.errors]).toEqual([name, []]);
      return answer.told;
    };
    const plan = async (input: object): Promise<string> => {
      const told = { place: 'CLIENT_OFFICE', ...input };
      return (await tell<{ visit: { id: string } }>(RM, 'planVisit', told, 'visit { id }')).visit.id;
    };
    /** A visit that nobody has prepared, up to its end. */
    const unprepared = async (
      clientId: string,
      day: string,
      [from, to]: readonly [string, string],
      findings: readonly object[],
    ): Promise<string> => {
      const id = await plan({ clientId, plannedOn: day });
      const start = { visitId: id, startedAt: at(day, from), overrideReason: '客户临时约见' };
      await tell(RM, 'startVisit', start, 'visit { id }');
      const end = { visitId: id, endedAt: at(day, to), outcome: 'ENGAGED', findings };
      await tell(RM, 'endVisit', end, 'visit { id }');
      return id;
    };
    const review = async (id: string, input: object): Promise<Review> => {
      const fields = 'visit { review { result onTime nextOn reviewedAt } }';
      const told = { visitId: id, ...input };
      return (await tell<{ visit: { review: Review } }>(RM, 'reviewVisit', told, fields)).visit.review;
    };

    beforeAll(async () => {
      ({ platform } = bank());
      cast = await chooseCast(platform);
      casts.set(platform, cast);
      // What is drawn of today changes by what happens to its clients alone.
      await eventually(
        () => platform.data<MyDay>(RM, MY_DAY),
        ({ myDay }) => myDay.state === 'DRAWN' && myDay.items.length > 0,
      );
    }, 60_000);

    it('a file says what clients have, and those who keep them see it', async () => {
      const rows = [
        'client_id,holding_id,product_code,product_name,kind,balance,as_of,opened_on,matures_on,closed_on',
        `${cast.prepared},J-D1,D01,活期存款,DEMAND_DEPOSIT,120000.50,${FRIDAY},,,`,
        `${cast.promised},J-T1,T12,一年定期,TIME_DEPOSIT,80000,${FRIDAY},2025-03-02,${TODAY},`,
        `${cast.borrower},J-L1,L01,住房贷款,LOAN,650000,${FRIDAY},2024-05-20,,`,
      ];
      const path = join(await mkdtemp(join(tmpdir(), 'hengxin-holdings-')), 'holdings.csv');
      await writeFile(path, `${rows.join('\n')}\n`);
      const { code, output } = await platform.import({ holdings: path });
      expect([code, output]).toEqual([0, expect.stringContaining('3')]);
      for (const [id, deposits] of [
        [cast.prepared, '120000.50'],
        [cast.promised, '80000.00'],
      ] as const)
        await becomes(() => platform.data<object>(RM, DEPOSITS, { id }), { client: { deposits } });
    }, 60_000);

    it('a visit starts once it has a goal and what is known of the client is fresh', async () => {
      visitId = await plan({ clientId: cast.prepared, plannedOn: TODAY, participantIds: [HEAD] });
      const start = { visitId, startedAt: at(TODAY, '08:40'), checklist: [{ item: 'ATTIRE', done: true }] };
      const unready = await platform.data(RM, START, { input: { commandId: randomUUID(), ...start } });
      expect(unready).toEqual({ startVisit: { errors: [{ code: 'VISIT_NOT_PREPARED' }] } });
      const goal = { kind: 'DEPOSITS', text: '续存本月到期的定期存款', target: 50, unit: '万元' };
      await tell(RM, 'setVisitGoal', { visitId, goal }, 'visit { id }');
      // Deposits and products were told by the file.
      for (const part of ['PROFILE', 'TRADING_HABITS', 'PREFERENCES', 'CIRCLE'])
        await tell(RM, 'confirmProfilePart', { clientId: cast.prepared, part }, 'client { id }');
      const preparation = { score: 7, ready: true };
      await becomes(() => platform.data<object>(RM, PREPARED, { id: visitId }), { visit: { preparation } });
      const fields = 'visit { state participants { id } preparation { score ready overrideReason } }';
      const { visit } = await tell<{ visit: object }>(RM, 'startVisit', start, fields);
      expect(visit).toEqual({
        state: 'STARTED',
        participants: [{ id: HEAD }],
        preparation: { ...preparation, overrideReason: null },
      });
    }, 60_000);

    it('a gift is reserved for it, issued, and delivered on it', async () => {
      const item = { itemId: 'J-TEA', name: '茶叶', value: '120' };
      await tell(ADMIN, 'defineGiftItem', item, 'giftItem { id }');
      await tell(HEAD, 'addGiftStock', { itemId: 'J-TEA', unitId: UNIT, quantity: 2 }, 'giftItem { id }');
      const reservation = { itemId: 'J-TEA', clientId: cast.prepared, visitId };
      const { gift } = await tell<{ gift: { id: string } }>(RM, 'reserveGift', reservation, 'gift { id }');
      await tell(RM, 'issueGift', { giftId: gift.id }, 'gift { id }');
      const handedOver = { giftId: gift.id, how: 'DELIVERED' };
      expect(await tell(RM, 'handOverGift', handedOver, 'gift { state inPerson visit { id } }')).toMatchObject({
        gift: { state: 'DELIVERED', inPerson: true, visit: { id: visitId } },
      });
    });

    it('its end logs a contact, and its review a promise that stands in the plan of the day', async () => {
      const findings = [
        { kind: 'NEED', text: '子女年内购房' },
        { kind: 'FUNDS', text: '月底有一笔定期到期', amount: '500000' },
      ];
      const end = { visitId, endedAt: at(TODAY, '08:55'), outcome: 'INTERESTED', findings, achieved: 20 };
      const fields = 'visit { state reviewDueAt contact { channel outcome effective } }';
      expect(await tell(RM, 'endVisit', end, fields)).toMatchObject({
        visit: {
          state: 'ENDED',
          reviewDueAt: at(TOMORROW, '18:00'),
          contact: { channel: 'VISIT', outcome: 'INTERESTED', effective: true },
        },
      });
      const why = { reasons: ['RATE'], lesson: '先问期限', nextTopic: '大额存单', nextOn: TOMORROW };
      expect(await review(visitId, { result: 'PARTLY', ...why })).toMatchObject({
        result: 'PARTLY',
        onTime: true,
        nextOn: TOMORROW,
      });
      await eventually(
        () => platform.data<MyDay>(RM, MY_DAY, { date: TOMORROW }),
        ({ myDay }) =>
          myDay.items.some(
            ({ client, reason }) =>
              client.id === cast.prepared && reason.code === 'PROMISE' && reason.promisedOn === TOMORROW,
          ),
      );
    }, 60_000);

    it('its client says by a link how it was, once', async () => {
      const fields = 'ratingLink { url }';
      const { ratingLink } = await tell<{ ratingLink: { url: string } }>(RM, 'requestRating', { visitId }, fields);
      const rate = async (stars: number): Promise<number> => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ stars });
        return (await fetch(`${platform.url}${ratingLink.url}`, { method: 'POST', headers, body })).status;
      };
      expect(await rate(5)).toBe(200);
      expect(await rate(1)).toBe(409);
    });

    it('two missed visits running to one client ask the head for help by themselves', async () => {
      const missed = { result: 'MISSED', reasons: ['NO_NEED'], nextTopic: '家庭保障', nextOn: '2026-03-20' };
      await review(await unprepared(cast.missed, TODAY, ['08:00', '08:20'], [{ kind: 'NONE' }]), missed);
      const opinion = [{ kind: 'OPINION', text: '觉得利率偏低' }];
      const second = await unprepared(cast.missed, TODAY, ['08:20', '08:40'], opinion);
      await review(second, missed);
      const asked = await eventually(
        () => platform.data<Asked>(RM, ASKED),
        ({ helpRequests }) => helpRequests.edges.length > 0,
      );
      expect(asked.helpRequests.edges.map(({ node }) => node)).toEqual([
        {
          ...{ step: 'SUB_BRANCH', climbs: 0, addressee: { id: HEAD } },
          ...{ client: { id: cast.missed }, visit: { id: second } },
        },
      ]);
    }, 60_000);

    it('a colleague who accepts to help sees the client until the request is closed', async () => {
      const id = cast.promised;
      const seen = () => platform.data<object>(PEER, CLIENT, { id });
      expect(await seen()).toEqual({ client: null });
      const question = { clientId: id, text: '客户想谈贷款，请协助', peerId: PEER };
      const { helpRequest } = await tell<{ helpRequest: { id: string } }>(
        RM,
        'askForHelp',
        question,
        'helpRequest { id }',
      );
      const accepted = { helpRequestId: helpRequest.id, accept: true };
      expect(await tell(PEER, 'answerHelp', accepted, 'helpRequest { state helper { id } }')).toMatchObject({
        helpRequest: { state: 'ACCEPTED', helper: { id: PEER } },
      });
      await becomes(seen, { client: { id } });
      await tell(RM, 'closeHelp', { helpRequestId: helpRequest.id }, 'helpRequest { state }');
      await becomes(seen, { client: null });
    }, 60_000);

    it('visits told some days later are reviewed late or in time, and a call keeps the promise of one', async () => {
      const friday = await unprepared(cast.promised, FRIDAY, ['15:00', '15:40'], [{ kind: 'NONE' }]);
      expect(await review(friday, { result: 'MET' })).toMatchObject({ onTime: false, nextOn: null });
      const need = [{ kind: 'NEED', text: '想提前还一部分贷款' }];
      const saturday = await unprepared(cast.promised, SATURDAY, ['10:00', '10:30'], need);
      const why = { reasons: ['TIMING'], nextTopic: '提前还款', nextOn: TODAY };
      const { onTime, reviewedAt } = await review(saturday, { result: 'PARTLY', ...why });
      expect(onTime).toBe(true);
      // By the platform's clock, and after the promise was made.
      const { now } = await eventually(
        () => platform.data<{ now: { instant: string } }>(RM, '{ now { instant } }'),
        (answer) => Date.parse(answer.now.instant) > Date.parse(reviewedAt),
      );
      const call = { clientId: cast.promised, channel: 'PHONE', startedAt: now.instant, endedAt: now.instant };
      await tell(RM, 'logContact', { ...call, outcome: 'ENGAGED' }, 'contact { id }');
    }, 60_000);

    it('study is logged, and clients are greeted on the festival', async () => {
      const study = { topic: '贷款政策', startedAt: at(TODAY, '07:00'), endedAt: at(TODAY, '07:45') };
      await tell(RM, 'logStudy', study, 'studyEntry { id }');
      const clientIds = [cast.prepared, cast.promised];
      const greetings = { festival: 'LANTERN', date: TOMORROW, channel: 'PHONE', clientIds };
      await tell(RM, 'recordGreetings', greetings, 'greetingList { greeted }');
    });

    it('all of it is in the figures of its day', async () => {
      const today: Figures = {
        // Three visits and a call; two greetings beside them.
        CONTACTS: [4, null],
        TOUCHES: [6, null],
        TOUCHES_VISIT: [3, null],
        GREETINGS: [2, null],
        VISITS: [3, null],
        GOALS_MET: [0, 3],
        FINDINGS_A_VISIT: [3, 3],
        GIFTS_IN_PERSON: [1, 1],
        HELP_ASKED: [2, null],
        HELP_IN_TIME: [1, 2],
        STUDY_MINUTES: [45, null],
        RATING: [5, 1],
      };
      const friday: Figures = { VISITS: [1, null], GOALS_MET: [1, 1] };
      const saturday: Figures = { VISITS: [1, null], GOALS_MET: [0, 1] };
      for (const [day, expected] of [
        [TODAY, today],
        [FRIDAY, friday],
        [SATURDAY, saturday],
      ] as const)
        await becomes(() => figuresOf(platform, day, Object.keys(expected)), expected);
    }, 120_000);
  });
}

/** After the clock has moved on by a day, and it leaves nothing behind. */
export function dayAfterVisitsSuite(bank: () => RunningBank): void {
  describe('the day after the visits', () => {
    let platform: Platform;
    let cast: Cast;
    beforeAll(() => {
      ({ platform } = bank());
      cast = casts.get(platform)!;
    });

    const counted = async (metric: string): Promise<string[]> => {
      const { kpiCounted } = await platform.data<{ kpiCounted: { edges: { node: { client: { id: string } } }[] } }>(
        RM,
        COUNTED,
        { scope: SCOPE, period: { grain: 'DAY', start: TODAY }, metric },
      );
      return kpiCounted.edges.map(({ node }) => node.client.id);
    };

    it('a review counts as on time by 18:00 of the working day after its visit, and as late behind it', async () => {
      const inTime = (day: string) => figuresOf(platform, day, ['REVIEWS_ON_TIME']);
      await becomes(() => inTime(FRIDAY), { REVIEWS_ON_TIME: [0, 1] });
      await becomes(() => inTime(SATURDAY), { REVIEWS_ON_TIME: [1, 1] });
    }, 60_000);

    it('the promise of a review was kept, and what spoke for the client on its last day was served', async () => {
      for (const metric of ['PROMISES_KEPT', 'PROMPTS_SERVED'])
        await eventually(
          () => counted(metric),
          (clients) => clients.includes(cast.promised),
        );
    }, 60_000);

    it('the figures of the manager and the unit equal those recomputed from the log by brute force', async () => {
      const windows = [
        { grain: 'DAY', start: TODAY },
        { grain: 'MONTH', start: '2026-02-01' },
        { grain: 'MONTH', start: '2026-03-01' },
      ] as const;
      expect(await expectFiguresEqualOracle(platform, HEAD_OFFICE, windows, [SCOPE, { unitId: UNIT }])).toBe(6);
    }, 300_000);
  });
}
