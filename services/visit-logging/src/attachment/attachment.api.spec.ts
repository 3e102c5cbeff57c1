import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttachmentAdded } from '@hengxin/contracts';
import { personalPaths } from '@hengxin/event-sourcing';
import { VisitedBank } from '../testing/visited-bank.suite.js';
import { ClientKeys } from './client-keys.js';

let bank: VisitedBank;
let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengxin-attachments-'));
  bank = await VisitedBank.open({ env: { HENGXIN_ATTACHMENTS: folder, HENGXIN_ATTACHMENT_BYTES: '1000000' } });
  for (const id of ['C1', 'C2', 'C3', 'C4']) await bank.client(id);
  url = await bank.service.app.listen(0, '127.0.0.1').then(() => bank.service.app.getUrl());
}, 60_000);
afterAll(async () => {
  await bank?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const MARK = '只有本人应当看到的内容';
/** What begins as a photo does. */
const photo = (more = 200_000) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(MARK), randomBytes(more)]);
const voice = () => Buffer.concat([Buffer.from('RIFF\x24\x08\x00\x00WAVEfmt ', 'latin1'), randomBytes(500)]);

/** What an upload is answered, whether it was taken or refused. */
interface Answer {
  readonly attachment: { readonly id: string; readonly contentType: string };
  readonly code?: string;
}
interface Sent {
  readonly as?: string | null;
  readonly name?: string;
  readonly commandId?: string | null;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
}
async function send(
  visitId: string,
  { as = 'S1', name = '合同.jpg', commandId = randomUUID(), body, headers }: Sent = {},
) {
  const token = as === null ? null : await bank.service.token(as);
  const answer = await fetch(`${url}/attachments/${visitId}`, {
    method: 'POST',
    headers: {
      'accept-language': 'en',
      'file-name': encodeURIComponent(name),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(commandId && { 'command-id': commandId }),
      ...headers,
    },
    body: body ?? photo(),
    duplex: 'half',
  } as RequestInit);
  return { status: answer.status, ...((await answer.json()) as Answer) };
}
const ATTACHMENTS = `query ($id: ID!) { visit(id: $id) {
  attachments { id name contentType bytes addedAt addedBy { id } url } } }`;
