import { createHash } from 'node:crypto';
import { Client, type Role } from '@hengxin/contracts';
import type { ImportMessage } from '@hengxin/import';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';

let service: TestService;
let admin: string;

beforeAll(async () => {
  service = await startTestService(clientRegistry);
  const place = (staffId: string, role: Role) => ({ staffId, role, unitId: 'U1', validFrom: null });
  await service.place(
    [{ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }],
    [
      place('S1', 'RM'),
      place('S2', 'RM'),
      place('S3', 'RM'),
      place('S4', 'RM'),
      place('S5', 'RM'),
      place('S6', 'RM'),
      place('S7', 'RM'),
      place('S8', 'RM'),
      place('H1', 'UNIT_HEAD'),
    ],
  );
  admin = await service.token('loader', { role: 'ADMIN' });
}, 60_000);
afterAll(() => service?.stop());

const HEADER =
  'client_id,name,phone,tier,rm_id,assigned_from,contacts_a_year,birthday,preferred_channel,interests,consents';

/** The account of a file, and its rejected rows. */
const send = (rows: readonly string[], header = HEADER, type = 'text/csv') =>
  sendBytes([header, ...rows].filter(Boolean).join('\n'), type);

async function sendBytes(payload: string | Buffer, type = 'text/csv', headers: Record<string, string> = {}) {
  const response = await service.app.inject({
    method: 'POST',
    url: '/import/clients',
    headers: { authorization: `Bearer ${admin}`, 'content-type': type, 'accept-language': 'en', ...headers },
    payload,
  });
  const messages = response.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportMessage);
  const rejects = messages.flatMap((message) => {
    if (message.type !== 'reject') return [];
    const { line, field, code } = message;
    return [{ line, field, code }];
  });
  const account = messages.at(-1)!;
  return { account, rejects, warnings: account.type === 'account' ? account.warnings : undefined };
}

const typesOf = async (id: string) => (await service.parts.log.read(Client.stream(id))).map(({ type }) => type);

const ROW =
  'C1,欧阳晓明,13800001234,GOLD,S1,2026-01-01,6,lunar:1968-08-15,PHONE,钓鱼;书法,PHONE/SERVICE;WECHAT/MARKETING@2027-01-31';

it('a row registers, consents and assigns in one event, since the day of the assignment', async () => {
  expect((await send([ROW])).account).toMatchObject({ type: 'account', read: 1, taken: 1, unchanged: 0, rejected: 0 });
  const events = await service.parts.log.read(Client.stream('C1'));
  expect(events.map(({ type }) => type)).toEqual(['ClientRegistered']);
  expect(events[0]!.data).toMatchObject({
    birthday: { calendar: 'LUNAR', month: 8, day: 15, year: 1968 },
    interests: ['钓鱼', '书法'],
    registeredOn: '2026-01-01',
    consents: [
      { channel: 'PHONE' },
      { channel: 'WECHAT', expiresOn: '2027-01-31', decidedAt: '2026-01-01T00:00:00+08:00' },
    ],
    keeper: { rmId: 'S1', from: '2026-01-01' },
  });
});

it('the same file again changes nothing', async () => {
  expect((await send([ROW])).account).toMatchObject({ taken: 0, unchanged: 1, rejected: 0 });
});

it('a changed row yields only what changed, and another rm_id from a later day is a handover', async () => {
  const changed = ROW.replace('GOLD', 'PRIVATE').replace('S1,2026-01-01', 'S2,2026-02-01');
  expect((await send([changed])).account).toMatchObject({ taken: 1 });
  expect((await typesOf('C1')).slice(1)).toEqual(['ClientProfileChanged', 'ClientAssigned']);
  expect((await send([changed])).account).toMatchObject({ unchanged: 1 });
});

it('several rows of one client in a file are taken in their order', async () => {
  const rows = ['C2,李明,,,S1,2026-01-01,,,,,', 'C2,李明,,,S2,2026-02-01,,,,,', 'C2,李明,,,S3,2026-03-01,,,,,'];
  expect((await send(rows)).account).toMatchObject({ read: 3, taken: 3 });
  expect(await typesOf('C2')).toEqual(['ClientRegistered', 'ClientAssigned', 'ClientAssigned']);
  expect((await send(rows)).account).toMatchObject({ read: 3, taken: 0, unchanged: 3, rejected: 0 });
});

it('a row with no more than id and name is a client', async () => {
  expect((await send(['C3,王芳'], 'client_id,name')).account).toMatchObject({ taken: 1 });
  const [registered] = await service.parts.log.read(Client.stream('C3'));
  expect(registered!.data).toMatchObject({
    tier: 'STANDARD',
    contactsAYear: 6,
    phone: null,
    registeredOn: '2026-03-02',
  });
});

