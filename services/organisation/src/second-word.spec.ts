import { createHash } from 'node:crypto';
import { Staff, StaffPlaced } from '@hengxin/contracts';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { FirstLoad } from './organisation/first-load.js';
import { organisation } from './organisation.module.js';

const HEADER = 'staff_id,name,role,unit_id,valid_from,valid_to';
const AWAITING = `query ($importId: ID, $first: Int, $after: String) {
  placementsAwaiting(importId: $importId, first: $first, after: $after) {
    edges { cursor node { id staffId name role unit { id } validFrom validTo proposedBy proposer { id name } } } pageInfo { hasNextPage endCursor }
  }
}`;
const APPROVE =
  'mutation ($input: ApprovePlacementInput!) { approvePlacement(input: $input) { placement { id role } errors { code field } position } }';
const APPROVE_ALL =
  'mutation ($input: ApprovePlacementsInput!) { approvePlacements(input: $input) { placements { id } errors { code field } position } }';
const DECLINE =
  'mutation ($input: DeclinePlacementInput!) { declinePlacement(input: $input) { placement { id } errors { code } } }';
const ROLE = '{ me { role unit { id } } }';

interface Account {
  readonly type: string;
  readonly code?: string;
  readonly [name: string]: unknown;
}

/** The file of these rows, and the id that is its own. */
const fileOf = (rows: string) => `${HEADER}\n${rows}`;
const idOf = (rows: string) => createHash('sha256').update(fileOf(rows)).digest('hex');

/** A bank whose units are there, and whose staff are to be loaded. */
class Bank {
  private commands = 0;
  private constructor(readonly service: TestService) {}

  static async open(): Promise<Bank> {
    const bank = new Bank(await startTestService(organisation));
    await bank.send(
      'units',
      'unit_id,parent_id,kind,name\nH,,HEAD_OFFICE,总行\nE,H,BRANCH,东区分行\nE1,E,SUB_BRANCH,东一支行\n',
    );
    return bank;
  }

  admin(subject: string): Promise<string> {
    return this.service.token(subject, { role: 'ADMIN' });
  }

  async send(
    kind: string,
    payload: string,
    { by = 'loader', token, importId }: { by?: string; token?: string; importId?: string } = {},
  ) {
    const headers = {
      authorization: `Bearer ${token ?? (await this.admin(by))}`,
      'content-type': 'text/csv',
      'accept-language': 'en',
      ...(importId && { 'import-id': importId }),
    };
    const response = await this.service.app.inject({ method: 'POST', url: `/import/${kind}`, headers, payload });
    const lines = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Account);
    await this.service.caughtUp();
    return { account: lines.at(-1)!, codes: lines.filter(({ type }) => type === 'reject').map(({ code }) => code) };
  }

  staff(rows: string, more?: Parameters<Bank['send']>[2]) {
    return this.send('staff', fileOf(rows), more);
  }

  async ask(query: string, variables: object, by: string) {
    const answer = await this.service.graphql(query, { variables: { ...variables }, token: await this.admin(by) });
    await this.service.caughtUp();
    return answer;
  }

  async word(query: string, input: object, by: string) {
    const answer = await this.ask(query, { input: { commandId: `c${++this.commands}`, ...input } }, by);
    expect(answer.errors).toBeUndefined();
    return Object.values(answer.data)[0] as {
      errors: { code: string }[];
      placement: unknown;
      placements: unknown;
      position: string | null;
    };
  }

  async awaiting(variables: object = {}): Promise<{ id: string }[]> {
    const { data } = await this.ask(AWAITING, variables, 'second');
    return data.placementsAwaiting.edges.map(({ node }: { node: { id: string } }) => node);
  }

  /** The role of somebody today, or the code under which they are turned away. */
  async roleOf(staffId: string): Promise<string> {
    const { data, errors } = await this.service.graphql(ROLE, { as: staffId });
    return data?.me?.role ?? errors![0]!.extensions.code;
  }
}

