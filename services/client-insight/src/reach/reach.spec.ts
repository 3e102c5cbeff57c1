import {
  Client,
  ClientAssigned,
  ClientRegistered,
  Contact,
  ContactLogged,
  type ContactOutcome,
} from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientInsight } from '../client-insight.module.js';

const ENTITY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Client {
  id reach { channel fromHour toHour answered tried text } } } }`;

describe('what contacts teach of a client', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(clientInsight);
    await service.place(
      [placedUnit('H', null), placedUnit('B1', 'H')],
      [placedStaff('S1', 'RM', 'B1'), placedStaff('S2', 'RM', 'B1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    const profile = { clientId: 'C1', name: '甲', phone: null, tier: 'GOLD' as const, interests: [], birthday: null };
    await service.given(
      Client,
      'C1',
      ClientRegistered.of({ ...profile, preferredChannel: null, contactsAYear: 6, registeredOn: '2026-01-01' }),
      ClientAssigned.of({ clientId: 'C1', rmId: 'S1', from: '2026-01-01', previousRmId: null }),
    );
  }, 60_000);
  afterAll(() => service?.stop());

  const contact = (contactId: string, startedAt: string, outcome: ContactOutcome) =>
    service.given(
      Contact,
      contactId,
      ContactLogged.of({
        contactId,
        clientId: 'C1',
        staffId: 'S1',
        unitId: 'B1',
        channel: 'PHONE',
        startedAt,
        endedAt: startedAt,
        outcome,
        effective: outcome === 'ENGAGED',
        late: false,
        loggedAt: startedAt,
        businessDate: '2026-02-10',
        planItemId: null,
        followUpOn: null,
        notes: null,
      }),
    );
  const reach = async (as: string) => {
    const headers = { 'accept-language': 'en' };
    const variables = { ids: [{ __typename: 'Client', id: 'C1' }] };
    const { data } = await service.graphql(ENTITY, { as, variables, headers });
    return data._entities[0].reach;
  };

  it('is nothing before the first answer', async () => {
    expect(await reach('S1')).toBeNull();
    await contact('K1', '2026-02-10T09:30:00+08:00', 'NO_ANSWER');
    expect(await reach('S1')).toBeNull();
  });

  it('is when the client answers, by the bank’s clock, for those who see all of the client', async () => {
    await contact('K2', '2026-02-10T07:10:00Z', 'ENGAGED');
    await contact('K3', '2026-02-10T15:40:00+08:00', 'DECLINED');
    await contact('K4', '2026-02-10T14:40:00+08:00', 'MESSAGE_LEFT');
    expect(await reach('S1')).toEqual({
      channel: 'PHONE',
      fromHour: 14,
      toHour: 16,
      answered: 2,
      tried: 3,
      text: 'By phone, from 14:00 to 16:00: answered 2 of 3 times.',
    });
    expect([await reach('S2'), await reach('HO')]).toEqual([null, null]);
  });
});
