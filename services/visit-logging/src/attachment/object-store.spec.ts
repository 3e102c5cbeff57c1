import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FolderStore } from './folder.store.js';
import { type ObjectStore, ObjectStoreUnavailable } from './object-store.port.js';
import { S3Store } from './s3.store.js';

const ID = 'a1b2c3d4-0000-4000-8000-000000000001';
const whole = async (source: Readable | undefined): Promise<Buffer | undefined> =>
  source && Buffer.concat(await source.toArray());

/**
 * A double of S3, as far as objects of one bucket are put, got and deleted. It checks no signature, only that there is
 * one, and takes no chunks, which not every store knows.
 */
class S3Double {
  readonly objects = new Map<string, Buffer>();
  readonly faults: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    // A sender that breaks off gets no answer.
    this.answer(request, response).catch(() => response.destroy());
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url!, 'http://s3').pathname;
    const body = Buffer.concat(await request.toArray());
    if (!/^AWS4-HMAC-SHA256 Credential=double\//.test(request.headers.authorization ?? ''))
      this.faults.push(`${request.method} ${path} is not signed`);
    if (request.headers['content-encoding'] || request.headers['x-amz-trailer'])
      this.faults.push(`${request.method} ${path} comes in chunks`);
    if (!path.startsWith('/hengxin/')) {
      response.writeHead(404, { 'content-type': 'application/xml' }).end(NO_SUCH_BUCKET);
    } else if (request.method === 'PUT') {
      if (Number(request.headers['content-length']) !== body.length) this.faults.push('another length than was said');
      this.objects.set(path, body);
      response.setHeader('etag', `"${createHash('md5').update(body).digest('hex')}"`).end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(path);
      response.writeHead(204).end();
    } else {
      const found = this.objects.get(path);
      if (found) response.setHeader('content-length', found.length).end(found);
      else response.writeHead(404, { 'content-type': 'application/xml' }).end(NO_SUCH_KEY);
    }
  }
}
const NO_SUCH_BUCKET = '<?xml version="1.0"?><Error><Code>NoSuchBucket</Code><Message>no such bucket</Message></Error>';
const NO_SUCH_KEY = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>';

let folder: string;
let s3: S3Double;
let endpoint: string;
beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'double';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'double-secret';
  folder = await mkdtemp(join(tmpdir(), 'hengxin-store-'));
  s3 = new S3Double();
  endpoint = await s3.listen();
});
afterAll(async () => {
  delete process.env['AWS_ACCESS_KEY_ID'];
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  await s3?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const bucketAt = (at: string, bucket = 'hengxin') =>
  S3Store.open({ bucket, prefix: 'attachments/', region: 'cn-north-1', endpoint: at });

describe.each<[string, () => ObjectStore | Promise<ObjectStore>]>([
  ['a folder', () => new FolderStore(folder)],
  ['a bucket', () => bucketAt(endpoint)],
])('the object store in %s', (_, open) => {
  let store: ObjectStore;
  beforeAll(async () => void (store = await open()));

  const put = (bytes: Buffer) => store.put(ID, Readable.from([bytes], { objectMode: false }), bytes.length);
  it('gives back what was put, replaced as a whole, until it is removed', async () => {
    expect(await store.get(ID)).toBeUndefined();
    await put(Buffer.alloc(200_000, 7));
    expect((await whole(await store.get(ID)))?.equals(Buffer.alloc(200_000, 7))).toBe(true);
    await put(Buffer.from('second'));
    expect(String(await whole(await store.get(ID)))).toBe('second');
    await store.remove(ID);
    await store.remove(ID);
    expect(await store.get(ID)).toBeUndefined();
  });

  it('keeps nothing of what broke off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(1_000);
        throw new Error('the sender has gone');
      })(),
      { objectMode: false },
    );
    await expect(store.put(ID, broken, 5_000)).rejects.toBeInstanceOf(ObjectStoreUnavailable);
    expect(await store.get(ID)).toBeUndefined();
  });
});

describe('the object store in a bucket', () => {
  it('lies under its prefix, and each call is signed', async () => {
    const store = await bucketAt(endpoint);
    await store.put(ID, Readable.from([Buffer.from('x')], { objectMode: false }), 1);
    expect([...s3.objects.keys()]).toEqual([`/hengxin/attachments/${ID}`]);
    expect(s3.faults).toEqual([]);
  });

  it('that is not there is said so by name, and not taken for one without the object', async () => {
    const store = await bucketAt(endpoint, 'elsewhere');
    await expect(store.get(ID)).rejects.toBeInstanceOf(ObjectStoreUnavailable);
  });

  it('that cannot be reached is said so by name', async () => {
    const store = await bucketAt('http://127.0.0.1:1');
    await expect(store.get(ID)).rejects.toBeInstanceOf(ObjectStoreUnavailable);
  }, 30_000);
});

describe('the object store in a folder', () => {
  it.each(['../../etc/passwd', 'a/b', '', '..'])('knows no object by the name %j', async (name) =>
    expect(new FolderStore(folder).get(name)).rejects.toBeInstanceOf(TypeError),
  );
});
