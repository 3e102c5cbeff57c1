import { buildSchema, graphql } from 'graphql';
import { RunningGateway } from '../testing/running-gateway.js';
import { type AskOrganisation, demoPeople } from './demo-people.js';

const SCHEMA = buildSchema(`
  type Query { units(parentId: ID, first: Int): Units staff(unitId: ID!, first: Int): StaffList }
  type Units { edges: [UnitEdge!]! } type UnitEdge { node: Unit! } type Unit { id: ID! name: String! }
  type StaffList { edges: [StaffEdge!]! } type StaffEdge { node: Staff! } type Staff { id: ID! name: String! role: String! unit: Unit! }`);

/**
 * H over branches B0…, each over as many sub-branches, with a head and as many managers in each; H has the head office
 * and an administrator.
 */
function bank(width: number): { ask: AskOrganisation; asked: () => number } {
  let asked = 0;
  const list = <Node>(nodes: readonly Node[], first: number) => ({
    edges: nodes.slice(0, first).map((node) => ({ node })),
  });
  const ids = (prefix: string) => Array.from({ length: width }, (_, n) => `${prefix}${n}`);
  const below = (parent: string | undefined) =>
    parent === undefined ? ['H'] : parent === 'H' ? ids('B') : parent.startsWith('B') ? ids(`L-${parent}-`) : [];
  const rolesIn = (unit: string) =>
    unit === 'H' ? ['HEAD_OFFICE', 'ADMIN'] : ['UNIT_HEAD', ...(unit.startsWith('L') ? ids('').map(() => 'RM') : [])];
  const unitOf = (id: string) => ({ id, name: `unit ${id}` });
  const rootValue = {
    units: ({ parentId, first }: { parentId?: string; first: number }) => list(below(parentId).map(unitOf), first),
    staff: ({ unitId, first }: { unitId: string; first: number }) =>
      list(
        rolesIn(unitId).map((role, n) => ({ id: `${unitId}.${n}`, name: `${role} ${n}`, role, unit: unitOf(unitId) })),
        first,
      ),
  };
  const ask: AskOrganisation = async (source) => {
    asked += 1;
    const { data, errors } = await graphql({ schema: SCHEMA, source, rootValue });
    expect(errors).toBeUndefined();
    return data as never;
  };
  return { ask, asked: () => asked };
}

describe('people to sign in as', () => {
  it('are a few of each role, with the name of their unit, from different branches', async () => {
    const people = await demoPeople(bank(2).ask);
    expect(people.map(({ staffId, role, unit }) => [role, staffId, unit.name])).toEqual([
      ['RM', 'L-B0-0.1', 'unit L-B0-0'],
      ['RM', 'L-B0-0.2', 'unit L-B0-0'],
      ['RM', 'L-B1-0.1', 'unit L-B1-0'],
      ['UNIT_HEAD', 'B0.0', 'unit B0'],
      ['UNIT_HEAD', 'B1.0', 'unit B1'],
      ['UNIT_HEAD', 'L-B0-0.0', 'unit L-B0-0'],
      ['HEAD_OFFICE', 'H.0', 'unit H'],
      ['ADMIN', 'H.1', 'unit H'],
    ]);
  });

  it('take as many questions in a large bank as in a small one', async () => {
    const [small, large] = [bank(2), bank(60)];
    expect((await demoPeople(small.ask)).length).toBe((await demoPeople(large.ask)).length);
    expect(large.asked()).toBe(small.asked());
  });

  it('are nobody in an empty bank', async () => {
    expect(await demoPeople(async () => ({}))).toEqual([]);
  });
});

describe('GET /demo/people', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  }, 60_000);
  afterAll(() => gateway.stop());

  it('answers this machine without a token, and no other site’s page', async () => {
    const answer = await fetch(`${gateway.url}/demo/people`);
    const { people } = (await answer.json()) as { people: unknown[] };
    expect([answer.status, people[0]]).toEqual([
      200,
      {
        staffId: expect.any(String),
        name: expect.any(String),
        role: 'RM',
        unit: { id: expect.any(String), name: expect.any(String) },
      },
    ]);
    const stranger = await fetch(`${gateway.url}/demo/people`, { headers: { origin: 'https://elsewhere.example' } });
    expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([403, 'OTHER_SITE']);
  });

  it('is not there beside a bank’s own issuer', async () => {
    const jwks = {
      HENGXIN_PROFILE: 'distributed',
      HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
      HENGXIN_JWT_ISSUER: 'bank',
    };
    const other = await RunningGateway.start({ ...jwks, HENGXIN_GATEWAY_HOST: '127.0.0.1' });
    expect((await fetch(`${other.url}/demo/people`)).status).toBe(404);
    await other.stop();
  }, 60_000);
});
