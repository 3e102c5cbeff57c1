import { Contact, ContactLogged } from '@hengxin/contracts';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const MARCH = 'grain=MONTH&start=2026-03-01';
const BELOW = `{
  kpiTable(unitId: "B2", period: { grain: MONTH, start: "2026-03-01" }, metrics: [CONTACTS]) { edges { node { staff { id } } } }
  kpi(scope: { staffId: "R5" }, period: { grain: MONTH, start: "2026-03-01" }, metrics: [CONTACTS], compare: [SIBLINGS_MEDIAN]) {
    comparisons { values { value } } } }`;

describe('figures as a file', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place(
      [
        placedUnit('H', null, 'HEAD_OFFICE'),
        { ...placedUnit('B1', 'H'), name: '=HYPERLINK("x")' },
        { ...placedUnit('B2', 'H'), name: '南行, "老城"' },
      ],
      [
        placedStaff('R1', 'RM', 'B1'),
        placedStaff('R2', 'RM', 'B1'),
        placedStaff('M2', 'UNIT_HEAD', 'B2'),
        placedStaff('HO', 'HEAD_OFFICE', 'H'),
        placedStaff('AD', 'ADMIN', 'H'),
      ],
    );
    for (const [contactId, staffId] of [
      ['K1', 'R1'],
      ['K2', 'R1'],
      ['K3', 'R2'],
    ] as const)
      await log(contactId, staffId);
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
  const get = async (path: string, as: string | null, headers: Record<string, string> = {}) => {
    const token = as && (await service.token(as));
    const answer = await service.app.inject({
      method: 'GET',
      url: `/export/${path}`,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    });
    return answer;
  };

  it('holds a row a unit below, with what ratios are made of, and no formula', async () => {
    const answer = await get(`kpi.csv?unitId=H&${MARCH}&metrics=CONTACTS,PLAN_COMPLETION`, 'HO');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="kpi-H-MONTH-2026-03-01.csv"');
    expect(answer.body.split('\r\n')).toEqual([
      'unit_id,unit_name,staff_id,grain,start,end,view,CONTACTS,PLAN_COMPLETION,PLAN_COMPLETION_NUMERATOR,PLAN_COMPLETION_DENOMINATOR',
      `B1,"'=HYPERLINK(""x"")",,MONTH,2026-03-01,2026-03-31,AS_WAS,3,,0,0`,
      'B2,"南行, ""老城""",,MONTH,2026-03-01,2026-03-31,AS_WAS,0,,0,0',
      '',
    ]);
  });

  it('has as many values in every row as there are names above them, whatever they are made of', async () => {
    const lines = (await get(`kpi.csv?unitId=B1&${MARCH}`, 'HO')).body.trim().split('\r\n');
    const [names, ...rows] = lines.map((line) => line.split(','));
    expect(names).toEqual(expect.arrayContaining(['DEPOSITS', 'DEPOSITS_DENOMINATOR', 'DEPOSIT_GROWTH_NUMERATOR']));
    expect(rows.map((cells) => cells.length)).toEqual([names!.length, names!.length]);
  });

  it('holds a row a manager of a unit without children, and of a colleague none', async () => {
    const rows = async (as: string) =>
      (await get(`kpi.csv?unitId=B1&${MARCH}&metrics=CONTACTS&view=AS_IS`, as)).body.trim().split('\r\n').slice(1);
    expect(await rows('HO')).toEqual([
      ',,R1,MONTH,2026-03-01,2026-03-31,AS_IS,2',
      ',,R2,MONTH,2026-03-01,2026-03-31,AS_IS,1',
    ]);
    expect(await rows('R1')).toEqual([',,R1,MONTH,2026-03-01,2026-03-31,AS_IS,2']);
  });

  it('comes as a workbook', async () => {
    const answer = await get(`kpi.xlsx?unitId=H&${MARCH}`, 'HO');
    expect(answer.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(answer.rawPayload.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  });

  it.each([
    ['without a token', `kpi.csv?unitId=H&${MARCH}`, null, 401, 'TOKEN_MISSING', []],
    ['to an administrator', `kpi.csv?unitId=H&${MARCH}`, 'AD', 403, 'NOT_ALLOWED', []],
    ['of a unit out of reach', `kpi.xlsx?unitId=B1&${MARCH}`, 'M2', 403, 'OUT_OF_SCOPE', ['unitId']],
    ['of a unit that there is not', `kpi.csv?unitId=X&${MARCH}`, 'HO', 400, 'SCOPE_UNIT_UNKNOWN', ['unitId']],
    ['of no unit', `kpi.csv?${MARCH}`, 'HO', 400, 'INVALID_INPUT', ['unitId']],
    ['of two units', `kpi.csv?unitId=H&unitId=B1&${MARCH}`, 'HO', 400, 'INVALID_INPUT', ['unitId']],
    ['of no period', 'kpi.csv?unitId=H&grain=MONTH&start=2026-03-02', 'HO', 400, 'PERIOD_START', ['period', 'start']],
    ['of no grain', 'kpi.csv?unitId=H&grain=HOUR&start=2026-03-01', 'HO', 400, 'INVALID_INPUT', ['grain']],
    ['of no metric', `kpi.csv?unitId=H&${MARCH}&metrics=CONTACTS,X`, 'HO', 400, 'EXPORT_METRIC_UNKNOWN', ['metrics']],
    ['by no tree', `kpi.csv?unitId=H&${MARCH}&view=X`, 'HO', 400, 'INVALID_INPUT', ['view']],
  ])('is refused %s', async (_what, path, as, status, code, field) => {
    const answer = await get(path, as);
    expect([answer.statusCode, answer.json()]).toEqual([status, { code, field, message: expect.any(String) }]);
  });

  it('is refused in the language of the caller', async () => {
    const answer = await get(`kpi.csv?unitId=H&${MARCH}&metrics=X`, 'HO', { 'accept-language': 'zh' });
    expect(answer.json().message).toContain('没有指标 X');
  });

  it('holds who was there in the period, or has figures in it, and nobody else, as the table and siblings do', async () => {
    const left = { ...placedStaff('R7', 'RM', 'B2', '2025-01-01'), validTo: '2026-02-28' };
    await service.place(
      [{ ...placedUnit('L9', 'B2'), validFrom: '2026-04-01' }],
      [left, { ...left, staffId: 'R9' }, placedStaff('R8', 'RM', 'B2', '2026-04-01'), placedStaff('R5', 'RM', 'B2')],
    );
    await log('K9', 'R9');
    const lines = (await get(`kpi.csv?unitId=B2&${MARCH}&metrics=CONTACTS`, 'HO')).body.trim().split('\r\n');
    expect(lines.slice(1)).toEqual([
      ',,R5,MONTH,2026-03-01,2026-03-31,AS_WAS,0',
      ',,R9,MONTH,2026-03-01,2026-03-31,AS_WAS,1',
    ]);
    const { data } = await service.graphql(BELOW, { as: 'HO' });
    expect(data.kpiTable.edges.map(({ node }: { node: { staff: { id: string } } }) => node.staff.id)).toEqual([
      'R9',
      'R5',
    ]);
    expect(data.kpi.comparisons).toEqual([{ values: [{ value: 1 }] }]);
  });
});
