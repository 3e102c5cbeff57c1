import {
  CalendarDays,
  CalendarDaySet,
  Client,
  ClientRegistered,
  Contact,
  ContactLogged,
  type ToldDayKind,
} from '@hengxin/contracts';
import { type Config, CONFIG, rebuild } from '@hengxin/service-kit';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { CountingAgain } from '../figures/counting-again.js';
import { performanceKpis } from '../performance-kpis.module.js';

const MARCH = { grain: 'WEEK', start: '2026-03-02' };
const CLOSE = 'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { errors { code } } }';
const KPI = `query ($scope: KpiScope!, $period: PeriodInput!, $asOf: Instant) {
  kpi(scope: $scope, period: $period, asOf: $asOf, metrics: [COVERAGE, CONTACTS]) {
    digest values { numerator denominator }
    revisions { edges { node { at changes { metric before { numerator denominator } after { numerator denominator } } } } } } }`;
// After the moment at which this is run: what no event tells the time of was known by then.
const at = (time: string) => `2049-03-19T${time}:00+08:00`;
const SCOPES = [{ unitId: 'H' }, { unitId: 'L1' }, { staffId: 'R1' }];

describe('rule 14: a period closed before the bank says of days of it whether they are worked', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: at('09:00') });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('L1', 'H')],
      [placedStaff('R1', 'RM', 'L1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    await service.given(
      Client,
      'C1',
      ClientRegistered.of({
        ...{ clientId: 'C1', name: '客户', phone: null, tier: 'GOLD', interests: [], preferredChannel: null },
        ...{ birthday: null, contactsAYear: 52, registeredOn: '2026-01-01' },
        keeper: { rmId: 'R1', from: '2026-01-01' },
      }),
    );
    await log('K1', '2026-03-04', at('09:00'));
    await service.caughtUp();
    service.clock.set(at('10:00'));
    const { data } = await service.graphql(CLOSE, {
      as: 'HO',
      variables: { input: { commandId: 'close', period: MARCH } },
    });
    expect(data.closePeriod.errors).toEqual([]);
    await service.caughtUp();
  }, 120_000);
  afterAll(() => service?.stop());

  const log = (contactId: string, on: string, loggedAt: string) =>
    service.given(
      Contact,
      contactId,
      ContactLogged.of({
        ...{ contactId, clientId: 'C1', staffId: 'R1', unitId: 'L1', channel: 'PHONE', outcome: 'ENGAGED' },
        ...{ startedAt: `${on}T08:00:00+08:00`, endedAt: `${on}T08:10:00+08:00`, loggedAt, businessDate: on },
        ...{ effective: true, late: false, planItemId: null, followUpOn: null, notes: null },
      }),
    );
  async function tell(date: string, kind: ToldDayKind, time: string): Promise<void> {
    service.clock.set(at(time));
    await service.given(CalendarDays, date, CalendarDaySet.of({ date, kind, name: null, setAt: at(time) }));
    await service.app.get(CountingAgain).completed;
  }
  async function kpi(scope: object, asOf: string | null = null) {
    const { data, errors } = await service.graphql(KPI, { as: 'HO', variables: { scope, period: MARCH, asOf } });
    expect(errors).toBeUndefined();
    return data.kpi;
  }
  const coverage = async (scope: object, asOf?: string) => {
    const { numerator, denominator } = (await kpi(scope, asOf)).values[0];
    return [numerator, denominator];
  };
  const digests = () => Promise.all(SCOPES.map(async (scope) => (await kpi(scope)).digest));

  // 2026 has 248 working days; a week of five owes 5 x 52 contact-days, and one contact does 248 of them.
  const CLOSED = [248, 5 * 52];
  const OFF = [4 * 52, 4 * 52];
  let proved: string[];

  it('shows then what was shown then, and tells the days as a move of the moment they were told', async () => {
    proved = await digests();
    await tell('2026-03-05', 'HOLIDAY', '11:00');
    for (const scope of SCOPES) {
      expect([await coverage(scope), await coverage(scope, at('10:59'))]).toEqual([OFF, CLOSED]);
      const { edges } = (await kpi(scope)).revisions;
      const [before, after] = [CLOSED, OFF].map(([numerator, denominator]) => ({ numerator, denominator }));
      expect(edges.map(({ node }: { node: unknown }) => node)).toEqual([
        { at: at('11:00'), changes: [{ metric: 'COVERAGE', before, after }] },
      ]);
    }
  });

  it('proves by its digest what it showed when it was closed, whatever days are told', async () => {
    expect(await digests()).toEqual(proved);
    await tell('2026-03-07', 'WORKING_DAY', '12:00');
    await tell('2026-03-05', 'WORKING_DAY', '13:00');
    expect(await digests()).toEqual(proved);
    for (const scope of SCOPES)
      expect([await coverage(scope, at('11:30')), await coverage(scope, at('12:30')), await coverage(scope)]).toEqual([
        OFF,
        CLOSED,
        [249, 6 * 52],
      ]);
  });

  it('is moved by a late fact from then on, and keeps each of its figures when days are told after it', async () => {
    service.clock.set(at('14:00'));
    await log('K2', '2026-03-03', at('14:00'));
    await tell('2026-03-06', 'HOLIDAY', '15:00');
    await tell('2026-03-06', 'WORKING_DAY', '16:00');
    expect(await digests()).toEqual(proved);
    const contacts = async (asOf: string) => (await kpi({ unitId: 'H' }, asOf)).values[1].numerator;
    expect([await contacts(at('13:30')), await contacts(at('14:30')), await contacts(at('16:00'))]).toEqual([1, 2, 2]);
  });

  it('is the same after a start, and after figures were made again beside those that are read', async () => {
    await service.restart();
    await service.app.get(CountingAgain).completed;
    await service.caughtUp();
    expect(await digests()).toEqual(proved);
    const order = { readModel: 'figures', switches: true, say: () => undefined };
    const compared = await rebuild(performanceKpis, service.app.get<Config>(CONFIG), order);
    expect(compared.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(await digests()).toEqual(proved);
    expect(await coverage({ unitId: 'H' }, at('11:30'))).toEqual(OFF);
  }, 120_000);
});
