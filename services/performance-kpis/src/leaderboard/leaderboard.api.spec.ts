import {
  Client,
  ClientAssigned,
  ClientRegistered,
  Contact,
  ContactLogged,
  LeaveCancelled,
  Leaves,
  LeaveTaken,
} from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';
import { MOST_STAFF } from './leaderboard.js';

const BOARD = `query ($unitId: ID, $first: Int, $after: String) {
  leaderboard(metric: CONTACTS, period: { grain: MONTH, start: "2026-03-01" }, unitId: $unitId, first: $first, after: $after) {
    edges { node { rank staff { id } value peers } } pageInfo { hasNextPage endCursor } } }`;
const DISTRIBUTION = `query ($unitId: ID!) {
  kpiDistribution(metric: CONTACTS, period: { grain: MONTH, start: "2026-03-01" }, unitId: $unitId) {
    staff withoutValue least lowerQuartile median upperQuartile most bars { from to staff } } }`;
/** Contacts in March, of managers in two units. */
const MADE = { R1: 1, R2: 2, R3: 2, R4: 4, R5: 5, R6: 6 } as const;

describe('a leaderboard', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    const rms = Object.keys(MADE).map((staffId, i) => placedStaff(staffId, 'RM', i < 3 ? 'B1' : 'B2'));
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), placedUnit('B1', 'H', 'BRANCH'), placedUnit('B2', 'H', 'BRANCH')],
      [...rms, placedStaff('M1', 'UNIT_HEAD', 'B1'), placedStaff('HO', 'HEAD_OFFICE', 'H')],
    );
    for (const [rmId, made] of Object.entries(MADE)) {
      const clientId = `C-${rmId}`;
      const registered = {
        clientId,
        name: '客户',
        phone: null,
        tier: 'GOLD',
        interests: [] as string[],
        preferredChannel: null,
        birthday: null,
        contactsAYear: 12,
        registeredOn: '2026-01-01',
      } as const;
      await service.given(
        Client,
        clientId,
        ClientRegistered.of(registered),
        ClientAssigned.of({ clientId, rmId, from: '2026-01-01', previousRmId: null }),
      );
      for (let i = 0; i < made; i++) await log(`K-${rmId}-${i}`, clientId, rmId);
    }
  }, 120_000);
  afterAll(() => service?.stop());

  const log = (contactId: string, clientId: string, staffId: string) =>
    service.given(
      Contact,
      contactId,
      ContactLogged.of({
        contactId,
        clientId,
        staffId,
        unitId: 'B1',
        channel: 'PHONE',
        startedAt: '2026-03-03T10:00:00+08:00',
        endedAt: '2026-03-03T10:10:00+08:00',
        outcome: 'ENGAGED',
        effective: true,
        late: false,
        loggedAt: '2026-03-03T10:11:00+08:00',
        businessDate: '2026-03-03',
        planItemId: null,
        followUpOn: null,
        notes: null,
      }),
    );
  async function board(as: string, variables: Record<string, unknown> = {}) {
    const { data, errors } = await service.graphql(BOARD, { as, variables });
    return errors
      ? errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)
      : data.leaderboard;
  }
  const places = ({ edges }: { edges: { node: { rank: number; staff: { id: string } } }[] }) =>
    edges.map(({ node }) => `${node.rank} ${node.staff.id}`);

  it('shows head office every place, a page at a time', async () => {
    const first = await board('HO', { first: 4 });
    expect(first.edges[0].node).toEqual({ rank: 1, staff: { id: 'R6' }, value: 6, peers: 6 });
    expect(places(first)).toEqual(['1 R6', '2 R5', '3 R4', '4 R2']);
    expect(places(await board('HO', { after: first.pageInfo.endCursor }))).toEqual(['4 R3', '6 R1']);
  });

  it('shows a relationship manager the own place and the first three, among all that are near enough', async () => {
    expect(places(await board('R1'))).toEqual(['1 R6', '2 R5', '3 R4', '6 R1']);
    expect(places(await board('R5'))).toEqual(['1 R6', '2 R5', '3 R4']);
  });

  it('has no places where there are fewer than five peers', async () =>
    expect(places(await board('M1', { unitId: 'B1' }))).toEqual([]));

  it('counts nobody among the peers who has left before the period, or begins after it', async () => {
    const rms = ['R1', 'R2', 'R3'].map((staffId) => placedStaff(staffId, 'RM', 'B1'));
    const left = { ...placedStaff('R7', 'RM', 'B1'), validFrom: '2025-01-01', validTo: '2026-02-28' };
    const begins = { ...placedStaff('R8', 'RM', 'B1'), validFrom: '2026-04-01' };
    await service.place([], [...rms, left, begins]);
    expect(places(await board('M1', { unitId: 'B1' }))).toEqual([]);
    expect(places(await board('HO'))).toEqual(['1 R6', '2 R5', '3 R4', '4 R2', '4 R3', '6 R1']);
  });

  it('is not shown of a unit out of reach', async () => {
    expect(await board('M1', { unitId: 'H' })).toEqual(['OUT_OF_SCOPE']);
    expect(await board('R1', { unitId: 'B2' })).toEqual(['OUT_OF_SCOPE']);
    expect(await board('HO', { unitId: 'nowhere' })).toEqual(['SCOPE_UNIT_UNKNOWN']);
  });

  it('has a distribution beside it, which heads see of their own units', async () => {
    const distribution = async (as: string, unitId: string) => {
      const { data, errors } = await service.graphql(DISTRIBUTION, { as, variables: { unitId } });
      return errors ? errors[0]!.extensions.code : data.kpiDistribution;
    };
    const whole = await distribution('HO', 'H');
    const quartiles = { least: 1, lowerQuartile: 2, median: 3, upperQuartile: 4.75, most: 6 };
    expect(whole).toMatchObject({ staff: 6, withoutValue: 0, ...quartiles });
    expect(whole.bars.map(({ staff }: { staff: number }) => staff)).toEqual([1, 0, 2, 0, 0, 0, 1, 0, 1, 1]);
    expect(await distribution('M1', 'B1')).toMatchObject({ staff: 3, most: 2 });
    expect(await distribution('M1', 'H')).toBe('OUT_OF_SCOPE');
    expect(await distribution('R1', 'B1')).toBe('NOT_ALLOWED');
    expect(await distribution('HO', 'nowhere')).toBe('SCOPE_UNIT_UNKNOWN');
  });

  it('leaves out who is on leave all period, among the peers as well', async () => {
    const leave = {
      leaveId: 'L1',
      staffId: 'R6',
      from: '2026-03-02',
      to: '2026-03-31',
      portion: 'FULL',
      coverId: null,
    } as const;
    await service.given(Leaves, 'R6', LeaveTaken.of({ ...leave, takenAt: '2026-03-01T09:00:00+08:00' }));
    const without = await board('HO');
    expect(places(without)).toEqual(['1 R5', '2 R4', '3 R2', '3 R3', '5 R1']);
    expect(without.edges[0].node.peers).toBe(5);
    expect(places(await board('R6'))).toEqual([]);
    // It ended at once when it was cancelled: then there were days in the period on which R6 was there.
    await service.given(
      Leaves,
      'R6',
      LeaveCancelled.of({ leaveId: 'L1', staffId: 'R6', cancelledAt: '2026-03-19T09:00:00+08:00' }),
    );
    expect(places(await board('HO'))[0]).toBe('1 R6');
  });

  it('is refused of more staff than can be compared at once: LEADERBOARD_TOO_WIDE', async () => {
    const crowd = Array.from({ length: MOST_STAFF }, (_, n) => ({
      staffId: `X${n}`,
      role: 'RM' as const,
      unitId: 'B2',
      validFrom: null,
    }));
    const tenth = crowd.length / 10;
    await Promise.all(Array.from({ length: 10 }, (_, n) => service.place([], crowd.slice(n * tenth, (n + 1) * tenth))));
    expect(await board('HO', { unitId: 'B2' })).toEqual(['LEADERBOARD_TOO_WIDE']);
    // Who asks without a unit gets the widest that can be compared.
    expect(places(await board('R1'))).toEqual([]);
  }, 120_000);
});