const attachments = async (id: string, as = 'S1') => {
  await bank.service.caughtUp();
  return (await bank.ask(ATTACHMENTS, as, { id })).visit.attachments;
};
const open = async (path: string) => {
  const answer = await fetch(`${url}${path}`, { headers: { 'accept-language': 'en' } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const codeOf = async (path: string) => {
  const { status, bytes } = await open(path);
  return [status, (JSON.parse(bytes.toString()) as { code: string }).code];
};
async function stored(): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
}

describe('a photo or voice note of a visit', () => {
  it('is added while the visit goes on, listed and opened as it was', async () => {
    const visitId = await bank.plan('C1');
    const bytes = photo();
    const added = await send(visitId, { body: bytes });
    expect(added).toMatchObject({
      ...{ status: 201, position: expect.any(String) },
      attachment: { name: '合同.jpg', contentType: 'image/jpeg', bytes: bytes.length, addedBy: 'S1' },
    });
    expect((await send(visitId, { name: '家常.wav', body: voice() })).attachment.contentType).toBe('audio/wav');
    const [first, second] = await attachments(visitId);
    expect([first, second.name]).toMatchObject([{ id: added.attachment.id, addedBy: { id: 'S1' } }, '家常.wav']);
    const shown = await open(first.url);
    expect(shown.status).toBe(200);
    expect(shown.bytes.equals(bytes)).toBe(true);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      ...{ 'content-type': 'image/jpeg', 'content-length': String(bytes.length), 'cache-control': 'private, no-store' },
      'content-disposition': "inline; filename*=UTF-8''%E5%90%88%E5%90%8C.jpg",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  it('lies nowhere in the clear, and its name stays out of published events', async () => {
    const visitId = await bank.plan('C1');
    await send(visitId);
    const files = await stored();
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect((await readFile(file)).includes(MARK)).toBe(false);
    expect(files.join()).not.toContain('合同');
    expect(personalPaths(AttachmentAdded.schema)).toEqual([['attachment', 'name']]);
  });

  it('sent again under its command is added once; another file under it is refused and replaces nothing', async () => {
    const visitId = await bank.plan('C1');
    const commandId = randomUUID();
    const bytes = photo();
    const first = await send(visitId, { commandId, body: bytes });
    const again = await send(visitId, { commandId, body: bytes });
    expect([again.status, again.attachment.id]).toEqual([201, first.attachment.id]);
    expect(await send(visitId, { commandId })).toMatchObject({ status: 409, code: 'COMMAND_ID_REUSED' });
    const [only, ...others] = await attachments(visitId);
    expect(others).toEqual([]);
    expect((await open(only.url)).bytes.equals(bytes)).toBe(true);
  });

  it('keeps its file though its command is used again with other words about the same bytes', async () => {
    const visitId = await bank.plan('C1');
    const elsewhere = await bank.plan('C1');
    const commandId = randomUUID();
    const bytes = photo();
    await send(visitId, { commandId, body: bytes });
    const before = (await stored()).length;
    const refused = [
      await send(visitId, { commandId, body: bytes, name: '别名.jpg' }),
      await send(elsewhere, { commandId, body: bytes }),
    ];
    const reused = { status: 409, code: 'COMMAND_ID_REUSED' };
    expect(refused).toMatchObject([reused, reused]);
    expect((await stored()).length).toBe(before);
    const [only] = await attachments(visitId);
    expect((await open(only.url)).bytes.equals(bytes)).toBe(true);
    expect(await attachments(elsewhere)).toEqual([]);
  });

  it('sent twice at once is added once, and its file is kept once', async () => {
    const visitId = await bank.plan('C1');
    const commandId = randomUUID();
    const bytes = photo();
    const before = (await stored()).length;
    const answers = await Promise.all([1, 2, 3].map(() => send(visitId, { commandId, body: bytes })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ attachment }) => attachment.id)).size).toBe(1);
    expect((await stored()).length).toBe(before + 1);
    expect((await open((await attachments(visitId))[0].url)).bytes.equals(bytes)).toBe(true);
  });

  it('is added by those who go along as well', async () => {
    const visitId = await bank.plan('C1', { participantIds: ['S3'] });
    expect((await send(visitId, { as: 'S3' })).status).toBe(201);
    expect(await attachments(visitId, 'S3')).toHaveLength(1);
  });
});

describe('a file that is refused', () => {
  it.each<[string, number, string, Sent]>([
    ['no photo, whatever its name says', 415, 'ATTACHMENT_TYPE_UNKNOWN', { body: '<html><script>alert(1)</script>' }],
    ['a photo that can run', 415, 'ATTACHMENT_TYPE_UNKNOWN', { body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }],
    ['empty', 415, 'ATTACHMENT_TYPE_UNKNOWN', { body: '' }],
    ['with a path in its name', 400, 'ATTACHMENT_NAME_INVALID', { name: '../../etc/passwd' }],
    ['with a drive in its name', 400, 'ATTACHMENT_NAME_INVALID', { name: 'C:\\photo.jpg' }],
    ['with a name that cannot be read', 400, 'ATTACHMENT_NAME_INVALID', { headers: { 'file-name': '%E0%A4%A' } }],
    ['without a name', 400, 'ATTACHMENT_NAME_INVALID', { name: '' }],
    ['without a command', 400, 'ATTACHMENT_COMMAND_MISSING', { commandId: null }],
    ['larger than is taken', 413, 'ATTACHMENT_TOO_LARGE', { body: photo(1_000_000) }],
    ['without a token', 401, 'TOKEN_MISSING', { as: null }],
    ['from head office', 403, 'NOT_ALLOWED', { as: 'O1' }],
    ['for somebody else’s visit', 404, 'VISIT_UNKNOWN', { as: 'S2' }],
    ['from a head who does not go along', 404, 'VISIT_UNKNOWN', { as: 'H1' }],
  ])('is %s', async (_, status, code, sent) => {
    const visitId = await bank.plan('C2');
    const before = (await stored()).length;
    expect(await send(visitId, sent)).toMatchObject({ status, code, message: expect.any(String) });
    expect((await stored()).length).toBe(before);
    expect(await attachments(visitId)).toEqual([]);
  });

  it('is one for a visit that was called off, or that is not there', async () => {
    const visitId = await bank.plan('C2');
    await bank.tell('cancelVisit', 'S1', { visitId, reason: '改期' });
    expect(await send(visitId)).toMatchObject({ status: 409, code: 'VISIT_CALLED_OFF' });
    expect(await send('V-nowhere')).toMatchObject({ status: 404, code: 'VISIT_UNKNOWN' });
    expect(await send('..%2Fetc')).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });

  it('of 300 MB that says so is refused before a byte of it came', async () => {
    const visitId = await bank.plan('C2');
    const headers = {
      authorization: `Bearer ${await bank.service.token('S1')}`,
      ...{ 'command-id': randomUUID(), 'file-name': 'a.jpg', 'content-length': '300000000' },
    };
    const call = request(`${url}/attachments/${visitId}`, { method: 'POST', headers });
    call.flushHeaders();
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      call.on('response', resolve).on('error', reject),
    );
    expect(answer.statusCode).toBe(413);
    call.on('error', () => undefined).destroy();
  });

  it('of 300 MB that does not is refused while it streams, in flat memory', async () => {
    const visitId = await bank.plan('C2');
    const MEGABYTE = 1_000_000;
    const chunk = photo(MEGABYTE);
    const sentMegabytes = { count: 0 };
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (++sentMegabytes.count > 300) controller.close();
          else controller.enqueue(chunk);
        },
      });
    const before = process.memoryUsage().rss;
    const refused = await send(visitId, { body: endless() });
    expect(refused).toMatchObject({ status: 413, code: 'ATTACHMENT_TOO_LARGE' });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MEGABYTE);
    expect(await attachments(visitId)).toEqual([]);
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith('hengxin-attachment-'));
    expect(left).toEqual([]);
  }, 60_000);
});

