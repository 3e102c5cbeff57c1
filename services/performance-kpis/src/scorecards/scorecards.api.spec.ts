import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const SAVE = `mutation ($input: SaveScorecardInput!) { saveScorecard(input: $input) {
  scorecard { id name version groups { group weight items { metric weight level cap } } validFrom roles }
  errors { code field } position } }`;
const TARGETS = `mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code } position } }`;
const SCORE = `query ($id: ID, $atLeast: Position) {
  score(scope: { unitId: "H" }, period: { grain: MONTH, start: "2026-03-01" }, scorecardId: $id, atLeast: $atLeast) {
    scope { unit { id } } scorecard { id version } score
    steps { group metric value target attainment capped weight points note } } }`;
const item = (metric: string, weight: number) => ({ metric, weight });
const CARD = {
  name: '机构',
  groups: [
    { group: 'CLIENT', weight: 60, items: [item('NEW_CLIENTS', 20), item('CONTACTS', 40)] },
    { group: 'PLAN', weight: 40, items: [item('PLAN_COMPLETION', 40)] },
  ],
  validFrom: '2026-01-01',
  roles: ['UNIT_HEAD'],
};

describe('scorecards', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place([placedUnit('H', null)], [placedStaff('HO', 'HEAD_OFFICE', 'H'), placedStaff('R1', 'RM', 'H')]);
  }, 120_000);
  afterAll(() => service?.stop());

  let commands = 0;
  async function save(as: string, card: object) {
    const input = { commandId: `S${commands++}`, ...card };
    const { data, errors } = await service.graphql(SAVE, { as, variables: { input } });
    return errors
      ? errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)
      : data.saveScorecard;
  }
  const score = async (variables: Record<string, unknown>) => service.graphql(SCORE, { as: 'HO', variables });

  it('are saved by head office alone, clients first', async () => {
    expect(await save('R1', CARD)).toEqual(['NOT_ALLOWED']);
    const deposits = {
      ...CARD,
      groups: [
        { ...CARD.groups[0], weight: 40 },
        { group: 'DEPOSIT', weight: 60, items: [] },
      ],
    };
    expect(await save('HO', deposits)).toMatchObject({
      scorecard: null,
      errors: [{ code: 'SCORECARD_ITEM_WEIGHTS', field: ['input', 'groups', '0', 'items'] }],
    });
    expect(await save('HO', { ...CARD, id: 'NOWHERE' })).toMatchObject({ errors: [{ code: 'SCORECARD_UNKNOWN' }] });
  });

  it('score a unit by the version that holds, and show each step', async () => {
    const first = await save('HO', { ...CARD, validFrom: '2026-03-19' });
    expect(first).toMatchObject({
      errors: [],
      scorecard: { version: 1, groups: [{ items: [{ level: 'BASE', cap: 1.2 }, {}] }, {}] },
    });
    const { id } = first.scorecard;
    const later = await save('HO', { ...CARD, id, name: '机构二', validFrom: '2026-04-01' });
    expect(later.scorecard).toMatchObject({ id, version: 2 });
    const targets = [{ unitId: 'H', metric: 'CONTACTS', month: '2026-03-01', base: 10 }];
    const input = { commandId: 'T1', targets };
    const { data } = await service.graphql(TARGETS, { as: 'HO', variables: { input } });
    expect(data.setTargets.errors).toEqual([]);
    await service.caughtUp();
    const answer = await score({});
    expect(answer.errors).toBeUndefined();
    expect(answer.data.score).toMatchObject({ scope: { unit: { id: 'H' } }, scorecard: { id, version: 1 }, score: 0 });
    // CONTACTS alone has a target: it weighs what its group and PLAN weigh.
    expect(
      answer.data.score.steps.map(({ metric, group, weight, points, note }: Record<string, unknown>) => [
        metric ?? group,
        weight,
        points,
        note !== null,
      ]),
    ).toEqual([
      ['CONTACTS', 100, 0, false],
      ['NEW_CLIENTS', null, null, true],
      ['PLAN_COMPLETION', null, null, true],
      ['PLAN', 40, null, true],
    ]);
  });

  it('say so where none holds', async () => {
    const { errors } = await score({ id: 'NOWHERE' });
    expect(errors).toMatchObject([{ extensions: { code: 'SCORECARD_NOT_FOUND' } }]);
  });
});