it('a consent that has run out is history: it is taken, and is not valid', async () => {
  expect((await send(['C5,王芳,,,,,,,,,PHONE/SERVICE@2026-02-01'])).account).toMatchObject({ taken: 1, rejected: 0 });
  await service.caughtUp();
  const query =
    '{ client(id: "C5") { consents { channel decision expiresOn valid } then: consentValid(channel: PHONE, purpose: SERVICE, at: "2026-02-01T12:00:00+08:00") } }';
  await send(['C5,王芳,,,S1,2026-01-01,,,,,']);
  await service.caughtUp();
  expect((await service.graphql(query, { as: 'S1' })).data.client).toEqual({
    consents: [{ channel: 'PHONE', decision: 'GRANTED', expiresOn: '2026-02-01', valid: false }],
    then: true,
  });
});

it('a file that is sent each day renews a consent on the day after its last one', async () => {
  const file =
    'client_id,name,tier,rm_id,assigned_from,consents\nR1,王芳,GOLD,S1,2026-01-01,PHONE/SERVICE\nR1,王芳,GOLD,S2,2026-02-01,\n';
  const id = { 'import-id': createHash('sha256').update(file).digest('hex') };
  const query = '{ client(id: "R1") { now: consentValid(channel: PHONE, purpose: SERVICE) consents { expiresOn } } }';
  const asked = async () => {
    await service.caughtUp();
    return (await service.graphql(query, { as: 'S2' })).data.client;
  };
  await send(['R1,王芳,PHONE/SERVICE@2026-03-02'], 'client_id,name,consents');
  expect((await sendBytes(file, 'text/csv', id)).account).toMatchObject({ taken: 2 });
  expect((await sendBytes(file, 'text/csv', id)).account).toMatchObject({ taken: 0, unchanged: 2 });
  expect(await asked()).toEqual({ now: true, consents: [{ expiresOn: '2026-03-02' }] });
  service.clock.set('2026-03-03T09:00:00+08:00');
  try {
    expect(await asked()).toMatchObject({ now: false });
    expect((await sendBytes(file, 'text/csv', id)).account).toMatchObject({ taken: 1, unchanged: 1 });
    expect(await asked()).toEqual({ now: true, consents: [{ expiresOn: null }] });
    expect((await sendBytes(file, 'text/csv', id)).account).toMatchObject({ taken: 0, unchanged: 2 });
    expect(await typesOf('R1')).toEqual([
      'ClientRegistered',
      'ClientProfileChanged',
      'ClientAssigned',
      'ClientAssigned',
      'ConsentGranted',
    ]);
  } finally {
    service.clock.set('2026-03-02T09:00:00+08:00');
  }
});

it('NDJSON says the same', async () => {
  const line = JSON.stringify({
    client_id: 'C4',
    name: '王芳',
    consents: ['PHONE/SERVICE'],
    rm_id: 'S1',
    assigned_from: '2026-01-05',
  });
  expect((await send([line], '', 'application/x-ndjson')).account).toMatchObject({ taken: 1 });
  expect(await typesOf('C4')).toEqual(['ClientRegistered']);
});

