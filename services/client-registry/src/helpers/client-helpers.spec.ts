import { Client, ClientRegistered, Help, HelpAccepted, HelpClosed } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';

describe('rule 11: the person who accepts to help', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(clientRegistry);
    await service.place(
      [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO')],
      [placedStaff('S1', 'RM', 'U1'), placedStaff('S2', 'RM', 'U2'), placedStaff('H2', 'UNIT_HEAD', 'U2')],
    );
    for (const clientId of ['C1', 'C2']) await service.given(Client, clientId, registered(clientId));
  }, 60_000);
  afterAll(() => service?.stop());

  const registered = (clientId: string) =>
    ClientRegistered.of({
      ...{ clientId, name: '欧阳晓明', phone: '13800001234', tier: 'GOLD', interests: ['钓鱼'], contactsAYear: 6 },
      ...{ preferredChannel: null, birthday: null, registeredOn: '2026-02-27', consents: [] },
      keeper: { rmId: 'S1', from: '2026-01-01' },
    });
  const subject = (helpId: string, clientId: string | null = 'C1') => ({ helpId, clientId, askerId: 'S1' });
  const accepted = (helpId: string, helperId: string, clientId: string | null = 'C1') =>
    HelpAccepted.of({
      ...{ ...subject(helpId, clientId), helperId, askedBy: 'S1', inTime: true },
      ...{ acceptedAt: '2026-03-02T09:00:00+08:00', acceptedOn: '2026-03-02', askedOn: '2026-03-02' },
    });
  const closed = (helpId: string) =>
    HelpClosed.of({ ...subject(helpId), withdrawn: false, closedAt: '2026-03-02T09:00:00+08:00' });
  const seen = async (as: string, id = 'C1') => {
    const query = 'query ($id: ID!) { client(id: $id) { name phone(reveal: true) interests } }';
    return (await service.graphql(query, { as, variables: { id } })).data?.client ?? null;
  };

  it('sees the client, and no other, until the request is closed', async () => {
    expect(await seen('S2')).toBeNull();
    await service.given(Help, 'N1', accepted('N1', 'S2'));
    await service.given(Help, 'N2', accepted('N2', 'H2'));
    await service.given(Help, 'N3', accepted('N3', 'S2', null));
    const whole = { name: '欧阳晓明', phone: '13800001234', interests: ['钓鱼'] };
    for (const as of ['S1', 'S2', 'H2']) expect([as, await seen(as)]).toEqual([as, whole]);
    expect(await seen('S2', 'C2')).toBeNull();
    await service.given(Help, 'N1', closed('N1'));
    expect([await seen('S2'), await seen('H2')]).toEqual([null, whole]);
  });
});
