import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { readHeaders } from './call-headers.js';
import { graphiqlPage } from './graphiql.page.js';
import { GraphqlEndpoint, type Admitted, type HttpAnswer } from './graphql.endpoint.js';
import { isFromHere } from './loopback.js';
import { encodingOf, packed, WORTH_BYTES } from './packing.js';

const NOTHING = Buffer.alloc(0);
type AdmittedRequest = FastifyRequest & { admitted: Admitted };

/** `/graphql` straight on Fastify, and its body as bytes: what belongs to one service is sent on unread. */
@Injectable()
export class GraphqlRoutes implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(GraphqlEndpoint) private readonly endpoint: GraphqlEndpoint,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => this.serve(scope));
  }

  private serve(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    const bodyLimit = this.configuration.limits.bodyBytes;
    scope.addContentTypeParser(
      ['application/json', 'application/graphql+json'],
      { parseAs: 'buffer', bodyLimit },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler((error: FastifyError, request, reply) => this.refuse(error, request, reply));
    scope.decorateRequest('admitted', null);
    scope.post(
      '/graphql',
      { onRequest: (request, reply, next) => this.admit(request as AdmittedRequest, reply, next) },
      async (request, reply) =>
        send(
          reply,
          await this.endpoint.answer(
            (request.body as Buffer | undefined) ?? NOTHING,
            request,
            (request as AdmittedRequest).admitted,
          ),
        ),
    );
    scope.get('/graphql', (request, reply) => this.page(request, reply));
  }

  /** Before the body: one that comes with no good token is not even taken. */
  private admit(request: AdmittedRequest, reply: FastifyReply, next: () => void): void {
    const admitted = this.endpoint.admit(request);
    const letIn = (found: Admitted): void => {
      request.admitted = found;
      next();
    };
    if ('then' in admitted)
      admitted.then(letIn, (error: unknown) => send(reply, this.endpoint.turnAway(error, request)));
    else letIn(admitted);
  }

  private async page(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!this.configuration.standalone || !request.headers.accept?.includes('text/html')) {
      void reply.header('allow', 'POST');
      return this.answer(new Refusal('METHOD_NOT_ALLOWED'), request, reply);
    }
    if (!isFromHere(request)) return this.answer(new Refusal('DEMO_LOOPBACK_ONLY'), request, reply);
    const { body, headers } = await graphiqlPage(this.configuration.port);
    return reply.type('text/html; charset=utf-8').header('content-encoding', 'gzip').headers(headers).send(body);
  }

  /** What Fastify finds wrong before the endpoint sees the call. */
  private refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return this.answer(new Refusal('BODY_TOO_LARGE', { limit: this.configuration.limits.bodyBytes }), request, reply);
    if (error.statusCode === 415) return this.answer(new Refusal('CONTENT_TYPE'), request, reply);
    if (error.statusCode && error.statusCode < 500) return this.answer(new Refusal('BODY_NOT_JSON'), request, reply);
    throw error;
  }

  private answer(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { language, correlationId } = readHeaders(request.headers);
    const body = JSON.stringify({ errors: [refusal.answer(language)] });
    return send(reply, { status: refusal.status, body, contentType: 'application/json; charset=utf-8', correlationId });
  }
}

/**
 * Packed where the caller takes that and it is worth it. What an answer holds cannot be guessed by the size it is
 * packed to. There is no token or other secret in it, and no page of another site can have one asked for, since tokens
 * come in a header and never by themselves.
 */
function send(reply: FastifyReply, { status, body, contentType, correlationId }: HttpAnswer): FastifyReply {
  void reply.code(status).header('content-type', contentType).header('x-correlation-id', correlationId);
  const encoding = body.length < WORTH_BYTES ? undefined : encodingOf(reply.request.headers['accept-encoding']);
  if (!encoding) return reply.send(body);
  return reply.header('content-encoding', encoding).header('vary', 'accept-encoding').send(packed(body, encoding));
}
