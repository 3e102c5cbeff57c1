import { connect as connectPlain, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { after } from '@hengxin/waiting';
import type { Node, Target } from './url.js';

/** What a client of HTTP/2 says first, and an empty frame of settings. A server answers with settings of its own. */
const GREETING = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const SETTINGS = 4;
const DISTRUST = /^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH)/;
const AWAY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'is no host that is known',
  EAI_AGAIN: 'is no host that is known at this moment',
  EHOSTUNREACH: 'can not be reached',
  ENETUNREACH: 'can not be reached',
};

type Heard = 'http2' | 'other' | 'nothing';

/** What keeps a client from speaking with a node, as far as one connection tells; undefined when nothing does. */
export async function probe(node: Node, tls: Target['tls'], withinMs: number): Promise<string | undefined> {
  const until = Date.now() + withinMs;
  // An IPv6 address stands in brackets for gRPC, and without them for a socket.
  const bare = { ...node, address: node.address.replace(/^\[|\]$/g, '') };
  try {
    return tls ? await probeTls(bare, tls, until) : await probePlain(bare, until);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return AWAY[code] ?? `does not answer${code && ` (${code})`}`;
  }
}

async function probePlain(node: Node, until: number): Promise<string | undefined> {
  const heard = await greeted(connectPlain({ host: node.address, port: node.port }), 'connect', until);
  if (heard === 'http2') return undefined;
  if (await speaksTls(node, until)) return 'asks for TLS, and its URL says tls=false';
  return heard === 'nothing' ? 'does not answer' : 'is no EventStoreDB';
}

async function probeTls(
  node: Node,
  { ca, cert, key }: NonNullable<Target['tls']>,
  until: number,
): Promise<string | undefined> {
  try {
    const socket = connectTls({ ...tlsTo(node), ...(ca && { ca }), ...(cert && key && { cert, key }) });
    const heard = await greeted(socket, 'secureConnect', until);
    return heard === 'http2' ? undefined : 'is no EventStoreDB';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (DISTRUST.test(code))
      return `shows a certificate that is not trusted (${code}): name the certificate of its signer in tlsCAFile`;
    if (code in AWAY) throw error;
    const heard = await greeted(connectPlain({ host: node.address, port: node.port }), 'connect', until);
    if (heard === 'http2') return 'speaks no TLS: write tls=false in its URL, or set TLS up';
    return heard === 'nothing' ? 'does not answer' : 'is no EventStoreDB';
  }
}

function speaksTls(node: Node, until: number): Promise<boolean> {
  // Nothing is sent on it: who the server is does not matter here.
  const socket = connectTls({ ...tlsTo(node), rejectUnauthorized: false });
  return opened(socket, 'secureConnect', until).then(
    () => (socket.destroy(), true),
    () => (socket.destroy(), false),
  );
}

function tlsTo({ address, port }: Node) {
  return { host: address, port, ALPNProtocols: ['h2'], ...(isIP(address) === 0 && { servername: address }) };
}

/** Connects, greets, and closes. Rejects when no connection comes about. */
async function greeted(socket: Socket, event: 'connect' | 'secureConnect', until: number): Promise<Heard> {
  try {
    await opened(socket, event, until);
    return await new Promise<Heard>((resolve) => {
      const stop = after(Math.max(until - Date.now(), 50), () => resolve('nothing'));
      const answer = (heard: Heard): void => (stop(), resolve(heard));
      socket.once('data', (data: Buffer) => answer(data.length > 3 && data[3] === SETTINGS ? 'http2' : 'other'));
      for (const over of ['close', 'error'] as const) socket.once(over, () => answer('other'));
      socket.write(GREETING);
    });
  } finally {
    socket.destroy();
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', until: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(Object.assign(new Error('too late'), { code: '' }));
    const stop = after(Math.max(until - Date.now(), 50), late);
    const over = (action: () => void) => () => (stop(), action());
    socket.once(event, over(resolve));
    socket.once(
      'close',
      over(() => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))),
    );
    socket.on('error', (error) => (stop(), reject(error)));
  });
}
