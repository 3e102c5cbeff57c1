import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A connection on which exactly these lines are sent, which `fetch` would tidy up. Its own half stays open. */
export function openRaw(url: string, [requestLine, ...headers]: readonly string[], body = ''): Socket {
  const { hostname, port, host } = new URL(url);
  const named = headers.some((header) => /^host:/i.test(header)) ? headers : [`host: ${host}`, ...headers];
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.write([requestLine, ...named, '', body].join('\r\n'));
  return socket;
}

/** The status and the first code of what is answered, once the other side has closed. */
export async function saidUntilClosed(socket: Socket): Promise<[string | undefined, string | undefined]> {
  const answer = await text(socket);
  socket.destroy();
  return [/^HTTP\/1.1 (\d+)/.exec(answer)?.[1], /"code":"(\w+)"/.exec(answer)?.[1]];
}
