import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { BodyDeadlines, SAFE_HEADERS, watchIdle } from '@hengxin/http-door';
import { bearerToken, INTERNAL_HEADER, TokenVerifier } from '@hengxin/identity';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration, type ServiceName } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { readHeaders, refuseUnsendable, type CallHeaders } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';

/** Whose each file is. */
const OWNERS: Readonly<Record<string, ServiceName>> = {
  units: 'organisation',
  staff: 'organisation',
  clients: 'client-registry',
  contacts: 'visit-logging',
  targets: 'performance-kpis',
};
/** `/import/{kind}`, and a run of it. */
const PATH = /^\/import\/([a-z]+)(?:\/[^/]+)?$/;
interface Target {
  readonly service: ServiceName;
  /** With its query; never a host, no matter what the caller wrote. */
  readonly path: string;
}
const PASSED_ON = ['content-type', 'content-length', 'content-encoding', 'import-id'] as const;

/** `/import/*` goes to its owner as a stream, in both directions: a file of any size passes without being kept. */
@Injectable()
export class ImportRoutes implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
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
      await this.stream(target, request, reply, call);
    } catch (error) {
      if (reply.sent) return;
      BodyDeadlines.of(request.server)?.await(request, reply);
      const refusal = refusalOf(error, call.correlationId);
      const { message } = refusal.answer(call.language);
      if (refusal.code === 'UPLOAD_IDLE') void reply.header('connection', 'close');
      return reply.code(refusal.status === 200 ? 503 : refusal.status).send({ code: refusal.code, field: [], message });
    }
  }

  private async stream(target: Target, request: FastifyRequest, reply: FastifyReply, call: CallHeaders): Promise<void> {
    const deadlines = BodyDeadlines.of(request.server);
    deadlines?.release(request);
    // What is still coming has nowhere to go; read to its end, the caller can read why. But not for ever.
    const letGo = (): void => {
      deadlines?.await(request, reply);
      request.raw.resume();
    };
    const answer = await this.open(target, request, call, letGo);
    reply.hijack();
    reply.raw.on('finish', letGo);
    reply.raw.writeHead(answer.statusCode ?? 502, {
      ...SAFE_HEADERS,
      'content-type': answer.headers['content-type'] ?? 'application/x-ndjson',
      'x-correlation-id': call.correlationId,
    });
    reply.raw.flushHeaders();
    // A service that stops half-way ends the caller's answer half-way too: without its account line it is not whole.
    pipeline(answer, reply.raw, () => {});
  }

  private open(
    { service, path }: Target,
    request: FastifyRequest,
    call: CallHeaders,
    letGo: () => void,
  ): Promise<IncomingMessage> {
    const base = this.configuration.services[service];
    const open = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const upstream = open(new URL(path, base), {
        method: request.method,
        headers: this.headersFor(request.raw, call),
      });
      let answer: IncomingMessage | undefined;
      upstream.on('response', (begun) => resolve((answer = begun)));
      upstream.on('error', () => {
        reject(new Refusal('SERVICE_UNAVAILABLE', { service }));
        letGo();
      });
      request.raw.on('close', () => request.raw.complete || upstream.destroy());
      request.raw.pipe(upstream);
      watchIdle(request.raw, upstream, this.configuration.connections.importIdleMs, () => {
        reject(new Refusal('UPLOAD_IDLE'));
        upstream.destroy();
        if (answer) request.raw.destroy();
      });
    });
  }

  /**
   * A header that was sent twice goes on twice: Node itself would keep the first and say nothing, and the service
   * refuses it by name.
   */
  private headersFor({ headersDistinct }: IncomingMessage, call: CallHeaders): Record<string, string | string[]> {
    const passed: Record<string, string | string[]> = {};
    for (let at = 0; at < call.forwarded.length; at += 2) passed[call.forwarded[at]!] = call.forwarded[at + 1]!;
    delete passed['content-type'];
    for (const name of PASSED_ON) if (headersDistinct[name]) passed[name] = headersDistinct[name];
    const { internalSecret } = this.configuration;
    return internalSecret ? { ...passed, [INTERNAL_HEADER]: internalSecret } : passed;
  }
}

/** A request line may name a host of its own: only the path and the query of it count. */
function targetOf({ url }: FastifyRequest): Target {
  const asked = URL.parse(url, 'http://gateway');
  const kind = PATH.exec(asked?.pathname ?? '')?.[1] ?? '';
  if (!asked || !Object.hasOwn(OWNERS, kind)) throw new Refusal('NOT_FOUND', { path: url.split('?')[0]! });
  return { service: OWNERS[kind]!, path: asked.pathname + asked.search };
}
