import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { organisation } from './organisation.module.js';

const UNITS = `unit_id,parent_id,kind,name,valid_from
H,,HEAD_OFFICE,总行,
E,H,BRANCH,东区分行,
W,H,BRANCH,西区分行,
E1,E,SUB_BRANCH,东一支行,
E2,E,SUB_BRANCH,东二支行,
E2,W,SUB_BRANCH,西二支行,2026-02-01
`;
const STAFF = `staff_id,name,role,unit_id,valid_from
A1,周强,HEAD_OFFICE,H,
B1,吴敏,UNIT_HEAD,E,
R1,王芳,RM,E1,
R2,李强,RM,E1,
R2,李强,RM,E2,2026-02-15
X1,数据,INTEGRATION,E,
`;

interface Line {
  readonly type: string;
  readonly [name: string]: unknown;
}

describe('the organisation service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(organisation);
  }, 120_000);
  afterAll(() => service?.stop(), 60_000);

  async function send(
    kind: string,
    payload: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; lines: Line[]; account: Line }> {
    const token = await service.token('import', { role: 'ADMIN' });
    const response = await service.app.inject({
      method: 'POST',
      url: `/import/${kind}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'accept-language': 'en', ...headers },
      payload,
    });
    const lines = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    return { status: response.statusCode, lines, account: lines.at(-1)! };
  }
  const rejects = (lines: readonly Line[]) =>
    lines.filter(({ type }) => type === 'reject').map(({ line, field, code }) => [line, field, code]);

  it('takes nothing of a units file whose tree is broken', async () => {
    const { lines, account } = await send('units', `${UNITS}Z,NOWHERE,BRANCH,孤儿,\n`);
    expect(account).toMatchObject({ type: 'account', read: 7, taken: 0, unchanged: 0, rejected: 7, position: null });
    expect(rejects(lines).at(-1)).toEqual([8, 'parent_id', 'PARENT_UNKNOWN']);
    expect(
      rejects(lines)
        .slice(0, 6)
        .map(([, , code]) => code),
    ).toEqual(Array(6).fill('TREE_BROKEN'));
  });

  it('takes units, then the same file changes nothing', async () => {
    const first = await send('units', UNITS);
    expect(first.account).toMatchObject({ type: 'account', read: 6, taken: 6, unchanged: 0, rejected: 0 });
    expect(first.account['position']).toEqual(expect.any(String));
    expect((await send('units', UNITS)).account).toMatchObject({ read: 6, taken: 0, unchanged: 6, rejected: 0 });
  });

  it('takes staff after the units, and rejects the rows of unknown units alone', async () => {
    const { lines, account } = await send('staff', `${STAFF}R3,无处,RM,NOWHERE,\nR4,,RM,E1,\n`);
    expect(account).toMatchObject({ read: 8, taken: 6, rejected: 2 });
    expect(rejects(lines)).toEqual([
      [8, 'unit_id', 'UNIT_UNKNOWN'],
      [9, 'name', 'VALUE_MISSING'],
    ]);
    expect(lines.find(({ line }) => line === 8)).toMatchObject({
      message: 'No unit NOWHERE is known. Import the units first, or check the code.',
      row: { staff_id: 'R3', name: '无处', role: 'RM', unit_id: 'NOWHERE', valid_from: '' },
    });
    await service.caughtUp();
  });

  it('refuses anyone who is no ADMIN, and files that cannot be read', async () => {
    const token = await service.token('R1');
    expect(await send('units', UNITS, { authorization: `Bearer ${token}` })).toMatchObject({
      status: 403,
      account: { code: 'ADMIN_ONLY' },
    });
    expect(await send('units', UNITS, { authorization: '' })).toMatchObject({
      status: 401,
      account: { code: 'TOKEN_MISSING' },
    });
    expect(await send('units', UNITS, { 'content-type': 'application/pdf' })).toMatchObject({
      status: 415,
      account: { code: 'CONTENT_TYPE_UNKNOWN' },
    });
    expect(await send('units', UNITS, { 'content-type': 'text/csv; charset=latin1' })).toMatchObject({
      status: 400,
      account: { code: 'ENCODING_UNKNOWN' },
    });
    expect(await send('units', UNITS, { 'import-id': 'abc' })).toMatchObject({
      status: 400,
      account: { code: 'IMPORT_ID_MALFORMED' },
    });
    expect(await send('units', UNITS, { 'content-type': 'text/csv; charset="gb 18030"' })).toMatchObject({
      status: 400,
      account: { code: 'ENCODING_UNKNOWN' },
    });
    expect(await send('units', UNITS, { 'import-id': '0'.repeat(64) })).toMatchObject({
      status: 422,
      account: { code: 'IMPORT_ID_MISMATCH', field: ['import-id'] },
    });
    expect(await send('units', UNITS, { 'hengxin-at-least': 'rubbish' })).toMatchObject({
      status: 400,
      account: { code: 'POSITION_INVALID' },
    });
    expect(await send('units', 'unit_id,name\n')).toMatchObject({ status: 422, account: { code: 'COLUMN_MISSING' } });
  });

  it.each([
    ['encoding', 'units?encoding=utf-8&encoding=gb18030', {}],
    ['encoding', 'units?encoding=utf-8&encoding=utf-8', {}],
    ['charset', 'units', { 'content-type': 'text/csv; charset=utf-8; charset=gb18030' }],
    ['content-type', 'units', { 'content-type': ['text/csv', 'application/x-ndjson'] as never }],
    ['import-id', 'units', { 'import-id': ['0'.repeat(64), '0'.repeat(64)] as never }],
  ])('refuses a call that gives %s twice', async (name, target, headers) => {
    expect(await send(target, UNITS, headers)).toMatchObject({
      status: 400,
      account: { code: 'PARAMETER_REPEATED', field: [name], message: `${name} is given more than once.` },
    });
  });

  const me = '{ me { id name role unit { id name parent { id kind parent { id parent { id } } } } } }';
  it('says who asks and where they belong', async () => {
    expect((await service.graphql(me, { as: 'R1' })).data).toEqual({
      me: {
        id: 'R1',
        name: '王芳',
        role: 'RM',
        unit: { id: 'E1', name: '东一支行', parent: { id: 'E', kind: 'BRANCH', parent: { id: 'H', parent: null } } },
      },
    });
    expect((await service.graphql('{ me { unit { id } } }', { as: 'R2' })).data).toEqual({
      me: { unit: { id: 'E2' } },
    });
    const account = await service.graphql(me, { token: await service.token('import', { role: 'ADMIN' }) });
    expect(account.errors?.[0]?.extensions.code).toBe('STAFF_UNKNOWN');
  });

  const unit = 'query ($id: ID!, $on: Date) { unit(id: $id, on: $on) { name parent { id } } }';
  it('tells everybody what time it is for the platform, whatever the clock of the device', async () => {
    const { clock } = service;
    const now = async (as: string) =>
      (await service.graphql('{ now { instant businessDate timeZone } }', { as })).data.now;
    const timeZone = 'Asia/Shanghai';
    expect(await now('R1')).toEqual({ instant: '2026-03-02T09:00:00+08:00', businessDate: '2026-03-02', timeZone });
    clock.set('2026-03-02T16:00:00Z');
    expect(await now('X1')).toEqual({ instant: '2026-03-03T00:00:00+08:00', businessDate: '2026-03-03', timeZone });
    clock.set('2026-03-02T09:00:00+08:00');
  });

  it('shows the tree as it was on a day', async () => {
    const ask = (on: string | null) => service.graphql(unit, { as: 'A1', variables: { id: 'E2', on } });
    expect((await ask('2026-01-31')).data.unit).toEqual({ name: '东二支行', parent: { id: 'E' } });
    expect((await ask(null)).data.unit).toEqual({ name: '西二支行', parent: { id: 'W' } });
    expect((await ask('2026-02-30')).errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: ['on'] });
    expect((await ask('1990-01-01')).errors?.[0]?.extensions).toMatchObject({
      code: 'DATE_OUTSIDE_CALENDAR',
      field: ['on'],
    });
  });

  const units =
    'query ($parentId: ID, $first: Int, $after: String) { units(parentId: $parentId, first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
  const idsOf = (answer: {
    data: { units?: { edges: { node: { id: string } }[] }; staff?: { edges: { node: { id: string } }[] } };
  }) => (answer.data.units ?? answer.data.staff)!.edges.map(({ node }) => node.id);
  it('lists children, the head office without a parent, page by page', async () => {
    expect(idsOf(await service.graphql(units, { as: 'A1' }))).toEqual(['H']);
    const first = await service.graphql(units, { as: 'A1', variables: { parentId: 'H', first: 1 } });
    expect(idsOf(first)).toEqual(['E']);
    const { hasNextPage, endCursor } = first.data.units.pageInfo;
    expect(hasNextPage).toBe(true);
    const second = await service.graphql(units, { as: 'A1', variables: { parentId: 'H', first: 1, after: endCursor } });
    expect(idsOf(second)).toEqual(['W']);
    expect(second.data.units.pageInfo.hasNextPage).toBe(false);
    expect((await service.graphql(units, { as: 'A1', variables: { first: 101 } })).errors?.[0]?.extensions.code).toBe(
      'PAGE_SIZE',
    );
    expect((await service.graphql(units, { as: 'A1', variables: { after: 'x' } })).errors?.[0]?.extensions.code).toBe(
      'CURSOR_INVALID',
    );
  });

  it('shows each caller the own subtree and the way up, no more', async () => {
    const ids = async (as: string, parentId: string | null) =>
      idsOf(await service.graphql(units, { as, variables: { parentId } }));
    expect(await ids('B1', null)).toEqual(['H']);
    expect(await ids('B1', 'H')).toEqual(['E']);
    expect(await ids('B1', 'E')).toEqual(['E1']);
    expect(await ids('R1', 'E')).toEqual(['E1']);
    expect(await ids('R1', 'W')).toEqual([]);
    expect((await service.graphql(unit, { as: 'R1', variables: { id: 'W' } })).data.unit).toBeNull();
  });

  const staff =
    'query ($unitId: ID!, $on: Date) { staff(unitId: $unitId, on: $on) { edges { node { id name role unit { id } } } } }';
  it('lists who works in a unit on a day', async () => {
    expect(idsOf(await service.graphql(staff, { as: 'B1', variables: { unitId: 'E1' } }))).toEqual(['R1']);
    expect(idsOf(await service.graphql(staff, { as: 'B1', variables: { unitId: 'E1', on: '2026-02-14' } }))).toEqual([
      'R1',
      'R2',
    ]);
    expect((await service.graphql(staff, { as: 'R1', variables: { unitId: 'E' } })).errors?.[0]?.extensions.code).toBe(
      'OUT_OF_SCOPE',
    );
    expect(
      (await service.graphql(staff, { as: 'A1', variables: { unitId: 'NOWHERE' } })).errors?.[0]?.extensions.code,
    ).toBe('UNIT_UNKNOWN');
  });

  const entities =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Staff { name } ... on Unit { kind } } }';
  it('resolves references of other services', async () => {
    const r = [
      { __typename: 'Staff', id: 'R1' },
      { __typename: 'Unit', id: 'E1' },
      { __typename: 'Staff', id: 'NOBODY' },
    ];
    expect((await service.graphql(entities, { as: 'R2', variables: { r } })).data._entities).toEqual([
      { name: '王芳' },
      { kind: 'SUB_BRANCH' },
      null,
    ]);
  });

  it('answers who has left the subtree, and their unit, to anyone who still meets them behind a contact', async () => {
    const whole =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Staff { id name role unit { id } } ... on Unit { id name } } }';
    const r = [
      { __typename: 'Staff', id: 'R2' },
      { __typename: 'Staff', id: 'R1' },
      { __typename: 'Unit', id: 'E2' },
    ];
    const seenBy = async (as: string) => (await service.graphql(whole, { as, variables: { r } })).data._entities;
    const left = { id: 'R2', role: 'RM', unit: { id: 'E2' } };
    const rest = [
      { id: 'R1', name: '王芳', role: 'RM', unit: { id: 'E1' } },
      { id: 'E2', name: '西二支行' },
    ];
    expect(await seenBy('X1')).toEqual([{ ...left, name: '李**' }, ...rest]);
    for (const colleague of ['B1', 'R1', 'A1'])
      expect(await seenBy(colleague)).toEqual([{ ...left, name: '李强' }, ...rest]);
  });

  it('knows nobody before their first day, nor a unit before its own, and lists neither', async () => {
    expect(
      (await send('units', 'unit_id,parent_id,kind,name,valid_from\nE3,E,SUB_BRANCH,东三支行,2026-04-01\n')).account[
        'taken'
      ],
    ).toBe(1);
    const placed = await send('staff', 'staff_id,name,role,unit_id,valid_from\nS9,李,UNIT_HEAD,E1,2026-04-01\n');
    expect(placed.account).toMatchObject({ taken: 1, awaiting: 1 });
    const approve = 'mutation { approvePlacement(input: { commandId: "s9", id: "S9.1" }) { errors { code } } }';
    const second = await service.token('second', { role: 'ADMIN' });
    expect((await service.graphql(approve, { token: second })).data.approvePlacement.errors).toEqual([]);
    await service.caughtUp();
    expect((await service.graphql(me, { as: 'S9' })).errors?.[0]?.extensions.code).toBe('STAFF_UNKNOWN');
    const childrenOn = 'query ($on: Date) { units(parentId: "E", on: $on) { edges { node { id } } } }';
    for (const [on, children, people] of [
      [null, ['E1'], ['R1']],
      ['2026-03-31', ['E1'], ['R1']],
      ['2026-04-01', ['E1', 'E3'], ['R1', 'S9']],
    ]) {
      expect(idsOf(await service.graphql(childrenOn, { as: 'B1', variables: { on } }))).toEqual(children);
      expect(idsOf(await service.graphql(staff, { as: 'B1', variables: { unitId: 'E1', on } }))).toEqual(people);
    }
    // History imported from before somebody's first day still says who and where.
    const r = [
      { __typename: 'Staff', id: 'S9' },
      { __typename: 'Unit', id: 'E3' },
    ];
    expect((await service.graphql(entities, { as: 'R1', variables: { r } })).data._entities).toEqual([
      { name: '李' },
      { kind: 'SUB_BRANCH' },
    ]);
  });

  it('names the cycle, the unit and the day when a row closes one with a stored move of a later day', async () => {
    const stored = 'unit_id,parent_id,kind,name,valid_from\nP,H,BRANCH,甲,\nQ,H,BRANCH,乙,\nQ,P,BRANCH,乙,2026-06-01\n';
    expect((await send('units', stored)).account).toMatchObject({ taken: 3 });
    const { lines, account } = await send(
      'units',
      'unit_id,parent_id,kind,name,valid_from\nP,Q,BRANCH,甲,2026-03-01\n',
    );
    expect(account).toMatchObject({ read: 1, taken: 0, rejected: 1 });
    expect(lines.filter(({ type }) => type === 'reject')).toMatchObject([
      {
        line: 2,
        field: 'parent_id',
        code: 'UNIT_CYCLE',
        message: 'From 2026-06-01 on, unit P would hang below itself: P < Q < P. Give one of them a parent higher up.',
      },
    ]);
  });
});
