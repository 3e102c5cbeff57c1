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
    [place('S1', 'RM'), place('S2', 'RM'), place('S3', 'RM'), place('H1', 'UNIT_HEAD')],
  );
  admin = await service.token('loader', { role: 'ADMIN' });
}, 60_000);
afterAll(() => service?.stop());

const HEADER = 'client_id,name,phone,tier,rm_id,assigned_from,contacts_a_year,birthday,preferred_channel,interests,consents';

/** The account of a file, and its rejected rows. */
async function send(rows: readonly string[], header = HEADER, type = 'text/csv') {
  const response = await service.app.inject({
    method: 'POST',
    url: '/import/clients',
    headers: { authorization: `Bearer ${admin}`, 'content-type': type, 'accept-language': 'en' },
    payload: [header, ...rows].filter(Boolean).join('\n'),
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
  return { account: messages.at(-1)!, rejects };
}

const typesOf = async (id: string) => (await service.parts.log.read(Client.stream(id))).map(({ type }) => type);

const ROW = 'C1,欧阳晓明,13800001234,GOLD,S1,2026-01-01,6,lunar:1968-08-15,PHONE,钓鱼;书法,PHONE/SERVICE;WECHAT/MARKETING@2027-01-31';

it('a row registers, consents and assigns in one append, since the day of the assignment', async () => {
  expect((await send([ROW])).account).toMatchObject({ type: 'account', read: 1, taken: 1, unchanged: 0, rejected: 0 });
  const events = await service.parts.log.read(Client.stream('C1'));
  expect(events.map(({ type }) => type)).toEqual(['ClientRegistered', 'ConsentGranted', 'ConsentGranted', 'ClientAssigned']);
  expect(events[0]!.data).toMatchObject({
    birthday: { calendar: 'LUNAR', month: 8, day: 15, year: 1968 },
    interests: ['钓鱼', '书法'],
    registeredOn: '2026-01-01',
  });
  expect(events[2]!.data).toMatchObject({ channel: 'WECHAT', expiresOn: '2027-01-31', decidedAt: '2026-01-01T00:00:00+08:00' });
  expect(new Set(events.map(({ meta }) => meta.commandId)).size).toBe(1);
});

it('the same file again changes nothing', async () => {
  expect((await send([ROW])).account).toMatchObject({ taken: 0, unchanged: 1, rejected: 0 });
});

it('a changed row yields only what changed, and another rm_id from a later day is a handover', async () => {
  const changed = ROW.replace('GOLD', 'PRIVATE').replace('S1,2026-01-01', 'S2,2026-02-01');
  expect((await send([changed])).account).toMatchObject({ taken: 1 });
  expect((await typesOf('C1')).slice(4)).toEqual(['ClientProfileChanged', 'ClientAssigned']);
  expect((await send([changed])).account).toMatchObject({ unchanged: 1 });
});

it('several rows of one client in a file are taken in their order', async () => {
  const rows = ['C2,李明,,,S1,2026-01-01,,,,,', 'C2,李明,,,S2,2026-02-01,,,,,', 'C2,李明,,,S3,2026-03-01,,,,,'];
  expect((await send(rows)).account).toMatchObject({ read: 3, taken: 3 });
  expect(await typesOf('C2')).toEqual(['ClientRegistered', 'ClientAssigned', 'ClientAssigned', 'ClientAssigned']);
  expect((await send(rows)).account).toMatchObject({ read: 3, taken: 0, unchanged: 3, rejected: 0 });
});

it('a row with no more than id and name is a client', async () => {
  expect((await send(['C3,王芳'], 'client_id,name')).account).toMatchObject({ taken: 1 });
  const [registered] = await service.parts.log.read(Client.stream('C3'));
  expect(registered!.data).toMatchObject({ tier: 'STANDARD', contactsAYear: 6, phone: null, registeredOn: '2026-03-02' });
});

it('NDJSON says the same', async () => {
  const line = JSON.stringify({ client_id: 'C4', name: '王芳', consents: ['PHONE/SERVICE'], rm_id: 'S1', assigned_from: '2026-01-05' });
  expect((await send([line], '', 'application/x-ndjson')).account).toMatchObject({ taken: 1 });
  expect(await typesOf('C4')).toEqual(['ClientRegistered', 'ConsentGranted', 'ClientAssigned']);
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

it('a portfolio takes 400 clients out of a file, and no more', async () => {
  const rows = Array.from({ length: 410 }, (_, i) => `F${i},丙,,,S3,2026-01-01,,,,,`);
  const { account, rejects } = await send(rows);
  // S3 keeps C2 already.
  expect(account).toMatchObject({ taken: 399, rejected: 11 });
  expect(rejects[0]).toEqual({ line: 401, field: 'rm_id', code: 'PORTFOLIO_FULL' });
});