describe('a placement that gives wide rights, in a bank that has a head', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await Bank.open();
    expect((await bank.staff('O1,周强,HEAD_OFFICE,H,,\nR1,王芳,RM,E1,,\n')).account).not.toHaveProperty('awaiting');
  }, 120_000);
  afterAll(() => bank?.service.stop(), 60_000);

  it('holds for nothing until a second administrator approves it', async () => {
    const { account } = await bank.staff('N1,吴敏,UNIT_HEAD,E1,,\nN2,赵敏,RM,E1,,\n');
    expect(account).toMatchObject({ read: 2, taken: 2, rejected: 0, awaiting: 1 });
    expect([await bank.roleOf('N1'), await bank.roleOf('N2')]).toEqual(['STAFF_UNKNOWN', 'RM']);
    const listed = await bank.service.graphql('{ staff(unitId: "E1") { edges { node { id } } } }', { as: 'O1' });
    expect(listed.data.staff.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(['N2', 'R1']);
    expect(await bank.awaiting()).toEqual([
      {
        id: 'N1.1',
        staffId: 'N1',
        name: '吴敏',
        role: 'UNIT_HEAD',
        unit: { id: 'E1' },
        validFrom: null,
        validTo: null,
        proposedBy: 'loader',
        proposer: null,
      },
    ]);

    expect(await bank.word(APPROVE, { id: 'N1.1' }, 'loader')).toMatchObject({
      placement: null,
      position: null,
      errors: [{ code: 'SECOND_WORD_MISSING', field: ['input', 'id'] }],
    });
    expect(await bank.roleOf('N1')).toBe('STAFF_UNKNOWN');
    const approved = await bank.word(APPROVE, { id: 'N1.1' }, 'second');
    expect(approved).toMatchObject({
      placement: { id: 'N1.1', role: 'UNIT_HEAD' },
      errors: [],
      position: expect.any(String),
    });
    expect(await bank.roleOf('N1')).toBe('UNIT_HEAD');
    expect(await bank.awaiting()).toEqual([]);
  });

  it('names who proposed it, where that is a member of staff', async () => {
    await bank.staff('P1,孙丽,ADMIN,H,,\n');
    expect(await bank.word(APPROVE, { id: 'P1.1' }, 'second')).toMatchObject({ errors: [] });
    await bank.staff('P2,郑伟,UNIT_HEAD,E1,,\n', { token: await bank.service.token('P1') });
    expect(await bank.awaiting()).toMatchObject([
      { id: 'P2.1', proposedBy: 'P1', proposer: { id: 'P1', name: '孙丽' } },
    ]);
    expect(await bank.word(DECLINE, { id: 'P2.1' }, 'second')).toMatchObject({ errors: [] });
  });

  it('does not raise anyone who has a role already, and may be declined', async () => {
    await bank.staff('R1,王芳,UNIT_HEAD,E,2026-01-01,\n');
    expect(await bank.roleOf('R1')).toBe('RM');
    expect(await bank.word(DECLINE, { id: 'R1.1' }, 'second')).toMatchObject({ placement: { id: 'R1.1' }, errors: [] });
    expect(await bank.word(APPROVE, { id: 'R1.1' }, 'second')).toMatchObject({
      errors: [{ code: 'PLACEMENT_SETTLED' }],
    });
    expect([await bank.roleOf('R1'), await bank.awaiting()]).toEqual(['RM', []]);
  });

  it('answers the same command twice alike', async () => {
    await bank.staff('N3,孙丽,ADMIN,H,,\n');
    const twice = async (commandId: string, query: string) => [
      await bank.word(query, { commandId, id: 'N3.1' }, 'second'),
      await bank.word(query, { commandId, id: 'N3.1' }, 'second'),
    ];
    const [first, again] = await twice('twice', APPROVE);
    expect(first!.errors).toEqual([]);
    expect(again).toEqual(first);
    expect((await twice('twice', DECLINE))[0]).toMatchObject({ errors: [{ code: 'COMMAND_ID_REUSED' }] });
  });

  it('takes one of two words that come at the same time', async () => {
    const words: (readonly [string, string])[] = [
      [APPROVE, APPROVE],
      [APPROVE, DECLINE],
    ];
    for (const [i, pair] of words.entries()) {
      const staffId = `T${i}`;
      await bank.staff(`${staffId},并行,UNIT_HEAD,E1,,\n`);
      const answers = await Promise.all(
        pair.map((query, n) => bank.word(query, { id: `${staffId}.1` }, `second-${n}`)),
      );
      expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['PLACEMENT_SETTLED']);
      const stored = await bank.service.parts.log.read(Staff.stream(staffId));
      expect(stored.filter(({ type }) => type === 'PlacementApproved' || type === 'PlacementDeclined')).toHaveLength(1);
      const isApproved = stored.some(({ type }) => type === 'PlacementApproved');
      expect(stored.some(({ type }) => type === 'StaffPlaced')).toBe(isApproved);
    }
    expect(await bank.awaiting()).toEqual([]);
  });

  it('is let go when the person is to leave after all, and brings nobody back', async () => {
    await bank.staff('V1,王离,RM,E1,2026-01-01,\n');
    expect((await bank.staff('V1,王离,UNIT_HEAD,E1,2026-02-01,\n')).account).toMatchObject({ awaiting: 1 });
    await bank.staff('V1,王离,RM,E1,2026-01-01,2026-03-01\n');
    expect(await bank.awaiting()).toEqual([]);
    expect(await bank.word(APPROVE, { id: 'V1.1' }, 'second')).toMatchObject({
      errors: [{ code: 'PLACEMENT_SETTLED' }],
    });
    expect(await bank.roleOf('V1')).toBe('STAFF_UNKNOWN');
  });

  it('is needed for anyone who reads a whole subtree, too', async () => {
    expect((await bank.staff('W1,数据仓库,INTEGRATION,H,,\n')).account).toMatchObject({ awaiting: 1 });
    expect(await bank.roleOf('W1')).toBe('STAFF_UNKNOWN');
    await bank.word(DECLINE, { id: 'W1.1' }, 'second');
  });

  it('is approved by the file, page by page, and names those that were refused', async () => {
    const rows = ['F1', 'F2', 'F3'].map((id) => `${id},李${id},UNIT_HEAD,E1,,\n`).join('');
    const importId = idOf(rows);
    await bank.staff('G1,别人,UNIT_HEAD,E1,,\n');
    expect((await bank.staff(rows, { importId })).account).toMatchObject({ taken: 3, awaiting: 3 });
    expect((await bank.staff(rows, { importId })).account).toMatchObject({ taken: 0, unchanged: 3, awaiting: 3 });
    expect((await bank.awaiting()).map(({ id }) => id)).toEqual(['F1.1', 'F2.1', 'F3.1', 'G1.1']);
    const { data } = await bank.ask(AWAITING, { importId, first: 2 }, 'second');
    expect(data.placementsAwaiting.pageInfo.hasNextPage).toBe(true);
    expect(
      (await bank.awaiting({ importId, after: data.placementsAwaiting.pageInfo.endCursor })).map(({ id }) => id),
    ).toEqual(['F3.1']);
    expect(await bank.awaiting({ importId: 'b'.repeat(64) })).toEqual([]);
    for (const wrong of ['', 'a', 'A'.repeat(64)])
      expect((await bank.ask(AWAITING, { importId: wrong }, 'second')).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        field: ['importId'],
      });
    // What no database keeps is refused before anybody looks at what was asked.
    expect((await bank.ask(AWAITING, { importId: 'a\0' }, 'second')).errors?.[0]?.extensions.code).toBe(
      'VARIABLE_INVALID',
    );

    const ids = ['F1.1', 'F9.1', 'F2.1', 'F3.1'];
    expect(await bank.word(APPROVE_ALL, { ids }, 'second')).toMatchObject({
      placements: [{ id: 'F1.1' }, { id: 'F2.1' }, { id: 'F3.1' }],
      errors: [{ code: 'PLACEMENT_UNKNOWN', field: ['input', 'ids', '1'] }],
      position: expect.any(String),
    });
    expect((await bank.awaiting()).map(({ id }) => id)).toEqual(['G1.1']);
  });

  it.each([
    ['no id', 'x'],
    ['a person alone', 'N1'],
    ['one that was never made', 'N1.77'],
    ['somebody unknown', 'ZZ.1'],
    ['a statement', "N1.1'; drop table placement_proposal; --"],
  ])('is unknown by %s', async (_, id) => {
    expect(await bank.word(APPROVE, { id }, 'second')).toMatchObject({
      errors: [{ code: 'PLACEMENT_UNKNOWN', field: ['input', 'id'] }],
    });
    expect(await bank.word(DECLINE, { id }, 'second')).toMatchObject({ errors: [{ code: 'PLACEMENT_UNKNOWN' }] });
  });

  it('is for administrators alone', async () => {
    for (const as of ['O1', 'N1', 'R1'])
      for (const query of [
        '{ placementsAwaiting { edges { cursor } } }',
        'mutation { approvePlacement(input: { commandId: "x", id: "G1.1" }) { position } }',
      ])
        expect((await bank.service.graphql(query, { as })).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
  });
});

