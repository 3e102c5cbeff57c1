import {
  ClientGifts,
  GiftHandedOver,
  Greetings,
  GreetingsRecorded,
  Help,
  HelpAccepted,
  HelpAsked,
  Mastery,
  MasteryCounted,
  Study,
  StudyLogged,
  Visit,
  VisitRated,
  VisitReviewed,
  VisitReviewFellDue,
} from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';
import { METRIC_SET } from '../metrics/index.js';

const COUNTED = `query ($scope: KpiScope!, $metric: Metric!, $first: Int, $after: String, $reached: Boolean, $view: TreeView) {
  kpiCounted(scope: $scope, period: { grain: MONTH, start: "2026-02-01" }, metric: $metric, first: $first, after: $after, reached: $reached, view: $view) {
    edges { cursor node { staff { id } client { id } date about aboutId value numerator denominator } }
    pageInfo { hasNextPage endCursor } } }`;
const FIGURE = `query ($scope: KpiScope!, $metric: Metric!) {
  kpi(scope: $scope, period: { grain: MONTH, start: "2026-02-01" }, metrics: [$metric]) { values { numerator denominator } } }`;
const H = { unitId: 'H' };

interface Node {
  readonly staff: { readonly id: string };
  readonly client: { readonly id: string } | null;
  readonly date: string | null;
  readonly about: string | null;
  readonly aboutId: string | null;
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
}

