import {
  CalendarDays,
  CalendarDaySet,
  Client,
  ClientAssigned,
  ClientRegistered,
  Contact,
  ContactLogged,
  type ToldDayKind,
} from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';
import { CountingAgain } from './counting-again.js';

const KPI = `query { kpi(scope: { staffId: "R1" }, period: { grain: WEEK, start: "2026-03-02" }, metrics: [COVERAGE]) {
  values { numerator denominator } } }`;

describe('figures of a bank that says of days whether they are worked', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('L1', 'H')],
      [placedStaff('R1', 'RM', 'L1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    const profile = {
      ...{ clientId: 'C1', name: '客户', phone: null, tier: 'GOLD' as const, interests: [], preferredChannel: null },
      ...{ birthday: null, contactsAYear: 52, registeredOn: '2026-01-01' },
    };
    await service.given(
      Client,
      'C1',
      ClientRegistered.of(profile),
      ClientAssigned.of({ clientId: 'C1', rmId: 'R1', from: '2026-01-01', previousRmId: null }),
    );
    const at = (time: string) => `2026-03-04T${time}:00+08:00`;
    const contact = {
      ...{ contactId: 'K1', clientId: 'C1', staffId: 'R1', unitId: 'L1', channel: 'PHONE' as const },
      ...{ startedAt: at('10:00'), endedAt: at('10:10'), loggedAt: at('10:11'), businessDate: '2026-03-04' },
      ...{ outcome: 'ENGAGED' as const, effective: true, late: false },
      ...{ planItemId: null, followUpOn: null, notes: null },
    };
    await service.given(Contact, 'K1', ContactLogged.of(contact));
  }, 60_000);
  afterAll(() => service?.stop());

  const told = async (date: string, kind: ToldDayKind) => {
    const day = { date, kind, name: null, setAt: '2026-03-20T09:00:00+08:00' };
    await service.given(CalendarDays, date, CalendarDaySet.of(day));
    await service.app.get(CountingAgain).completed;
  };
  const coverage = async () => {
    const { data, errors } = await service.graphql(KPI, { as: 'HO' });
    expect(errors).toBeUndefined();
    const [{ numerator, denominator }] = data.kpi.values;
    return [numerator, denominator];
  };

  it('are counted again from the first event on, exactly as by that calendar', async () => {
    // 2026 has 248 working days; a week of five owes 5 x 52 contact-days, and one contact does 248 of them.
    expect(await coverage()).toEqual([248, 5 * 52]);
    await told('2026-03-04', 'HOLIDAY');
    expect(await coverage()).toEqual([4 * 52, 4 * 52]);
    await told('2026-03-07', 'WORKING_DAY');
    expect(await coverage()).toEqual([248, 5 * 52]);
  });

  it('go on being counted, and are the same after a start', async () => {
    await told('2026-03-06', 'HOLIDAY');
    expect(await coverage()).toEqual([4 * 52, 4 * 52]);
    await service.restart();
    await service.app.get(CountingAgain).completed;
    await service.caughtUp();
    expect(await coverage()).toEqual([4 * 52, 4 * 52]);
  });

  it('of days told many at a time are those of the last word', async () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-05'];
    for (const kind of ['HOLIDAY', 'WORKING_DAY'] as const)
      await Promise.all(
        days.map((date) => {
          const day = { date, kind, name: null, setAt: '2026-03-20T09:00:00+08:00' };
          return service.given(CalendarDays, date, CalendarDaySet.of(day));
        }),
      );
    await service.app.get(CountingAgain).completed;
    expect(await coverage()).toEqual([4 * 52, 4 * 52]);
  });
});
