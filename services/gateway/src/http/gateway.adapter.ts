import type { IncomingMessage } from 'node:http';
import { guardDoor, isOfThisSite, refuseUnreadable, serverOptions } from '@hengxin/http-door';
import { wantsSocket } from '@hengxin/operation-limits';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from '../configuration.js';
import { doorOf } from './door.js';
import type { PlainRefusals } from './plain-refusals.js';

/** Fastify as the gateway needs it: bodies are JSON, and what Fastify itself finds wrong is answered like everything else. */
export class GatewayAdapter extends FastifyAdapter {
  constructor(refusals: PlainRefusals, configuration: Configuration) {
    const { limits, connections, standalone } = configuration;
    const { requestTimeout, http } = serverOptions(connections);
    // What gets no socket is a request as any other, and is told why there.
    const mayUpgrade = (request: IncomingMessage): boolean => wantsSocket(request) && (!standalone || isOfThisSite(request.headers));
    super({
      bodyLimit: limits.bodyBytes,
      http: { ...http, shouldUpgradeCallback: mayUpgrade },
      keepAliveTimeout: 75_000,
      requestTimeout,
      forceCloseConnections: 'idle',
      frameworkErrors: refusals.answer,
      clientErrorHandler: refuseUnreadable,
    });
    const fastify = this.getInstance<FastifyInstance>();
    guardDoor(fastify, doorOf(configuration, refusals));
    // A page of another site may post forms and plain text without asking, but no JSON.
    fastify.removeContentTypeParser('text/plain');
    // A route keeps the handler that is there when it is made; Nest brings its own only when its routes are made.
    fastify.setErrorHandler(refusals.answer);
  }

  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}
