import type { IncomingMessage, Server } from 'node:http';
import { isOfThisSite, refuseUnreadable } from '@hengxin/http-door';
import { wantsSocket } from '@hengxin/operation-limits';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalFilter } from './refusal.filter.js';

/** Fastify as a service needs it: what Fastify itself finds wrong is answered like everything else, by a code and in words of ours. */
export class ServiceAdapter extends FastifyAdapter {
  constructor(refusals: RefusalFilter, standalone: boolean, options: FastifyHttpOptions<Server>) {
    const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => refusals.answer(error, request, reply);
    // What gets no socket is a request as any other, and is told why there.
    const mayUpgrade = (request: IncomingMessage): boolean => wantsSocket(request) && (!standalone || isOfThisSite(request.headers));
    super({
      ...options,
      http: { ...options.http, shouldUpgradeCallback: mayUpgrade },
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
