import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { ProcessAdapter } from '../process/process.adapter.js';
import { readsItsBody } from './streamed-body.js';

/** The adapter of a service, whose handlers may read a body themselves. */
export class ServiceAdapter extends ProcessAdapter {
  /** A route of `@StreamedBody()` stands in a scope of its own: parsers belong to a scope, and it has none. */
  override post(...args: unknown[]): ReturnType<FastifyAdapter['post']> {
    const fastify = this.getInstance<FastifyInstance>();
    const [path, handler] = args as [string, RouteHandlerMethod];
    if (args.length !== 2 || !readsItsBody(handler)) return super.post(...(args as Parameters<FastifyAdapter['post']>));
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      scope.post(path, { bodyLimit: Number.MAX_SAFE_INTEGER }, handler);
    });
    return this.getInstance();
  }
}