it('a bad row is rejected with its field and code, and never stops the others', async () => {
  const { account, rejects } = await send([
    'B1,甲,,,,,,1990-02-30,,,',
    'B2,甲,,,,,,15/08/1968,,,',
    'B3,甲,,DIAMOND,,,,,,,',
    'B4,甲,,,,,,,FAX,,',
    'B5,甲,,,,,,,,,PHONE:SERVICE',
    'B6,甲,,,,,,,,,PHONE/SERVICE@2027-02-30',
    'B7,甲,,,S9,2026-01-01,,,,,',
    'B8,甲,,,H1,2026-01-01,,,,,',
    'B9,甲,,,,2026-01-01,,,,,',
    'B10,甲,,,S1,1999-01-01,,,,,',
    'B11,甲,,,S1,2026-13-01,,,,,',
    'B12,甲,,,,,400,,,,',
    'B13,甲,,,,,,,,,PHONE/SERVICE;PHONE/SERVICE',
    'B14,甲,,,,,,2031-01-01,,,',
    'B15,甲,,,,,,,,,PHONE/SERVICE@2001-01-31',
    ',甲,,,,,,,,,',
    'C1,欧阳晓明,,,S3,2026-02-01,,,,,',
    'C1,欧阳晓明,,,S3,2025-02-01,,,,,',
    'OK1,乙,,,S1,2026-01-01,,,,,',
  ]);
  expect(rejects).toEqual([
    { line: 2, field: 'birthday', code: 'BIRTHDAY_INVALID' },
    { line: 3, field: 'birthday', code: 'BIRTHDAY_MALFORMED' },
    { line: 4, field: 'tier', code: 'CHOICE_UNKNOWN' },
    { line: 5, field: 'preferred_channel', code: 'CHOICE_UNKNOWN' },
    { line: 6, field: 'consents', code: 'CONSENT_MALFORMED' },
    { line: 7, field: 'consents', code: 'CONSENT_MALFORMED' },
    { line: 8, field: 'rm_id', code: 'RM_UNKNOWN' },
    { line: 9, field: 'rm_id', code: 'RM_ROLE_REQUIRED' },
    { line: 10, field: 'rm_id', code: 'RM_MISSING' },
    { line: 11, field: 'assigned_from', code: 'DATE_OUTSIDE_CALENDAR' },
    { line: 12, field: 'assigned_from', code: 'DATE_MALFORMED' },
    { line: 13, field: 'contacts_a_year', code: 'NUMBER_MALFORMED' },
    { line: 14, field: 'consents', code: 'CONSENT_GIVEN_TWICE' },
    { line: 15, field: 'birthday', code: 'BIRTHDAY_IN_FUTURE' },
    { line: 16, field: 'consents', code: 'DATE_OUTSIDE_CALENDAR' },
    { line: 17, field: 'client_id', code: 'VALUE_MISSING' },
    { line: 18, field: 'rm_id', code: 'CLIENT_ASSIGNED_TWICE' },
    { line: 19, field: 'assigned_from', code: 'HANDOVER_NOT_LATER' },
  ]);
  expect(account).toMatchObject({ read: 19, taken: 1, rejected: 18 });
});

describe('21. the account of a file', () => {
  const rows = (rmId: string, from: string, count: number) =>
    Array.from({ length: count }, (_, i) => `W${i},丙,,,${rmId},${from},,,,,`);
  const large = (text: string) => [
    {
      code: 'PORTFOLIOS_LARGE',
      message: expect.stringMatching(
        new RegExp(
          `^Relationship managers who keep more than 300 clients \\(1\\): ${text}\\. Above 300 not everyone can be contacted often enough.$`,
        ),
      ),
    },
  ];

  it('says nothing of portfolios of 300, and nothing of one that the file itself makes smaller again', async () => {
    expect((await send(rows('S7', '2026-01-01', 300))).warnings).toBeUndefined();
    const more = ['W-a,丙,,,S7,2026-01-01,,,,,', 'W-a,丙,,,S8,2026-02-01,,,,,'];
    const { account, warnings } = await send(more);
    expect([account, warnings]).toEqual([expect.objectContaining({ taken: 2 }), undefined]);
  });

  it('names the relationship managers who keep more than 300, each time it is sent', async () => {
    const more = ['W-b,丙,,,S7,2026-01-01,,,,,', 'W-c,丙,,,S7,2026-01-01,,,,,'];
    expect((await send(more)).warnings).toEqual(large('S7 \\((≥ )?302\\)'));
    await service.caughtUp();
    expect((await send(more)).warnings).toEqual(large('S7 \\((≥ )?302\\)'));
  });

  it('says nothing more once they were handed over', async () => {
    expect((await send(rows('S8', '2026-02-01', 2))).warnings).toBeUndefined();
  });
});

it('a portfolio takes 400 clients out of a file, and no more', async () => {
  const rows = Array.from({ length: 410 }, (_, i) => `F${i},丙,,,S3,2026-01-01,,,,,`);
  const { account, rejects } = await send(rows);
  // S3 keeps C2 already.
  expect(account).toMatchObject({ taken: 399, rejected: 11 });
  expect(rejects[0]).toEqual({ line: 401, field: 'rm_id', code: 'PORTFOLIO_FULL' });
});

