import { OperationRefused } from '@hengxin/operation-limits';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { messageOf } from '../catalogue/catalogue.js';
import { languageOf } from '../catalogue/language.js';
import { refusedOperation } from '../graphql/operation-refusal.js';
import { QueryRefused } from '../graphql/query-refused.js';
import { refusalOf, shaped } from './authentication.js';
import { BODY_LIMIT_BYTES } from './body-limit.js';

const LONGEST_PATH = 200;

/** Errors on their way out: GraphQL formats its own, HTTP handlers answer in the same shape. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
    return undefined;
  }

  /** A handler, Nest or Fastify may have found the error. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { status, body } = this.answerTo(error, languageOf(request.headers['accept-language']), request.url);
    if (!reply.sent) void reply.code(status).send(body);
  }

  private answerTo(error: unknown, language: 'zh' | 'en', url: string): { status: number; body: object } {
    const refusal = refusalOf(error, language);
    if (refusal) return refusal;
    if (error instanceof QueryRefused) {
      const { code, field } = error;
      return {
        status: code === 'NOT_ALLOWED' ? 403 : 400,
        body: { data: null, errors: [{ message: messageOf(error, language), extensions: { code, field } }] },
      };
    }
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status && status < 500) return { ...refusedOperation(plain(status, url), language), status };
    this.logger.error({ err: error }, 'an HTTP handler failed');
    return shaped(500, 'INTERNAL', language);
  }
}

/** What the framework refuses by itself, in words of ours: its own tell of its inside. */
function plain(status: number, url: string): OperationRefused {
  if (status === 404) return new OperationRefused('NOT_FOUND', { path: url.split('?')[0]!.slice(0, LONGEST_PATH) });
  if (status === 413) return new OperationRefused('BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
  if (status === 415) return new OperationRefused('CONTENT_TYPE');
  return new OperationRefused('REQUEST_MALFORMED');
}
