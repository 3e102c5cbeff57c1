import { clipped } from '@hengxin/event-sourcing';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { messageOf } from '../catalogue/catalogue.js';
import { languageOf } from '../catalogue/language.js';
import { QueryRefused } from '../graphql/query-refused.js';
import { refusalOf, shaped } from './authentication.js';

/** Errors on their way out: GraphQL formats its own, HTTP handlers answer in the same shape. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const http = host.switchToHttp();
    const language = languageOf(http.getRequest<FastifyRequest>().headers['accept-language']);
    const { status, body } = this.answerTo(error, language);
    const reply = http.getResponse<FastifyReply>();
    if (!reply.sent) void reply.code(status).send(body);
    return undefined;
  }

  private answerTo(error: unknown, language: 'zh' | 'en'): { status: number; body: object } {
    const refusal = refusalOf(error, language);
    if (refusal) return refusal;
    if (error instanceof QueryRefused) {
      const { code, field } = error;
      return {
        status: code === 'NOT_ALLOWED' ? 403 : 400,
        body: { data: null, errors: [{ message: messageOf(error, language), extensions: { code, field } }] },
      };
    }
    if (error instanceof HttpException)
      return {
        status: error.getStatus(),
        body: { data: null, errors: [{ message: clipped(error.message), extensions: { code: 'HTTP' } }] },
      };
    this.logger.error({ err: error }, 'an HTTP handler failed');
    return shaped(500, 'INTERNAL', language);
  }
}