describe('what is behind figures of facts', () => {
  let kpis: TestService;
  beforeAll(async () => {
    kpis = await startTestService(performanceKpis);
    await kpis.place(
      [placedUnit('H', null), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [
        ...[placedStaff('S1', 'RM', 'L1'), placedStaff('S2', 'RM', 'L1'), placedStaff('S3', 'RM', 'L2')],
        ...[placedStaff('S3', 'RM', 'L1', '2026-02-20'), placedStaff('U1', 'UNIT_HEAD', 'L1')],
        placedStaff('HQ', 'HEAD_OFFICE', 'H'),
      ],
    );
    for (const staffId of ['S1', 'S2', 'S3']) await lifeOf(staffId);
  }, 120_000);
  afterAll(() => kpis?.stop());

  async function lifeOf(staffId: string): Promise<void> {
    const visit = { visitId: `V.${staffId}`, clientId: `C.${staffId}`, staffId };
    const help = { helpId: `P.${staffId}`, clientId: visit.clientId, askerId: staffId };
    const at = (day: string, time = '10:00') => `2026-02-${day}T${time}:00+08:00`;
    await kpis.given(
      Visit,
      visit.visitId,
      VisitReviewed.of({
        ...{ ...visit, result: staffId === 'S2' ? 'MISSED' : 'MET', reasons: [], lesson: null, nextTopic: null },
        ...{ nextOn: null, reviewedAt: at('11'), onTime: true, endedOn: '2026-02-10', score: 5, findings: 2 },
      }),
      VisitReviewFellDue.of({ ...visit, dueAt: at('11', '18:00'), endedOn: '2026-02-10', inTime: true }),
      VisitRated.of({ ...visit, stars: 4, comment: null, ratedAt: at('12'), ratedOn: '2026-02-12' }),
    );
    await kpis.given(
      ClientGifts,
      visit.clientId,
      GiftHandedOver.of({
        ...{ giftId: `G.${staffId}`, clientId: visit.clientId, staffId, how: 'DELIVERED', visitId: visit.visitId },
        ...{ handedOverAt: at('10'), businessDate: '2026-02-10' },
      }),
      GiftHandedOver.of({
        ...{ giftId: `F.${staffId}`, clientId: visit.clientId, staffId, how: 'COLLECTED', visitId: null },
        ...{ handedOverAt: at('24'), businessDate: '2026-02-24' },
      }),
    );
    await kpis.given(
      Help,
      help.helpId,
      HelpAsked.of({
        ...{ ...help, visitId: visit.visitId, askerUnitId: 'L1', text: null, step: 'PEER', addresseeId: 'S9' },
        ...{ unitId: 'L1', answerDueAt: at('27', '18:00'), askedAt: at('25'), askedOn: '2026-02-25' },
      }),
      HelpAccepted.of({
        ...{ ...help, helperId: 'S1', askedBy: staffId, acceptedAt: at('26'), acceptedOn: '2026-02-26' },
        ...{ askedOn: '2026-02-25', inTime: staffId !== 'S3' },
      }),
    );
    await kpis.given(
      Greetings,
      `L.${staffId}`,
      GreetingsRecorded.of({
        ...{ listId: `L.${staffId}`, staffId, unitId: 'L1', festival: 'LANTERN', date: '2026-03-03', channel: 'SMS' },
        ...{ clientIds: [`C.${staffId}`, `D.${staffId}`], recordedAt: at('26'), businessDate: '2026-02-26' },
      }),
    );
    await kpis.given(
      Study,
      `T.${staffId}`,
      StudyLogged.of({
        ...{
          entryId: `T.${staffId}`,
          staffId,
          topic: '利率',
          source: null,
          startedAt: at('03'),
          endedAt: at('03', '10:30'),
        },
        ...{ note: null, businessDate: '2026-02-03', countedMinutes: 30, loggedAt: at('03', '11:00') },
      }),
    );
    await kpis.given(
      Mastery,
      `M.${staffId}`,
      MasteryCounted.of({
        masteryId: `M.${staffId}`,
        staffId,
        days: [
          { date: '2026-02-03', minutes: 30, added: 30 },
          { date: '2026-02-10', minutes: 25, added: 25 },
        ],
      }),
    );
  }

  async function page(variables: Record<string, unknown>, as = 'HQ') {
    const { data, errors } = await kpis.graphql(COUNTED, { as, variables: { scope: H, ...variables } });
    return errors ? errors[0]!.extensions : data.kpiCounted;
  }

  async function all(variables: Record<string, unknown>, as?: string): Promise<Node[]> {
    const nodes: Node[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ first: 2, after, ...variables }, as);
      nodes.push(...edges.map(({ node }: { node: Node }) => node));
      [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
    }
    return nodes;
  }

  const facts = METRIC_SET.metrics.filter(({ counted }) => counted === 'FACTS' || counted === 'DAYS');

  it.each(facts.flatMap(({ code }) => [H, { unitId: 'L1' }, { staffId: 'S3' }].map((scope) => [code, scope] as const)))(
    'adds up over all pages to %s of %j',
    async (metric, scope) => {
      const { data } = await kpis.graphql(FIGURE, { as: 'HQ', variables: { scope, metric } });
      const [figure] = data.kpi.values;
      const nodes = await all({ scope, metric });
      const sum = (of: 'numerator' | 'denominator') => nodes.reduce((total, node) => total + node[of]!, 0);
      expect(sum('numerator')).toBe(figure.numerator);
      if (figure.denominator !== null) expect(sum('denominator')).toBe(figure.denominator);
      expect(nodes.every(({ staff, date }) => staff.id.startsWith('S') && date!.startsWith('2026-02'))).toBe(true);
    },
  );

  it('names the fact, its client and its day, by member of staff and the newest day first', async () => {
    expect(await all({ metric: 'GIFTS_IN_PERSON', scope: { staffId: 'S1' } })).toEqual([
      {
        ...{ staff: { id: 'S1' }, client: { id: 'C.S1' }, date: '2026-02-24', about: 'GIFT', aboutId: 'F.S1' },
        ...{ value: 0, numerator: 0, denominator: 1 },
      },
      {
        ...{ staff: { id: 'S1' }, client: { id: 'C.S1' }, date: '2026-02-10', about: 'GIFT', aboutId: 'G.S1' },
        ...{ value: 1, numerator: 1, denominator: 1 },
      },
    ]);
    expect((await all({ metric: 'GREETINGS' })).map(({ client }) => client!.id).sort()).toEqual(
      ['C.S1', 'D.S1', 'C.S2', 'D.S2', 'C.S3', 'D.S3'].sort(),
    );
    expect(await all({ metric: 'MASTERY_MINUTES', scope: { staffId: 'S2' } })).toMatchObject([
      { date: '2026-02-10', about: null, aboutId: null, client: null, value: 25, denominator: null },
      { date: '2026-02-03', value: 30 },
    ]);
  });

  it('may be asked for what stands in the numerator alone, and for what does not', async () => {
    const of = async (reached: boolean) => (await all({ metric: 'GOALS_MET', reached })).map(({ aboutId }) => aboutId);
    expect([await of(true), await of(false)]).toEqual([['V.S1', 'V.S3'], ['V.S2']]);
    expect((await all({ metric: 'HELP_IN_TIME', reached: false })).map(({ aboutId }) => aboutId)).toEqual(['P.S3']);
  });

  it('splits by day where somebody was transferred, and by the tree of today alike', async () => {
    for (const view of ['AS_WAS', 'AS_IS'])
      expect(
        (await all({ metric: 'GIFTS_IN_PERSON', scope: { unitId: 'L2' }, view })).map(({ aboutId }) => aboutId),
      ).toEqual(['G.S3']);
  });

  it('leaves out what the caller may not see: a manager sees the own facts, a head those of the subtree', async () => {
    const seen = async (as: string) => [
      ...new Set((await all({ metric: 'GIFTS_IN_PERSON', scope: { unitId: 'L1' } }, as)).map(({ staff }) => staff.id)),
    ];
    expect([await seen('S1'), await seen('U1')]).toEqual([['S1'], ['S1', 'S2', 'S3']]);
    expect(await page({ metric: 'VISITS', scope: { unitId: 'L2' } }, 'S1')).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it('is refused for a figure of contacts alone, a cursor that is none, and a page too large', async () => {
    expect(await page({ metric: 'CONTACTS' })).toMatchObject({ code: 'METRIC_OF_CONTACTS', field: ['metric'] });
    const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const after of ['rubbish', cursor('S1', 'x', 'y'), cursor('S1', 1e12, 'y'), cursor(1, 2, 3), cursor('S1', 2)])
      expect(await page({ metric: 'VISITS', after })).toMatchObject({ code: 'CURSOR_INVALID' });
    expect(await page({ metric: 'VISITS', first: 101 })).toMatchObject({ code: 'PAGE_SIZE' });
  });
});
