import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { gatewayRejections } from '../gateway.rejections.js';
import { Refusal, languageOf } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { readHeaders } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';

/** Answers any error beside the API as `{ code, message }`, in the caller's language, whoever found it: Fastify, Nest or the gateway. */
export class PlainRefusals {
  constructor(
    private readonly logger: Logger,
    private readonly bodyBytes: number,
  ) {}

  readonly answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { language, correlationId } = readHeaders(request.headers);
    const refusal = this.read(error, request, correlationId);
    if (refusal.code === 'INTERNAL') this.logger.error({ err: error, correlationId }, 'a call failed');
    const { field } = gatewayRejections.texts[refusal.code];
    const status = refusal.code === 'SERVICE_UNAVAILABLE' ? 503 : refusal.status;
    void reply
      .code(status)
      .header('x-correlation-id', correlationId)
      .send({ code: refusal.code, ...(field.length > 0 && { field }), message: refusal.answer(language).message });
  };

  private read(error: unknown, request: FastifyRequest, correlationId: string): Refusal {
    if (error instanceof ServiceUnavailable) return new Refusal('SERVICE_UNAVAILABLE', { service: error.service });
    if (error instanceof Refusal) return error;
    const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status === 404) return new Refusal('NOT_FOUND', { path: request.url.split('?')[0]! });
    if (status === 413) return new Refusal('BODY_TOO_LARGE', { limit: this.bodyBytes });
    if (status === 415) return new Refusal('CONTENT_TYPE');
    if (status >= 400 && status < 500) return new Refusal('REQUEST_MALFORMED');
    return refusalOf(error, correlationId);
  }
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers what is no HTTP. It has no headers that would tell a language. */
export function refuseUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const refusal = new Refusal('REQUEST_MALFORMED');
  const body = JSON.stringify({ code: refusal.code, message: refusal.answer(languageOf(undefined)).message });
  const head = [
    `HTTP/1.1 ${STATUS_LINES[code] ?? '400 Bad Request'}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