describe('21. a portfolio of 400', () => {
  const row = (id: string, rmId: string, from = '2026-01-01') => `${id},丙,,,${rmId},${from},,,,,`;
  const rowsOf = (name: string, count: number, rmId: string) =>
    Array.from({ length: count }, (_, i) => row(`${name}${i}`, rmId));
  const full = ({ rejects }: Awaited<ReturnType<typeof send>>) => rejects.map(({ line, code }) => [line, code]);
  const sizeOf = async (rmId: string) => {
    await service.caughtUp();
    const [kept] = await service.parts.database.query<{ size: number }>(
      'select count(*)::int as size from client where rm_id = $1',
      [rmId],
    );
    return kept!.size;
  };

  it('takes the rows that it refused once room was made, when the same file is sent again', async () => {
    await send(rowsOf('G', 398, 'S4'));
    const file = [
      'client_id,name,rm_id,assigned_from',
      'G-a,丙,S4,2026-01-01',
      'G-b,丙,S4,2026-01-01',
      'G-c,丙,S4,2026-01-01',
    ].join('\n');
    const id = { 'import-id': createHash('sha256').update(file).digest('hex') };
    expect(full(await sendBytes(file, 'text/csv', id))).toEqual([[4, 'PORTFOLIO_FULL']]);
    await send([row('G0', 'S5', '2026-02-01')]);
    expect((await sendBytes(file, 'text/csv', id)).account).toMatchObject({ taken: 1, unchanged: 2, rejected: 0 });
    expect(await sizeOf('S4')).toBe(400);
  });

  it('gives a place that a row made to a row of the same file', async () => {
    const handedOn = Array.from({ length: 3 }, (_, i) => row(`G${i + 1}`, 'S5', '2026-02-01'));
    const renamed = row('H0', 'S4').replace('丙', '丁');
    const { account, rejects } = await send([...rowsOf('H', 2, 'S4'), ...handedOn, renamed, ...rowsOf('I', 2, 'S4')]);
    expect(rejects).toEqual([{ line: 9, field: 'rm_id', code: 'PORTFOLIO_FULL' }]);
    expect(account).toMatchObject({ read: 8, taken: 7, rejected: 1 });
    expect(await typesOf('H0')).toEqual(['ClientRegistered', 'ClientProfileChanged']);
    expect(await sizeOf('S4')).toBe(400);
  });

  it('counts a row once, however often its batch is tried', async () => {
    const { log } = service.parts;
    const append = log.append;
    let attempts = 0;
    log.append = async (...given) => {
      const result = await append.apply(log, given);
      if (++attempts <= 350) throw Object.assign(new Error('gone after it was stored'), { code: '57P01' });
      return result;
    };
    try {
      expect((await send(rowsOf('J', 350, 'S6'))).account).toMatchObject({ taken: 350, rejected: 0 });
    } finally {
      Object.assign(log, { append });
    }
    expect((await send(rowsOf('K', 50, 'S6'))).account).toMatchObject({ taken: 50, rejected: 0 });
    expect(await sizeOf('S6')).toBe(400);
    expect(await service.parts.database.query('select * from portfolio_claim')).toEqual([]);
  });

  it('is not passed by two files and commands at the same time', async () => {
    const query = 'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code } } }';
    const registered = async (i: number) => {
      const variables = { input: { commandId: `L${i}`, id: `L${i}`, name: '丙', tier: 'GOLD', rmId: 'S5' } };
      return (await service.graphql(query, { variables, token: admin })).data.registerClient.errors.length === 0
        ? 1
        : 0;
    };
    const before = await sizeOf('S5');
    const [first, second, ...commands] = await Promise.all([
      send(rowsOf('M', 320, 'S5')),
      send(rowsOf('N', 320, 'S5')),
      ...Array.from({ length: 40 }, (_, i) => registered(i)),
    ]);
    const takenBy = (sent: Awaited<ReturnType<typeof send>>) => (sent.account as { taken: number }).taken;
    expect(await sizeOf('S5')).toBe(400);
    expect(before + takenBy(first) + takenBy(second) + commands.reduce<number>((sum, one) => sum + one, 0)).toBe(400);
  });
});

