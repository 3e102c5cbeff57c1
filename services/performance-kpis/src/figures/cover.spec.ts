import { Client, ClientAssigned, ClientRegistered, Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const KPI = `query ($scope: KpiScope!) { kpi(scope: $scope, period: { grain: MONTH, start: "2026-03-01" }, metrics: [CONTACTS, COVERAGE]) {
  values { metric numerator } } }`;

describe('rule 4: the contact of a cover', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('L1', 'H'), placedUnit('L2', 'H')],
      [placedStaff('R1', 'RM', 'L1'), placedStaff('R2', 'RM', 'L2'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    const profile = {
      ...{ clientId: 'C1', name: '客户', phone: null, tier: 'GOLD' as const, interests: [], preferredChannel: null },
      ...{ birthday: null, contactsAYear: 12, registeredOn: '2026-01-01' },
    };
    await service.given(
      Client,
      'C1',
      ClientRegistered.of(profile),
      ClientAssigned.of({ clientId: 'C1', rmId: 'R1', from: '2026-01-01', previousRmId: null }),
    );
    const at = (time: string) => `2026-03-10T${time}:00+08:00`;
    const contact = {
      ...{ contactId: 'K1', clientId: 'C1', staffId: 'R2', unitId: 'L2', channel: 'PHONE' as const },
      ...{ startedAt: at('10:00'), endedAt: at('10:10'), loggedAt: at('10:11'), businessDate: '2026-03-10' },
      ...{ outcome: 'ENGAGED' as const, effective: true, late: false },
      ...{ planItemId: null, followUpOn: null, notes: null },
    };
    await service.given(Contact, 'K1', ContactLogged.of(contact));
  }, 60_000);
  afterAll(() => service?.stop());

  const figures = async (scope: object) => {
    const { data } = await service.graphql(KPI, { as: 'HO', variables: { scope } });
    const [contacts, coverage] = data.kpi.values as { metric: string; numerator: number }[];
    expect([contacts!.metric, coverage!.metric]).toEqual(['CONTACTS', 'COVERAGE']);
    return [contacts!.numerator, coverage!.numerator > 0];
  };

  it('counts for its maker, coverage for the client’s own manager, each with their units', async () => {
    expect(await figures({ staffId: 'R2' })).toEqual([1, false]);
    expect(await figures({ unitId: 'L2' })).toEqual([1, false]);
    expect(await figures({ staffId: 'R1' })).toEqual([0, true]);
    expect(await figures({ unitId: 'L1' })).toEqual([0, true]);
    expect(await figures({ unitId: 'H' })).toEqual([1, true]);
  });
});
