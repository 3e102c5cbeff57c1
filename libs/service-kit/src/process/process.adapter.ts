import type { IncomingMessage, Server } from 'node:http';
import { type DoorOptions, guardDoor, isOfThisSite, refuseUnreadable, serverOptions } from '@hengxin/http-door';
import { wantsSocket } from '@hengxin/operation-limits';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Answers an error that Fastify, Nest or a handler found. */
export type Answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Fastify as each process of the platform needs it: its door is guarded, bodies are JSON, and what Fastify itself finds
 * wrong is answered like everything else, by a code and in words of ours.
 */
export class ProcessAdapter extends FastifyAdapter {
  constructor(answer: Answer, door: DoorOptions, options: FastifyHttpOptions<Server>) {
    const { requestTimeout, http } = serverOptions(door.limits);
    // What gets no socket is a request as any other, and is told why there.
    const mayUpgrade = (request: IncomingMessage): boolean =>
      wantsSocket(request) && (!door.ownSiteOnly || isOfThisSite(request.headers));
    super({
      ...options,
      requestTimeout,
      http: { ...http, shouldUpgradeCallback: mayUpgrade },
      forceCloseConnections: 'idle',
      frameworkErrors: answer,
      clientErrorHandler: refuseUnreadable,
    });
    const fastify = this.getInstance<FastifyInstance>();
    guardDoor(fastify, door);
    // A page of another site may post forms and plain text without asking, but no JSON.
    fastify.removeContentTypeParser('text/plain');
    // A route keeps the handler that is there when it is made; Nest brings its own only when its routes are made.
    fastify.setErrorHandler(answer);
  }

  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}