describe('a file sent with the wrong encoding', () => {
  // 王芳, then 李明, in gb18030.
  const bytes = Buffer.from('client_id,name\nE1,\xcd\xf5\xb7\xbc\nE2,\xc0\xee\xc3\xf7\n', 'latin1');
  const id = { 'import-id': createHash('sha256').update(bytes).digest('hex') };
  const nameOf = async (clientId: string) =>
    (await service.parts.log.read(Client.stream(clientId))).map(({ data }) => (data as { name?: string }).name);

  it('is put right by sending it with the right one', async () => {
    expect((await sendBytes(bytes, 'text/csv; charset=big5', id)).account).toMatchObject({ type: 'account', taken: 2 });
    expect(await nameOf('E1')).not.toContain('王芳');
    expect((await sendBytes(bytes, 'text/csv; charset=gb18030', id)).account).toMatchObject({
      type: 'account',
      taken: 2,
      unchanged: 0,
    });
    expect((await nameOf('E1')).at(-1)).toBe('王芳');
  });

  it('and cut off, stands in nobody’s way', async () => {
    const { database } = service.parts;
    await database.query(`update import_run set state = 'RUNNING', digest = 'of other rows' where import_id like $1`, [
      `${id['import-id']}%big5`,
    ]);
    expect((await sendBytes(bytes, 'text/csv; charset=big5', id)).account).toMatchObject({
      code: 'IMPORT_ID_OF_ANOTHER_FILE',
    });
    expect((await sendBytes(bytes, 'text/csv; charset=gb18030', id)).account).toMatchObject({
      type: 'account',
      unchanged: 2,
    });
    const headers = { authorization: `Bearer ${admin}` };
    const { body } = await service.app.inject({ method: 'GET', url: `/import/clients/${id['import-id']}`, headers });
    expect(JSON.parse(body)).toMatchObject({ importId: id['import-id'], state: 'FINISHED', rowsDone: 2 });
    const unknown = await service.app.inject({ method: 'GET', url: `/import/clients/${'0'.repeat(64)}`, headers });
    expect([unknown.statusCode, unknown.json()]).toMatchObject([404, { code: 'IMPORT_UNKNOWN', field: ['import-id'] }]);
  });
});

describe('an id is compared with what it stands for', () => {
  const first = 'client_id,name\nI1,王芳\nI2,李强\n';
  const other = 'client_id,name\nI1,陈静\nI3,赵敏\n';
  const id = { 'import-id': createHash('sha256').update(first).digest('hex') };
  const nameOf = async (clientId: string) =>
    (await service.parts.log.read(Client.stream(clientId))).map(({ data }) => (data as { name?: string }).name).at(-1);

  it('another file under a used id is refused, and taken under its own', async () => {
    expect((await sendBytes(first, 'text/csv', id)).account).toMatchObject({ taken: 2 });
    expect((await sendBytes(other, 'text/csv', id)).account).toMatchObject({
      code: 'IMPORT_ID_MISMATCH',
      field: ['import-id'],
    });
    expect((await sendBytes(other)).account).toMatchObject({ taken: 2, unchanged: 0 });
    expect([await nameOf('I1'), await nameOf('I3')]).toEqual(['陈静', '赵敏']);
    expect((await sendBytes(first, 'text/csv', id)).account).toMatchObject({ taken: 1, unchanged: 1 });
    expect(await nameOf('I1')).toBe('王芳');
  });

  it('a command that calls itself a row of a file keeps none of its rows out', async () => {
    const file = 'client_id,name\nI4,王芳\n';
    const digest = createHash('sha256').update(file).digest('hex');
    const name = createHash('sha256').update(`${digest}.csv.utf-8`).digest('hex').slice(0, 16);
    const query = 'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { errors { code } } }';
    const variables = { input: { commandId: `import.${name}.1.2`, id: 'I4', name: '乙', tier: 'GOLD', rmId: 'S1' } };
    expect((await service.graphql(query, { variables, token: admin })).data.registerClient.errors).toEqual([]);
    expect((await sendBytes(file, 'text/csv', { 'import-id': digest })).account).toMatchObject({
      taken: 1,
      unchanged: 0,
    });
    expect(await nameOf('I4')).toBe('王芳');
  });
});

it('ids of NDJSON numbers that a double would make one are two clients', async () => {
  const ids = ['622202123456789012', '622202123456789013'];
  const { account } = await send(
    ids.map((each) => `{"client_id":${each},"name":"王芳"}`),
    '',
    'application/x-ndjson',
  );
  expect(account).toMatchObject({ read: 2, taken: 2 });
  for (const each of ids) expect(await typesOf(each)).toEqual(['ClientRegistered']);
});

it('a failure that nobody foresaw is told to the log, and no more than that to the sender', async () => {
  const { log, logger } = service.parts;
  const [readMany, error] = [log.readMany, logger.error];
  const logged: unknown[][] = [];
  log.readMany = () => Promise.reject(new RangeError('broken'));
  logger.error = (...line: unknown[]) => void logged.push(line);
  try {
    const { account } = await sendBytes('client_id,name\nX1,王芳\n', 'text/csv', { 'x-correlation-id': 'k-1' });
    expect(account).toMatchObject({ code: 'IMPORT_FAILED' });
    expect(logged).toEqual([
      [{ err: expect.any(RangeError), kind: 'clients', correlationId: 'k-1' }, 'an import stopped'],
    ]);
  } finally {
    Object.assign(log, { readMany });
    Object.assign(logger, { error });
  }
});
