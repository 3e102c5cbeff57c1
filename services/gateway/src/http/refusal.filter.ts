import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Refusal } from '../refusals.js';
import { LOGGER } from '../tokens.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { readHeaders } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';

/** Every error of the plain endpoints becomes `{ code, message }`, in the caller's language. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { language, correlationId } = readHeaders(request.headers);
    const refusal = this.read(error, request, correlationId);
    if (refusal.code === 'INTERNAL') this.logger.error({ err: error, correlationId }, 'a call failed');
    const status = refusal.code === 'SERVICE_UNAVAILABLE' ? 503 : refusal.status;
    void reply
      .code(status)
      .header('x-correlation-id', correlationId)
      .send({ code: refusal.code, message: refusal.answer(language).message });
  }

  private read(error: unknown, request: FastifyRequest, correlationId: string): Refusal {
    if (error instanceof ServiceUnavailable) return new Refusal('SERVICE_UNAVAILABLE', { service: error.service });
    if (error instanceof HttpException && error.getStatus() === 404) return new Refusal('NOT_FOUND', { path: request.url.split('?')[0]! });
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status && status >= 400 && status < 500) return new Refusal('BODY_NOT_JSON');
    return refusalOf(error, correlationId);
  }
}
