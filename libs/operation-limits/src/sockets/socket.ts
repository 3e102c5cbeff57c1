import type { WebSocket } from 'ws';
import { every } from '@hengxin/waiting';

/** A socket that does not take what is sent to it is given up before it fills the memory. */
const MOST_BUFFERED_BYTES = 4_194_304;
const MOST_REASON_BYTES = 123;

/** Resolves when the text has left, so that events wait for a slow socket. */
export function deliver(socket: WebSocket, text: string): Promise<void> {
  if (socket.bufferedAmount > MOST_BUFFERED_BYTES) socket.close(1013, 'messages are not taken: connect again');
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, () => resolve());
  });
}

/**
 * Ends a socket whose other side has let a ping go by: it would be held, with all that waits for it, until the network
 * gives it up.
 */
export function endWhenSilent(socket: WebSocket, everyMs: number): void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const stop = every(everyMs, () => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  });
  socket.once('close', stop);
}

/** Connection parameters as headers; those nested under `headers`, where some clients put them, win. */
export function lowerCased(params: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const nested = params['headers'];
  const given = { ...params, ...(typeof nested === 'object' ? nested : {}) };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );
}

/** A close reason holds 123 bytes: the code, and as much of the sentence as fits. */
export function closeReason(code: string, sentence: string): string {
  const text = `${code}: ${sentence}`;
  let end = text.length;
  while (Buffer.byteLength(text.slice(0, end)) > MOST_REASON_BYTES) end--;
  return text.slice(0, end).toWellFormed();
}
