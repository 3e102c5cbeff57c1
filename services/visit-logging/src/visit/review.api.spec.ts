import { END, START, VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterAll(() => bank?.stop());

const due = async (visitId: string) =>
  (await bank.service.parts.log.read(`visit-${visitId}`)).filter(({ type }) => type === 'VisitReviewFellDue');
const isDue = (visitId: string) => bank.eventually(async () => (await due(visitId)).length > 0);

describe('rule 10: the deadline of a review', () => {
  it('makes a visit overdue at 18:00 of the next working day, also when the clock jumps and the service starts again', async () => {
    const [late, inTime] = [await bank.ended('C1'), await bank.ended('C1')];
    await bank.tell('reviewVisit', 'S1', { visitId: inTime, result: 'MET' });
    expect(await bank.visits('S1', { reviewOverdue: true })).toEqual([]);
    bank.service.clock.set('2026-03-10T09:00:00+08:00');
    await isDue(late);
    await isDue(inTime);
    expect((await due(late))[0]!.data).toMatchObject({ inTime: false, endedOn: '2026-03-02' });
    expect((await due(inTime))[0]!.data).toMatchObject({ inTime: true });
    await bank.service.restart();
    expect(await bank.visits('S1', { reviewOverdue: true })).toEqual([late]);
    expect(await bank.visits('H1', { reviewOverdue: true })).toEqual([late]);
    expect(await bank.visit(late)).toMatchObject({ state: 'ENDED', reviewOverdue: true });
    const { visit } = await bank.tell('reviewVisit', 'S1', { visitId: late, result: 'MET' });
    expect(visit).toMatchObject({ reviewOverdue: false, review: { onTime: false } });
    expect(await bank.visits('S1', { reviewOverdue: true })).toEqual([]);
    expect([await due(late), await due(inTime)].map(({ length }) => length)).toEqual([1, 1]);
  }, 60_000);

  it('PARTLY without a reason is refused by its field', async () => {
    const visitId = await bank.plan('C1', { plannedOn: '2026-03-10' });
    await bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: '2026-03-10T08:00:00+08:00' });
    await bank.tell('endVisit', 'S1', { visitId, ...END, endedAt: '2026-03-10T08:40:00+08:00' });
    const told = { visitId, result: 'PARTLY', nextTopic: '利率', nextOn: '2026-03-20' };
    expect((await bank.tell('reviewVisit', 'S1', told)).errors).toMatchObject([
      { code: 'REVIEW_REASON_MISSING', field: ['input', 'reasons'] },
    ]);
  });

  it.each([
    ['alone', ['WEATHER'], '0'],
    ['beside a known one', ['RATE', 'weather'], '1'],
  ])(
    'an unknown reason, %s, is refused by its place, and the visit stays to be reviewed',
    async (_, reasons, place) => {
      const visitId = await bank.plan('C1', { plannedOn: '2026-03-10' });
      await bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: '2026-03-10T08:00:00+08:00' });
      await bank.tell('endVisit', 'S1', { visitId, ...END, endedAt: '2026-03-10T08:40:00+08:00' });
      const told = { visitId, result: 'MISSED', reasons, nextTopic: '利率', nextOn: '2026-03-20' };
      await expect(bank.tell('reviewVisit', 'S1', told)).rejects.toMatchObject({
        message: expect.stringMatching(/"WEATHER" does not exist in "MissReason"/i),
        code: 'VARIABLE_INVALID',
        field: ['input', 'reasons', place],
      });
      expect(await bank.visit(visitId)).toMatchObject({ state: 'ENDED', review: null });
      expect((await bank.tell('reviewVisit', 'S1', { visitId, result: 'MET' })).errors).toEqual([]);
    },
  );
});

