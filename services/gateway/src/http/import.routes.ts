import { BodyDeadlines } from '@hengxin/http-door';
import { bearerToken, TokenVerifier } from '@hengxin/identity';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceName } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { readHeaders, refuseUnsendable } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';
import { type Target, Uploads } from './uploads.js';

/** Whose each file is. */
const OWNERS: Readonly<Record<string, ServiceName>> = {
  units: 'organisation',
  staff: 'organisation',
  calendar: 'organisation',
  clients: 'client-registry',
  contacts: 'visit-logging',
  targets: 'performance-kpis',
  holdings: 'client-insight',
};
/** `/import/{kind}`, and a run of it. */
const PATH = /^\/import\/([a-z]+)(?:\/[^/]+)?$/;
const PASSED_ON = ['content-type', 'content-length', 'content-encoding', 'import-id'] as const;

/** `/import/*` goes to its owner as a stream, in both directions: a file of any size passes without being kept. */
@Injectable()
export class ImportRoutes implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(Uploads) private readonly uploads: Uploads,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.route({
        method: ['GET', 'POST'],
        url: '/import/*',
        handler: (request, reply) => this.forward(request, reply),
      });
    });
  }

  private async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | void> {
    let call = readHeaders(request.headers);
    try {
      const target = targetOf(request);
      const token = bearerToken(request.headers.authorization);
      await this.tokens.verify(token);
      refuseUnsendable(request.headers);
      call = readHeaders(request.headers, token);
      await this.uploads.stream(target, request, reply, call, { passedOn: PASSED_ON });
    } catch (error) {
      if (reply.sent) return;
      BodyDeadlines.of(request.server)?.await(request, reply);
      const refusal = refusalOf(error, call.correlationId);
      const { message } = refusal.answer(call.language);
      if (refusal.code === 'UPLOAD_IDLE') void reply.header('connection', 'close');
      return reply.code(refusal.status === 200 ? 503 : refusal.status).send({ code: refusal.code, field: [], message });
    }
  }
}

/** A request line may name a host of its own: only the path and the query of it count. */
function targetOf({ url }: FastifyRequest): Target {
  const asked = URL.parse(url, 'http://gateway');
  const kind = PATH.exec(asked?.pathname ?? '')?.[1] ?? '';
  if (!asked || !Object.hasOwn(OWNERS, kind)) throw new Refusal('NOT_FOUND', { path: url.split('?')[0]! });
  return { service: OWNERS[kind]!, path: asked.pathname + asked.search };
}
