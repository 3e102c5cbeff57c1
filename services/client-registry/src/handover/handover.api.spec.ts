import { Client } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';
import { Handovers } from './handovers.js';

let service: TestService;
let commands = 0;

beforeAll(async () => {
  service = await startTestService(clientRegistry, { now: '2026-03-02T09:00:00+08:00' });
  await service.place(
    [placedUnit('HO', null), placedUnit('B1', 'HO'), placedUnit('B2', 'HO')],
    [
      ...Array.from({ length: 8 }, (_, i) => placedStaff(`S${i}`, 'RM', 'B1')),
      placedStaff('T1', 'RM', 'B2'),
      placedStaff('H1', 'UNIT_HEAD', 'B1'),
    ],
  );
}, 60_000);
afterAll(() => service?.stop());

/** Clients of a relationship manager since the first of the year. */
async function portfolio(rmId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `${rmId}-${String(i).padStart(3, '0')}`);
  const { ClientRegistered } = Client.events;
  const facts = { name: '李明', phone: null, tier: 'GOLD' as const, interests: [], preferredChannel: null };
  const more = { birthday: null, contactsAYear: 6, registeredOn: '2026-01-01' };
  const keeper = { rmId, from: '2026-01-01' };
  const events = ids.map((clientId) => ClientRegistered.of({ clientId, ...facts, ...more, keeper }));
  await Promise.all(
    events.map((event) =>
      service.parts.log.append(
        Client.stream(event.data.clientId),
        [{ ...event, id: crypto.randomUUID(), meta: {} }],
        -1,
      ),
    ),
  );
  await service.caughtUp();
  return ids;
}

async function hand(as: string, input: object, commandId = `h-${++commands}`) {
  const answer = await service.graphql(
    `mutation ($input: HandOverInput!) { handOver(input: $input) {
      handover { clients from fromRm { id } toRm { id } } warnings { code } errors { code field } position } }`,
    { as, variables: { input: { commandId, ...input } } },
  );
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return answer.data.handOver;
}

async function preview(as: string, input: Record<string, unknown>) {
  await service.caughtUp();
  const answer = await service.graphql(
    `query ($fromRmId: ID!, $toRmId: ID!, $clientIds: [ID!], $from: Date) {
      handoverPreview(fromRmId: $fromRmId, toRmId: $toRmId, clientIds: $clientIds, from: $from) {
        clients toPortfolio refusals { code field message } } }`,
    { as, variables: input },
  );
  return answer.data?.handoverPreview ?? answer.errors?.[0]?.extensions.code;
}

async function kept(rmId: string): Promise<number> {
  await service.caughtUp();
  const [row] = await service.parts.database.query<{ count: number }>(
    'select count(*)::int from client where rm_id = $1',
    [rmId],
  );
  return row!.count;
}

const refusal = async (answer: Promise<{ errors: { code: string; field: string[] }[] }>) =>
  (await answer).errors.map(({ code, field }) => `${code} ${field.join('.')}`);

describe('handing over', () => {
  it('previews and moves a portfolio of 400 in one command, and warns above 300', async () => {
    await portfolio('S0', 400);
    expect(await preview('H1', { fromRmId: 'S0', toRmId: 'S1' })).toEqual({
      clients: 400,
      toPortfolio: 400,
      refusals: [],
    });
    const answer = await hand('H1', { fromRmId: 'S0', toRmId: 'S1' }, 'whole');
    expect(answer).toMatchObject({
      handover: { clients: 400, from: '2026-03-02', fromRm: { id: 'S0' }, toRm: { id: 'S1' } },
      warnings: [{ code: 'PORTFOLIO_LARGE' }],
      errors: [],
    });
    expect([await kept('S0'), await kept('S1')]).toEqual([0, 400]);
    expect(await hand('H1', { fromRmId: 'S0', toRmId: 'S1' }, 'whole')).toMatchObject({ handover: answer.handover });
    expect([await kept('S0'), await kept('S1')]).toEqual([0, 400]);
  });

  it('moves all or none: one client who cannot go keeps the others, too', async () => {
    const [first, second] = await portfolio('S2', 3);
    const [foreign] = await portfolio('T1', 1);
    const [colleagues] = await portfolio('S3', 1);
    const from = (clientIds: (string | undefined)[]) => hand('H1', { fromRmId: 'S2', toRmId: 'S4', clientIds });
    expect(await refusal(from([first, foreign]))).toEqual(['CLIENT_UNKNOWN input.clientIds']);
    expect(await refusal(from([first, 'NOBODY']))).toEqual(['CLIENT_UNKNOWN input.clientIds']);
    expect(await refusal(from([first, colleagues]))).toEqual(['CLIENT_NOT_KEPT input.clientIds']);
    expect([await kept('S2'), await kept('S4')]).toEqual([3, 0]);
    expect((await from([first, second])).handover.clients).toBe(2);
    expect([await kept('S2'), await kept('S4')]).toEqual([1, 2]);
  });

  it('is refused to oneself, across branches without right, to a full portfolio, and without clients', async () => {
    const to = (toRmId: string, fromRmId = 'S2') => refusal(hand('H1', { fromRmId, toRmId }));
    expect(await to('S2')).toEqual(['HANDOVER_TO_ONESELF input.toRmId']);
    expect(await to('T1')).toEqual(['RM_OUT_OF_SCOPE input.toRmId']);
    expect(await to('S2', 'T1')).toEqual(['RM_OUT_OF_SCOPE input.fromRmId']);
    expect(await to('S1')).toEqual(['PORTFOLIO_FULL input.toRmId']);
    expect(await to('H1')).toEqual(['RM_ROLE_REQUIRED input.toRmId']);
    expect(await to('NOBODY')).toEqual(['RM_UNKNOWN input.toRmId']);
    expect(await to('S2', 'S7')).toEqual(['HANDOVER_EMPTY input.clientIds']);
    expect(await kept('S2')).toBe(1);
    const { refusals } = await preview('H1', { fromRmId: 'S2', toRmId: 'S1' });
    expect(refusals).toEqual([{ code: 'PORTFOLIO_FULL', field: ['input', 'toRmId'], message: expect.any(String) }]);
  });

  it('gives no place back twice: refused, it leaves all places free', async () => {
    await portfolio('S5', 2);
    expect(await refusal(hand('H1', { fromRmId: 'S5', toRmId: 'S1' }))).toEqual(['PORTFOLIO_FULL input.toRmId']);
    const claims = await service.parts.database.query('select from portfolio_claim');
    expect(claims).toEqual([]);
  });

  it('is carried out once more by the consumer of the event, and changes nothing then', async () => {
    const ids = await portfolio('S6', 3);
    await hand('H1', { fromRmId: 'S6', toRmId: 'S5' });
    const before = await service.parts.log.readMany(ids.map((id) => Client.stream(id)));
    const decided = { handoverId: 'H', fromRmId: 'S6', toRmId: 'S5', clientIds: ids, from: '2026-03-02' };
    const { handedOverAt } = { handedOverAt: '2026-03-02T09:00:00+08:00' };
    await service.app.get(Handovers).carryOut({ ...decided, handedOverAt }, 'H1', {}, '0');
    expect(await service.parts.log.readMany(ids.map((id) => Client.stream(id)))).toEqual(before);
    expect(await kept('S5')).toBe(5);
  });

  it('is for heads and administrators', async () => {
    const answer = await service.graphql('query { handoverPreview(fromRmId: "S2", toRmId: "S4") { clients } }', {
      as: 'S2',
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
  });
});