describe('rule 10: the report of reasons', () => {
  const query = `query ($unitId: ID!, $start: Date!) { reasons(unitId: $unitId, period: { grain: MONTH, start: $start }) {
    unit { id } staff { id } reason visits meanPreparation } }`;
  const reasons = async (as: string, unitId: string, start = '2026-03-01') =>
    (await bank.ask(query, as, { unitId, start })).reasons;

  it('counts visits by reason with their mean preparation, of a unit and of those below', async () => {
    const visitId = await bank.plan('C1', { plannedOn: '2026-03-10' });
    await bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: '2026-03-10T08:00:00+08:00' });
    await bank.tell('endVisit', 'S1', { visitId, ...END, endedAt: '2026-03-10T08:40:00+08:00' });
    const told = { visitId, result: 'MISSED', nextTopic: '利率', nextOn: '2026-03-20', reasons: ['RATE', 'TRUST'] };
    expect((await bank.tell('reviewVisit', 'S1', told)).errors).toEqual([]);
    await bank.service.caughtUp();
    const row = { visits: 1, meanPreparation: 2 };
    const both = (of: object) => ['RATE', 'TRUST'].map((reason) => ({ ...of, reason, ...row }));
    expect(await reasons('O1', 'B1')).toEqual([
      ...both({ unit: { id: 'B1' }, staff: null }),
      ...both({ unit: { id: 'U1' }, staff: null }),
    ]);
    expect(await reasons('H1', 'U1')).toEqual([
      ...both({ unit: { id: 'U1' }, staff: null }),
      ...both({ unit: { id: 'U1' }, staff: { id: 'S1' } }),
    ]);
    expect(await reasons('H1', 'U1', '2026-02-01')).toEqual([]);
  });

  it('leads to the visits behind a row, by reason, place and the days on which they ended', async () => {
    const missed = async (plannedOn: string, given: readonly string[]) => {
      const visitId = await bank.plan('C1', { plannedOn });
      await bank.tell('startVisit', 'S1', { visitId, ...START, startedAt: '2026-03-10T08:00:00+08:00' });
      await bank.tell('endVisit', 'S1', { visitId, ...END, endedAt: '2026-03-10T08:40:00+08:00' });
      const told = { visitId, result: 'PARTLY', nextTopic: '期限', nextOn: '2026-03-20', reasons: given };
      expect((await bank.tell('reviewVisit', 'S1', told)).errors).toEqual([]);
      return visitId;
    };
    // It was planned for April, and took place in March: there it counts.
    const early = await missed('2026-04-01', ['TIMING', 'NO_NEED']);
    const both = [early, await missed('2026-03-10', ['TIMING'])];
    const march = { endedFrom: '2026-03-01', endedTo: '2026-03-31' };
    expect(await bank.visits('H1', { unitId: 'U1', reason: 'TIMING', ...march }, 1)).toEqual(both);
    expect(await bank.visits('O1', { unitId: 'B1', staffId: 'S1', reason: 'NO_NEED', ...march })).toEqual([early]);
    expect(await bank.visits('S1', { reason: 'TIMING' })).toEqual(both);
    expect((await reasons('H1', 'U1')).filter((row: { reason: string }) => row.reason === 'TIMING')).toMatchObject([
      { staff: null, visits: 2 },
      { staff: { id: 'S1' }, visits: 2 },
    ]);
    expect(await bank.visits('H1', { unitId: 'U1', reason: 'TIMING', endedFrom: '2026-03-11' })).toEqual([]);
    expect(await bank.visits('H1', { unitId: 'U1', reason: 'TIMING', endedTo: '2026-03-09' })).toEqual([]);
    expect(await bank.visits('H1', { unitId: 'U1', reason: 'COMPETITOR' })).toEqual([]);
    expect(await bank.visits('S3', { reason: 'TIMING' })).toEqual([]);
    await expect(bank.visits('H1', { unitId: 'U2', reason: 'TIMING' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(bank.visits('H1', { reason: 'WEATHER' })).rejects.toThrow();
    await expect(bank.visits('H1', { endedTo: '1990-01-01' })).rejects.toMatchObject({ code: 'DATE_OUTSIDE_CALENDAR' });
  });

  it('is for those above: another unit, and a period that does not begin on its day, are refused', async () => {
    await expect(reasons('S1', 'U1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(reasons('H1', 'U2')).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await expect(reasons('H1', 'U1', '2026-03-02')).rejects.toMatchObject({ code: 'REASONS_PERIOD_START' });
  });
});