describe('nobody places themselves', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await Bank.open();
  }, 120_000);
  afterAll(() => bank?.service.stop(), 60_000);

  it('as an account does, that never becomes staff', async () => {
    const { account, codes } = await bank.staff('loader,自己,UNIT_HEAD,H,,\nR1,王芳,RM,E1,,\n');
    expect([account, codes]).toMatchObject([{ taken: 1, rejected: 1 }, ['OWN_PLACEMENT']]);
    // Not by another's hand either.
    await bank.staff('loader,自己,RM,E1,,\n', { by: 'friend' });
    const token = await bank.admin('loader');
    expect((await bank.service.graphql(ROLE, { token })).errors?.[0]?.extensions.code).toBe('ACCOUNT_IS_STAFF');
  });

  it('as an administrator of the staff file does', async () => {
    await bank.service.given(
      Staff,
      'A1',
      StaffPlaced.of({ staffId: 'A1', name: '管理', role: 'ADMIN', unitId: 'H', validFrom: null }),
    );
    const token = await bank.service.token('A1');
    const { codes } = await bank.staff('A1,管理,RM,E1,2026-01-01,\nA1,管理,ADMIN,H,,\n', { token });
    expect(codes).toEqual(['OWN_PLACEMENT']);
    await bank.staff('A1,管理,UNIT_HEAD,E1,2026-01-01,\n', { by: 'friend' });
    const say = 'mutation { approvePlacement(input: { commandId: "own", id: "A1.1" }) { errors { code } } }';
    expect((await bank.service.graphql(say, { token })).data.approvePlacement.errors).toEqual([
      { code: 'OWN_PLACEMENT' },
    ]);
    expect(await bank.roleOf('A1')).toBe('ADMIN');
  });
});

