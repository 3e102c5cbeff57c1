import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Whether a request becomes a socket. Any other request that offers another protocol is answered in the one that it
 * speaks: `Upgrade: h2c`, which many clients send with every request, is an offer and no demand.
 */
export function wantsSocket({ method, url, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && url?.split('?')[0] === '/graphql';
}

export function onUpgrade(
  server: Server,
  take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has taken its own listener away: without any, a caller who breaks off now would end the process.
    socket.on('error', () => socket.destroy());
    take(request, socket, head);
  });
}
