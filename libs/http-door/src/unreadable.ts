import type { Socket } from 'node:net';
import { sentence } from '@hengxin/event-sourcing';
import { SAFE_HEADERS } from './answer-headers.js';
import { doorRejections } from './door.rejections.js';
import { languageOf } from './language.js';

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers what is no HTTP, and headers that never end, and closes. There are no headers that would tell a language. */
export function refuseUnreadable({ code: fault = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (fault === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = fault === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'REQUEST_NOT_IN_TIME' : 'REQUEST_MALFORMED';
  const body = JSON.stringify({ code, message: sentence(doorRejections.texts[code], languageOf(undefined), {}) });
  const head = [
    `HTTP/1.1 ${STATUS_LINES[fault] ?? '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(SAFE_HEADERS).map((header) => header.join(': ')),
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Ending alone would leave the other half to a caller that sent nothing worth reading.
  socket.destroySoon();
}
