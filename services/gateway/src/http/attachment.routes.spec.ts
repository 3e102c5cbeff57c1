import type { Socket } from 'node:net';
import { every } from '@hengxin/waiting';
import { openRaw, saidUntilClosed } from '../testing/raw-call.js';
import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await RunningGateway.start();
}, 60_000);
afterAll(() => gateway.stop());

const send = async (path: string, headers: Record<string, string> = {}) => {
  const token = await gateway.issuer.issue('RM1');
  return fetch(`${gateway.url}${path}`, {
    method: 'POST',
    body: 'x'.repeat(100_000),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'image/jpeg',
      'command-id': 'A1',
      'file-name': 'a%20b.jpg',
      ...headers,
    },
  });
};

const BYTES = 1_000;
/** An upload of which the second half does not come by itself. */
const half = async (subject: string): Promise<Socket> => {
  const token = await gateway.issuer.issue(subject);
  const headers = ['content-type: image/jpeg', 'command-id: A1', 'file-name: a.jpg', `content-length: ${BYTES}`];
  return openRaw(
    gateway.url,
    ['POST /attachments/half HTTP/1.1', `authorization: Bearer ${token}`, 'connection: close', ...headers],
    'x'.repeat(BYTES / 2),
  );
};
/** Once so many of them have come to the service. */
const reached = async (count: number): Promise<void> => {
  const halves = () => gateway.services.seen.filter(({ headers }) => headers['content-length'] === String(BYTES));
  while (halves().length < count) await gateway.ask('{ me { id } }');
};

describe('photos and voice notes of visits', () => {
  it('go to the service that keeps them, with their name and their command', async () => {
    const answer = await send('/attachments/V1');
    expect([answer.status, await answer.json()]).toEqual([
      201,
      {
        ...{ service: 'visit-logging', path: '/attachments/V1', fileName: 'a%20b.jpg' },
        ...{ commandId: 'A1', bytes: 100_000, token: true },
      },
    ]);
  });

  it('are opened by a link without a token, with what they say of themselves and nothing else', async () => {
    const answer = await fetch(`${gateway.url}/attachments/V1~A1~S1~abc~sign`);
    expect([answer.status, await answer.text()]).toEqual([200, 'visit-logging /attachments/V1~A1~S1~abc~sign']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'image/png', 'content-disposition': 'inline', 'cache-control': 'private, no-store' },
      ...{ 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' },
    });
    expect(answer.headers.get('set-cookie')).toBeNull();
    const { headers } = gateway.services.seen.at(-1)!;
    expect([headers['authorization'], headers['cookie']]).toEqual([undefined, undefined]);
  });

  it('of a link that is over are refused as the service does', async () => {
    const answer = await fetch(`${gateway.url}/attachments/over`);
    expect([answer.status, await answer.json()]).toEqual([410, { code: 'ATTACHMENT_LINK_EXPIRED' }]);
  });

  it.each(['/attachments/', '/attachments/a/b', '/attachments/%2e%2e/internal', '/attachments/a%20b'])(
    'are nowhere at %s',
    async (path) => {
      for (const answer of [await send(path), await fetch(`${gateway.url}${path}`)])
        expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
    },
  );

  it('are sent with a token alone', async () => {
    const answer = await send('/attachments/V1', { authorization: '' });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'TOKEN_MISSING' }]);
  });

  it('are sent two at a time by each caller, and the next once one has arrived', async () => {
    const [first, second] = [await half('RM1'), await half('RM1')];
    await reached(2);
    const refused = await send('/attachments/V1');
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'UPLOADS_TOO_MANY' }]);
    const other = await half('RM2');
    await reached(3);
    const said = saidUntilClosed(first);
    first.write('x'.repeat(BYTES / 2));
    expect((await said)[0]).toBe('201');
    expect((await send('/attachments/V1')).status).toBe(201);
    for (const call of [second, other]) call.destroy();
  });

  it('of a service that is down are refused by name', async () => {
    await gateway.services.stop('visit-logging');
    for (const answer of [await send('/attachments/V1'), await fetch(`${gateway.url}/attachments/x`)])
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'SERVICE_UNAVAILABLE' }]);
  });
});

describe('a photo of which a little comes now and then', () => {
  beforeAll(async () => {
    await gateway.stop();
    gateway = await RunningGateway.start({ HENGXIN_ATTACHMENT_TIMEOUT_MS: '300' });
  }, 60_000);

  it('is refused once its time is over, and its connection closed', async () => {
    const call = await half('RM1');
    const stop = every(20, () => call.write('x'));
    expect(await saidUntilClosed(call)).toEqual(['408', 'REQUEST_NOT_IN_TIME']);
    stop();
  });
});
