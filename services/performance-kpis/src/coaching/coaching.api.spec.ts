import {
  Client,
  ClientAssigned,
  ClientRegistered,
  Coaching,
  CoachingNoticeGiven,
  Contact,
  ContactLogged,
} from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const CLOSE = 'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { errors { code } } }';
const NOTICES = `query ($unitId: ID, $open: Boolean, $first: Int, $after: String) {
  coachingNotices(unitId: $unitId, open: $open, first: $first, after: $after) {
    edges { node { id unit { id } head { id } months figures { metric value } replyDueOn replyDueProvisional reply repliedAt overdue } }
    pageInfo { hasNextPage endCursor } } }`;
const REPLY = `mutation ($input: ReplyToNoticeInput!) { replyToNotice(input: $input) {
  notice { reply repliedAt overdue } errors { code field } position } }`;
/** Ten branches; everyone but B0 reaches the own client in each month. */
const BRANCHES = Array.from({ length: 10 }, (_, i) => `B${i}`);

describe('coaching notices', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [placedUnit('H', null, 'HEAD_OFFICE'), ...BRANCHES.map((unitId) => placedUnit(unitId, 'H'))],
      [
        ...BRANCHES.map((unitId) => placedStaff(`R-${unitId}`, 'RM', unitId)),
        placedStaff('M0', 'UNIT_HEAD', 'B0'),
        placedStaff('M1', 'UNIT_HEAD', 'B1'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
      ],
    );
    for (const unitId of BRANCHES) {
      const clientId = `C-${unitId}`;
      await service.given(
        Client,
        clientId,
        ClientRegistered.of({
          clientId,
          name: '客户',
          phone: null,
          tier: 'GOLD',
          interests: [],
          preferredChannel: null,
          birthday: null,
          contactsAYear: 12,
          registeredOn: '2025-12-01',
        }),
        ClientAssigned.of({ clientId, rmId: `R-${unitId}`, from: '2025-12-01', previousRmId: null }),
      );
      if (unitId === 'B0') continue;
      for (const on of ['2026-01-07', '2026-02-04'])
        await log(`K-${unitId}-${on}`, clientId, `R-${unitId}`, unitId, on);
    }
  }, 120_000);
  afterAll(() => service?.stop());

  const log = (contactId: string, clientId: string, staffId: string, unitId: string, on: string) =>
    service.given(
      Contact,
      contactId,
      ContactLogged.of({
        contactId,
        clientId,
        staffId,
        unitId,
        channel: 'PHONE',
        startedAt: `${on}T10:00:00+08:00`,
        endedAt: `${on}T10:10:00+08:00`,
        outcome: 'ENGAGED',
        effective: true,
        late: false,
        loggedAt: `${on}T10:11:00+08:00`,
        businessDate: on,
        planItemId: null,
        followUpOn: null,
        notes: null,
      }),
    );
  const close = async (start: string) => {
    const input = { commandId: `close ${start}`, period: { grain: 'MONTH', start } };
    const { data } = await service.graphql(CLOSE, { as: 'HO', variables: { input } });
    expect(data.closePeriod.errors).toEqual([]);
  };
  const notices = async (as: string, variables: object = {}) => {
    await service.caughtUp();
    const { data, errors } = await service.graphql(NOTICES, { as, variables: { ...variables } });
    return errors ? errors[0]!.extensions : data.coachingNotices;
  };
  const nodes = async (as: string, variables: object = {}) =>
    (await notices(as, variables)).edges.map(({ node }: { node: unknown }) => node);
  const reply = async (noticeId: string, as: string, commandId: string) => {
    const input = { commandId, noticeId, reply: ' 每周二走访，逐户补齐。 ' };
    const { data, errors } = await service.graphql(REPLY, { as, variables: { input } });
    return errors ? errors[0]!.extensions : data.replyToNotice;
  };

  it('are given once two months running are closed, and not before', async () => {
    await close('2026-02-01');
    expect(await nodes('HO')).toEqual([]);
    await close('2026-01-01');
    await eventually(async () => (await nodes('HO')).length > 0);
    expect(await nodes('HO')).toEqual([
      {
        id: expect.any(String),
        unit: { id: 'B0' },
        head: { id: 'M0' },
        months: ['2026-01-01', '2026-02-01'],
        // Nobody else has left a client that long: a median of nothing.
        figures: [{ metric: 'UNTOUCHED_61', value: 1 }, expect.objectContaining({ value: 0 }), expect.anything()],
        replyDueOn: '2026-03-27',
        replyDueProvisional: false,
        reply: null,
        repliedAt: null,
        overdue: false,
      },
    ]);
  });

  it('are seen by the head, by those above, and by nobody beside', async () => {
    expect(await nodes('M0')).toHaveLength(1);
    expect(await nodes('M0', { unitId: 'B0' })).toHaveLength(1);
    expect(await nodes('M1')).toEqual([]);
    expect(await notices('M1', { unitId: 'B0' })).toMatchObject({ code: 'OUT_OF_SCOPE', field: ['unitId'] });
    expect(await notices('R-B0')).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('are overdue when the day of the reply has passed', async () => {
    const overdue = async () => (await nodes('M0'))[0].overdue;
    service.clock.set('2026-03-27T23:00:00+08:00');
    expect(await overdue()).toBe(false);
    service.clock.set('2026-03-28T09:00:00+08:00');
    expect(await overdue()).toBe(true);
  });

  it('are replied to once, by who leads the unit', async () => {
    const [{ id }] = await nodes('M0');
    expect(await reply(id, 'M1', 'r1')).toMatchObject({
      notice: null,
      errors: [{ code: 'NOTICE_UNKNOWN', field: ['input', 'noticeId'] }],
    });
    expect(await reply(id, 'HO', 'r2')).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await reply('none', 'M0', 'r3')).toMatchObject({ errors: [{ code: 'NOTICE_UNKNOWN' }] });
    const replied = { reply: '每周二走访，逐户补齐。', repliedAt: '2026-03-28T09:00:00+08:00', overdue: false };
    expect(await reply(id, 'M0', 'r4')).toMatchObject({ notice: replied, errors: [] });
    expect(await reply(id, 'M0', 'r5')).toMatchObject({ errors: [{ code: 'NOTICE_ALREADY_REPLIED' }] });
    expect(await nodes('M0', { open: true })).toEqual([]);
    expect(await nodes('HO', { open: false })).toMatchObject([replied]);
  });

  it('refuses a forged place', async () => {
    const after = Buffer.from('[1e300,"x"]').toString('base64url');
    expect(await notices('HO', { after })).toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('say that the day of the reply may still change where the holidays of its year are not known (rule 2)', async () => {
    const months = ['2039-11-01', '2039-12-01'];
    const given = { noticeId: 'N2040', unitId: 'B2', headId: null, months, figures: [] };
    const when = { givenAt: '2039-12-28T09:00:00+08:00', replyDueOn: '2040-01-05' };
    await service.given(Coaching, 'N2040', CoachingNoticeGiven.of({ ...given, ...when }));
    expect(await nodes('HO', { unitId: 'B2' })).toMatchObject([{ id: 'N2040', replyDueProvisional: true }]);
  });
});

/** Looks again until it is so, for as long as the spec may take. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