describe('a link to an attachment', () => {
  let visitId: string;
  let link: string;
  beforeAll(async () => {
    visitId = await bank.plan('C3');
    await send(visitId);
    link = (await attachments(visitId))[0].url;
  });
  afterEach(() => bank.service.clock.set('2026-03-02T09:00:00+08:00'));

  it('that was forged leads nowhere', async () => {
    const forged = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;
    for (const path of [forged, link.replace('~S1~', '~H1~'), '/attachments/nothing', '/attachments/..%2F..%2Fetc'])
      expect([path, await codeOf(path)]).toEqual([path, [404, 'ATTACHMENT_NOT_FOUND']]);
  });

  it('is good for ten minutes', async () => {
    bank.service.clock.set('2026-03-02T09:10:00+08:00');
    expect((await open(link)).status).toBe(200);
    bank.service.clock.set('2026-03-02T09:10:01+08:00');
    expect(await codeOf(link)).toEqual([410, 'ATTACHMENT_LINK_EXPIRED']);
  });

  it('asks again who may see the visit: a head who has moved away does not', async () => {
    const ofHead = (await attachments(visitId, 'H1'))[0].url;
    expect((await open(ofHead)).status).toBe(200);
    const head = { staffId: 'H1', role: 'UNIT_HEAD', validFrom: null } as const;
    await bank.service.place([], [{ ...head, unitId: 'U2' }]);
    expect(await codeOf(ofHead)).toEqual([404, 'ATTACHMENT_NOT_FOUND']);
    await bank.service.place([], [{ ...head, unitId: 'U1' }]);
    expect((await open(ofHead)).status).toBe(200);
  });

  it('is made for nobody who may not see the client by name', async () => {
    expect(await attachments(visitId, 'O1')).toEqual([]);
    const token = await bank.service.token('X1', { role: 'INTEGRATION', unitId: 'U1' });
    const { data } = await bank.service.graphql(ATTACHMENTS, { token, variables: { id: visitId } });
    expect(data.visit.attachments).toEqual([]);
    await bank.service.caughtUp();
    expect((await bank.ask(ATTACHMENTS, 'S2', { id: visitId })).visit).toBeNull();
  });

  it('opens no file that was changed in the store', async () => {
    const other = await bank.plan('C3');
    const before = new Set(await stored());
    await send(other);
    const [file] = (await stored()).filter((path) => !before.has(path));
    const bytes = await readFile(file!);
    bytes[1_000] = bytes[1_000]! ^ 1;
    await writeFile(file!, bytes);
    expect(await codeOf((await attachments(other))[0].url)).toEqual([410, 'ATTACHMENT_UNREADABLE']);
  });
});

describe('a client who was erased', () => {
  it('leaves files that nobody can read, and gets no other key', async () => {
    const visitId = await bank.plan('C4');
    await send(visitId);
    const [{ url: link }] = await attachments(visitId);
    expect((await open(link)).status).toBe(200);
    const keys = bank.service.app.get(ClientKeys);
    await keys.erase('C4');
    await keys.erase('C4');
    expect(await codeOf(link)).toEqual([410, 'ATTACHMENT_UNREADABLE']);
    expect(await send(visitId)).toMatchObject({ status: 410, code: 'ATTACHMENT_UNREADABLE' });
    expect(await keys.find('C4')).toBeUndefined();
  });
});

describe('a store that cannot be reached', () => {
  it('is said by name, and nothing is kept', async () => {
    const visitId = await bank.plan('C1');
    const place = join(folder, 'no-folder');
    await writeFile(place, '');
    await bank.service.restart({ HENGXIN_ATTACHMENTS: place });
    url = await bank.service.app.listen(0, '127.0.0.1').then(() => bank.service.app.getUrl());
    expect(await send(visitId)).toMatchObject({ status: 503, code: 'ATTACHMENT_STORE_UNAVAILABLE' });
    expect(await attachments(visitId)).toEqual([]);
  });
});
