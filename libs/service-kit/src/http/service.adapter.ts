import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { OperationRefused, wantsSocket } from '@hengxin/operation-limits';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../catalogue/language.js';
import { refusedOperation } from '../graphql/operation-refusal.js';
import type { RefusalFilter } from './refusal.filter.js';

/** Fastify as a service needs it: what Fastify itself finds wrong is answered like everything else, by a code and in words of ours. */
export class ServiceAdapter extends FastifyAdapter {
  constructor(refusals: RefusalFilter, options: FastifyHttpOptions<Server>) {
    const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => refusals.answer(error, request, reply);
    super({
      ...options,
      http: { shouldUpgradeCallback: wantsSocket },
      frameworkErrors: answer,
      clientErrorHandler: refuseUnreadable,
    });
    // A route keeps the handler that is there when it is made; Nest brings its own only when its routes are made.
    this.getInstance<FastifyInstance>().setErrorHandler(answer);
  }

  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers what is no HTTP. It has no headers that would tell a language. */
function refuseUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(refusedOperation(new OperationRefused('REQUEST_MALFORMED'), languageOf(undefined)).body);
  const head = [
    `HTTP/1.1 ${STATUS_LINES[code] ?? '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
