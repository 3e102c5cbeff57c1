import { Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const MARCH = 'grain=MONTH&start=2026-03-01';
const BOARD = `metric=CONTACTS&${MARCH}`;
const SET = 'mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code } } }';
/** Contacts in March, of managers in two units. */
const MADE = { R1: 1, R2: 2, R3: 2, R4: 4, R5: 5, R6: 6 } as const;

describe('appraisal as a file', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    const rms = Object.keys(MADE).map((staffId, i) => placedStaff(staffId, 'RM', i < 3 ? 'B1' : 'B2'));
    await service.place(
      [
        placedUnit('H', null, 'HEAD_OFFICE'),
        { ...placedUnit('B1', 'H'), name: '=HYPERLINK("x")' },
        placedUnit('B2', 'H'),
      ],
      [
        ...rms,
        placedStaff('M2', 'UNIT_HEAD', 'B2'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
        placedStaff('AD', 'ADMIN', 'H'),
      ],
    );
    for (const [staffId, made] of Object.entries(MADE))
      for (let i = 0; i < made; i++) await log(`K-${staffId}-${i}`, staffId);
    const target = (of: object, levels: object) => ({ ...of, metric: 'CONTACTS', month: '2026-03-01', ...levels });
    const targets = [
      target({ unitId: 'H' }, { base: 40, stretch: 50 }),
      target({ unitId: 'B1' }, { base: 5 }),
      target({ staffId: 'R1' }, { base: 2 }),
      target({ staffId: 'R2' }, { base: 4 }),
    ];
    const { data } = await service.graphql(SET, { as: 'HO', variables: { input: { commandId: 'T1', targets } } });
    expect(data.setTargets.errors).toEqual([]);
    await service.caughtUp();
  }, 120_000);
  afterAll(() => service?.stop());

  const log = (contactId: string, staffId: string) =>
    service.given(
      Contact,
      contactId,
      ContactLogged.of({
        contactId,
        clientId: 'C1',
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
  const get = async (path: string, as: string | null) => {
    const token = as && (await service.token(as));
    return service.app.inject({
      method: 'GET',
      url: `/export/${path}`,
      headers: { ...(token && { authorization: `Bearer ${token}` }) },
    });
  };
  const lines = async (path: string, as = 'HO') => (await get(path, as)).body.trim().split('\r\n');

  it('holds the places of a leaderboard, all of them for head office', async () => {
    const answer = await get(`leaderboard.csv?${BOARD}&unitId=H`, 'HO');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="leaderboard-CONTACTS-MONTH-2026-03-01.csv"',
    );
    expect(answer.body.split('\r\n')).toEqual([
      'rank,peers,staff_id,role,grain,start,end,CONTACTS',
      '1,6,R6,RM,MONTH,2026-03-01,2026-03-31,6',
      '2,6,R5,RM,MONTH,2026-03-01,2026-03-31,5',
      '3,6,R4,RM,MONTH,2026-03-01,2026-03-31,4',
      '4,6,R2,RM,MONTH,2026-03-01,2026-03-31,2',
      '4,6,R3,RM,MONTH,2026-03-01,2026-03-31,2',
      '6,6,R1,RM,MONTH,2026-03-01,2026-03-31,1',
      '',
    ]);
  });

  it('shows a relationship manager the own place and the first three, as the leaderboard does', async () => {
    const places = (await lines(`leaderboard.csv?${BOARD}`, 'R1')).slice(1).map((line) => line.split(',')[2]);
    expect(places).toEqual(['R6', 'R5', 'R4', 'R1']);
  });

  it('holds names alone where there are too few peers', async () =>
    expect(await lines(`leaderboard.csv?${BOARD}&unitId=B1`)).toHaveLength(1));

  it('holds targets and what was reached, of a unit and of those directly below it, and no formula', async () => {
    const answer = await get(`attainments.csv?unitId=H&${MARCH}`, 'HO');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="attainments-H-MONTH-2026-03-01.csv"');
    expect(answer.body.split('\r\n')).toEqual([
      'unit_id,unit_name,staff_id,grain,start,end,metric,level,value,target,attainment,below_together,difference',
      'H,H,,MONTH,2026-03-01,2026-03-31,CONTACTS,BASE,20,40,0.5,5,35',
      'H,H,,MONTH,2026-03-01,2026-03-31,CONTACTS,STRETCH,20,50,0.4,,',
      `B1,"'=HYPERLINK(""x"")",,MONTH,2026-03-01,2026-03-31,CONTACTS,BASE,5,5,1,6,-1`,
      '',
    ]);
  });

  it('holds targets of colleagues for their heads alone', async () => {
    const staff = async (as: string) =>
      (await lines(`attainments.csv?unitId=B1&${MARCH}`, as)).slice(2).map((line) => line.split(',').slice(2));
    const own = ['R1', 'MONTH', '2026-03-01', '2026-03-31', 'CONTACTS', 'BASE', '1', '2', '0.5', '', ''];
    expect(await staff('R1')).toEqual([own]);
    expect(await staff('HO')).toEqual([own, expect.arrayContaining(['R2', '4', '0.5'])]);
    expect((await lines(`attainments.csv?staffId=R1&${MARCH}`, 'R1')).slice(1)).toEqual([`,,${own.join(',')}`]);
  });

  it('holds names alone of a week, for targets are of months', async () =>
    expect(await lines('attainments.csv?unitId=H&grain=WEEK&start=2026-03-02')).toHaveLength(1));

  it.each([`leaderboard.xlsx?${BOARD}`, `attainments.xlsx?unitId=H&${MARCH}`])(
    'comes as a workbook: %s',
    async (path) => {
      const answer = await get(path, 'HO');
      expect(answer.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      expect(answer.rawPayload.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    },
  );

  it.each([
    ['without a token', `leaderboard.csv?${BOARD}`, null, 401, 'TOKEN_MISSING', []],
    ['to an administrator', `attainments.xlsx?unitId=H&${MARCH}`, 'AD', 403, 'NOT_ALLOWED', []],
    ['of a unit out of reach', `leaderboard.xlsx?${BOARD}&unitId=B1`, 'M2', 403, 'OUT_OF_SCOPE', ['unitId']],
    ['of places in no unit', `leaderboard.csv?${BOARD}&unitId=X`, 'HO', 400, 'SCOPE_UNIT_UNKNOWN', ['unitId']],
    ['of no metric', `leaderboard.csv?metric=X&${MARCH}`, 'HO', 400, 'EXPORT_METRIC_UNKNOWN', ['metric']],
    ['of no role', `leaderboard.csv?${BOARD}&role=X`, 'HO', 400, 'INVALID_INPUT', ['role']],
    ['of targets out of reach', `attainments.csv?unitId=B1&${MARCH}`, 'M2', 403, 'OUT_OF_SCOPE', ['scope']],
    ['of a colleague', `attainments.csv?staffId=R2&${MARCH}`, 'R1', 403, 'OUT_OF_SCOPE', ['scope']],
    ['of two scopes', `attainments.csv?unitId=H&staffId=R1&${MARCH}`, 'HO', 400, 'SCOPE_NOT_ONE', ['scope']],
    [
      'of a period beyond the calendar',
      'attainments.csv?unitId=H&grain=MONTH&start=1999-01-01',
      'HO',
      400,
      'DATE_OUTSIDE_CALENDAR',
      ['period', 'start'],
    ],
  ])('is refused %s', async (_what, path, as, status, code, field) => {
    const answer = await get(path, as);
    expect([answer.statusCode, answer.json()]).toEqual([status, { code, field, message: expect.any(String) }]);
  });
});