describe('a bank’s first load', () => {
  let bank: Bank;
  beforeEach(async () => {
    bank = await Bank.open();
  }, 120_000);
  afterEach(() => bank?.service.stop(), 60_000);
  const many = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `H${from + i},头${from + i},UNIT_HEAD,E1,,\n`).join('');

  it('holds at once, whole, though it is many batches; what comes after it waits', async () => {
    expect((await bank.staff(many(0, 900), { importId: idOf(many(0, 900)) })).account).toMatchObject({
      taken: 900,
      rejected: 0,
    });
    expect([await bank.roleOf('H0'), await bank.roleOf('H899')]).toEqual(['UNIT_HEAD', 'UNIT_HEAD']);
    expect((await bank.staff(many(0, 900), { importId: idOf(many(0, 900)) })).account).toMatchObject({
      unchanged: 900,
    });
    expect((await bank.staff(many(899, 901))).account).toMatchObject({ unchanged: 1, taken: 1, awaiting: 1 });
    expect(await bank.roleOf('H900')).toBe('STAFF_UNKNOWN');
  });

  it('goes on as one when it was cut off', async () => {
    await cutOff(many(0, 600));
    expect(await bank.roleOf('H0')).toBe('UNIT_HEAD');
    const { account } = await bank.staff(many(0, 600), { importId: idOf(many(0, 600)) });
    expect(account).toMatchObject({ read: 600, taken: 600 });
    expect(account).not.toHaveProperty('awaiting');
    expect(await bank.roleOf('H599')).toBe('UNIT_HEAD');
  });

  it('is over once it is complete: another file waits, and under its name is refused', async () => {
    const importId = idOf(many(0, 2));
    expect((await bank.staff(many(0, 2), { importId })).account).toMatchObject({ taken: 2 });
    expect((await bank.staff(many(5, 6), { importId })).account).toMatchObject({ code: 'IMPORT_ID_MISMATCH' });
    expect([await bank.roleOf('H5'), await bank.awaiting()]).toEqual(['STAFF_UNKNOWN', []]);
    expect((await bank.staff(many(5, 6))).account).toMatchObject({ taken: 1, awaiting: 1 });
    expect(await bank.roleOf('H5')).toBe('STAFF_UNKNOWN');
  });

  it('is not gone on with, when it was cut off, by another file under its name', async () => {
    await cutOff(many(0, 600));
    const { account } = await bank.staff(many(700, 701), { importId: idOf(many(0, 600)) });
    expect(account).toMatchObject({ code: 'IMPORT_ID_MISMATCH' });
    expect(await bank.roleOf('H700')).toBe('STAFF_UNKNOWN');
  });

  it('is over once somebody gave a second word, though it was cut off', async () => {
    await cutOff(many(0, 600));
    await bank.staff('X1,新人,UNIT_HEAD,E,,\n');
    expect((await bank.word(APPROVE, { id: 'X1.1' }, 'second')).errors).toEqual([]);
    const { account } = await bank.staff(many(0, 600), { importId: idOf(many(0, 600)) });
    expect(account['awaiting']).toBe(300);
    expect([await bank.roleOf('H0'), await bank.roleOf('H599')]).toEqual(['UNIT_HEAD', 'STAFF_UNKNOWN']);
  });

  it('is one of two that begin at the same time', async () => {
    const { log } = bank.service.parts;
    const { readMany } = log;
    const begun = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    // The first run is about to store its rows when the second one asks whether anybody has a wide role.
    log.readMany = async (streams) => {
      const names = [...streams];
      if (names.includes(Staff.stream('Y1'))) {
        begun.resolve();
        await going.promise;
      }
      return readMany.call(log, names);
    };
    const first = bank.staff('Y1,先到,UNIT_HEAD,E1,,\n');
    await begun.promise;
    const load = bank.service.app.get(FirstLoad);
    const { during } = load;
    const asked = Promise.withResolvers<void>();
    load.during = (run, store) => {
      asked.resolve();
      return during.call(load, run, store) as ReturnType<typeof store>;
    };
    const second = bank.staff('Y2,后到,UNIT_HEAD,E1,,\n', { by: 'another' });
    await asked.promise;
    await bank.service.caughtUp();
    going.resolve();
    expect((await first).account).not.toHaveProperty('awaiting');
    expect((await second).account).toMatchObject({ taken: 1, awaiting: 1 });
    expect([await bank.roleOf('Y1'), await bank.roleOf('Y2')]).toEqual(['UNIT_HEAD', 'STAFF_UNKNOWN']);
  });

  it('is not had by relationship managers alone', async () => {
    expect((await bank.staff('R1,王芳,RM,E1,,\n')).account).toMatchObject({ taken: 1 });
    expect((await bank.staff('B1,吴敏,UNIT_HEAD,E1,,\n')).account).not.toHaveProperty('awaiting');
    expect(await bank.roleOf('B1')).toBe('UNIT_HEAD');
  });

  /** Sends the rows, and has the service fail in the second batch. */
  async function cutOff(rows: string): Promise<void> {
    const { log, logger } = bank.service.parts;
    const { readMany } = log;
    const { error } = logger;
    const isSecond = (streams: Iterable<string>) => [...streams].includes(Staff.stream('H300'));
    log.readMany = (streams) =>
      isSecond(streams) ? Promise.reject(new Error('cut off')) : readMany.call(log, streams);
    logger.error = () => undefined;
    try {
      expect((await bank.staff(rows, { importId: idOf(rows) })).account).toMatchObject({ code: 'IMPORT_FAILED' });
    } finally {
      Object.assign(log, { readMany });
      Object.assign(logger, { error });
    }
  }
});

