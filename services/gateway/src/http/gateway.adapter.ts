import { wantsSocket } from '@hengxin/operation-limits';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { PlainRefusals } from './plain-refusals.js';
import { refuseUnreadable } from './plain-refusals.js';

/** Fastify as the gateway needs it: bodies are JSON, and what Fastify itself finds wrong is answered like everything else. */
export class GatewayAdapter extends FastifyAdapter {
  constructor(refusals: PlainRefusals, bodyLimit: number) {
    super({
      bodyLimit,
      http: { shouldUpgradeCallback: wantsSocket },
      keepAliveTimeout: 75_000,
      requestTimeout: 0,
      forceCloseConnections: 'idle',
      frameworkErrors: refusals.answer,
      clientErrorHandler: refuseUnreadable,
    });
    const fastify = this.getInstance<FastifyInstance>();
    // A page of another site may post forms and plain text without asking, but no JSON.
    fastify.removeContentTypeParser('text/plain');
    // A route keeps the handler that is there when it is made; Nest brings its own only when its routes are made.
    fastify.setErrorHandler(refusals.answer);
  }

  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}
