import { SAFE_HEADERS } from '@hengxin/http-door';
import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { gatewayRejections } from '../gateway.rejections.js';
import { Refusal } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { readHeaders } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';

/**
 * Answers any error that belongs to no operation, in the caller's language. Fastify, Nest or the gateway may have found
 * it. Beside the API as `{ code, message }`, at the API as GraphQL does.
 */
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
    const told = refusal.answer(language);
    void reply
      .code(status)
      .headers(SAFE_HEADERS)
      .header('x-correlation-id', correlationId)
      .send(
        isOfApi(request)
          ? { errors: [told] }
          : { code: refusal.code, ...(field.length > 0 && { field }), message: told.message },
      );
  };

  private read(error: unknown, request: FastifyRequest, correlationId: string): Refusal {
    if (error instanceof ServiceUnavailable) return new Refusal('SERVICE_UNAVAILABLE', { service: error.service });
    if (error instanceof Refusal) return error;
    const status =
      error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status === 404) return new Refusal('NOT_FOUND', { path: request.url.split('?')[0]! });
    if (status === 413) return new Refusal('BODY_TOO_LARGE', { limit: this.bodyBytes });
    if (status === 415) return new Refusal('CONTENT_TYPE');
    if (status >= 400 && status < 500) return new Refusal('REQUEST_MALFORMED');
    return refusalOf(error, correlationId);
  }
}

const isOfApi = ({ url }: FastifyRequest): boolean => url === '/graphql' || url.startsWith('/graphql?');