describe('a person who has left', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await Bank.open();
    await bank.staff('O1,周强,HEAD_OFFICE,H,,\nL1,李强,RM,E1,2026-01-01,2026-03-02\nL2,王芳,RM,E1,,2026-03-01\n');
  }, 120_000);
  afterAll(() => bank?.service.stop(), 60_000);
  const listed = async (on: string) => {
    const query = `{ staff(unitId: "E1", on: "${on}") { edges { node { id } } } }`;
    return (await bank.service.graphql(query, { as: 'O1' })).data.staff.edges.map(
      ({ node }: { node: { id: string } }) => node.id,
    );
  };

  it('has role and rights up to the last day, which is included, and none after it', async () => {
    expect([await bank.roleOf('L1'), await bank.roleOf('L2')]).toEqual(['RM', 'STAFF_UNKNOWN']);
    expect([await listed('2026-03-01'), await listed('2026-03-02'), await listed('2026-03-03')]).toEqual([
      ['L1', 'L2'],
      ['L1'],
      [],
    ]);
  });

  it('is named still where they once made a contact', async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Staff", id: "L2" }]) { ... on Staff { name unit { id } } } }';
    expect((await bank.service.graphql(query, { as: 'O1' })).data._entities).toEqual([
      { name: '王芳', unit: { id: 'E1' } },
    ]);
  });

  it('comes back by a later row; the same file again changes nothing', async () => {
    const row = 'L2,王芳,RM,E1,2026-03-02,\n';
    expect((await bank.staff(row)).account).toMatchObject({ taken: 1 });
    expect((await bank.staff(row)).account).toMatchObject({ unchanged: 1 });
    expect(await bank.roleOf('L2')).toBe('RM');
    expect((await bank.staff('L2,王芳,RM,E1,2026-03-02,2026-03-01\n')).codes).toEqual(['LAST_DAY_BEFORE_FIRST']);
  });
});
