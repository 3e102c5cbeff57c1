import { Leaves, LeaveTaken } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';

const MONDAY = '2026-03-02';
const ONE = 'query ($id: ID!) { client(id: $id) { name phone(reveal: true) } }';
const LIST = 'query ($f: ClientFilter) { clients(filter: $f) { edges { node { id } } } }';
const FOUND = 'query ($text: String!) { searchClients(text: $text) { edges { node { id } } } }';

describe('rule 4: the clients of a colleague on leave', () => {
  let service: TestService;
  let commands = 0;
  beforeAll(async () => {
    service = await startTestService(clientRegistry, { now: `${MONDAY}T09:00:00+08:00` });
    await service.place(
      [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO')],
      [placedStaff('S1', 'RM', 'U1'), placedStaff('S2', 'RM', 'U2'), placedStaff('S3', 'RM', 'U1')],
    );
    for (const [id, as] of [
      ['A1', 'S1'],
      ['B1', 'S2'],
      ['C1', 'S3'],
    ] as const)
      expect(await give('registerClient', as, { id, name: `欧阳${id}`, phone: '13800001234', tier: 'GOLD' })).toEqual(
        [],
      );
    const leave = { leaveId: 'L1', staffId: 'S1', from: MONDAY, to: MONDAY, portion: 'FULL' as const, coverId: 'S2' };
    await service.given(Leaves, 'S1', LeaveTaken.of({ ...leave, takenAt: `${MONDAY}T08:00:00+08:00` }));
  }, 60_000);
  afterAll(() => service?.stop());

  async function give(name: string, as: string, input: object): Promise<string[]> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const answer = await service.graphql(`mutation ($input: ${type}!) { ${name}(input: $input) { errors { code } } }`, {
      as,
      variables: { input: { commandId: `c-${++commands}`, ...input } },
    });
    if (!answer.data?.[name]) throw new Error(JSON.stringify(answer.errors));
    return answer.data[name].errors.map(({ code }: { code: string }) => code);
  }
  const ask = async (query: string, as: string, variables: Record<string, unknown>) => {
    await service.caughtUp();
    return service.graphql(query, { as, variables });
  };
  const ids = ({ edges }: { edges: { node: { id: string } }[] }) => edges.map(({ node }) => node.id).sort();
  const sees = async (as: string) => {
    const one = (await ask(ONE, as, { id: 'A1' })).data.client;
    const listed = ids((await ask(LIST, as, {})).data.clients);
    const found = ids((await ask(FOUND, as, { text: '欧阳' })).data.searchClients);
    return { phone: one?.phone ?? null, listed, found };
  };

  it('are seen, listed, found and revealed by the cover on the days of the leave', async () => {
    const all = ['A1', 'B1'];
    expect(await sees('S2')).toEqual({ phone: '13800001234', listed: all, found: all });
    expect(ids((await ask(LIST, 'S2', { f: { rmId: 'S1' } })).data.clients)).toEqual(['A1']);
    const rows = await service.parts.database.query(`select from phone_reveal where client_id = 'A1'`);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('are seen by no other colleague, and changed by none', async () => {
    expect(await sees('S3')).toEqual({ phone: null, listed: ['C1'], found: ['C1'] });
    expect((await ask(LIST, 'S3', { f: { rmId: 'S1' } })).errors?.[0]?.extensions.code).toBe('OUT_OF_SCOPE');
    const known = await give('changeClientProfile', 'S2', { clientId: 'A1', tier: 'PLATINUM' });
    expect(known).toEqual(await give('changeClientProfile', 'S3', { clientId: 'A1', tier: 'PLATINUM' }));
    expect(known).toHaveLength(1);
  });

  it('are the colleague’s alone again on the day after', async () => {
    service.clock.set('2026-03-03T09:00:00+08:00');
    expect(await sees('S2')).toEqual({ phone: null, listed: ['B1'], found: ['B1'] });
  });
});
