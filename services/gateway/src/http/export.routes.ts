import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { SAFE_HEADERS } from '@hengxin/http-door';
import { bearerToken, INTERNAL_HEADER, TokenVerifier } from '@hengxin/identity';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration, type ServiceName } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { type CallHeaders, readHeaders, refuseUnsendable } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';

/** Whose each file is. */
const OWNERS: Readonly<Record<string, ServiceName>> = {
  '/export/kpi.csv': 'performance-kpis',
  '/export/kpi.xlsx': 'performance-kpis',
  '/export/leaderboard.csv': 'performance-kpis',
  '/export/leaderboard.xlsx': 'performance-kpis',
  '/export/attainments.csv': 'performance-kpis',
  '/export/attainments.xlsx': 'performance-kpis',
};
/** What a file says of itself. */
const PASSED_BACK = ['content-type', 'content-disposition'] as const;

interface Target {
  readonly service: ServiceName;
  /** With its query; never a host, no matter what the caller wrote. */
  readonly path: string;
}

/** `/export/*` comes from its owner as a stream: a file of any size passes without being kept. */
@Injectable()
export class ExportRoutes implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance<FastifyInstance>().route({
      method: 'GET',
      url: '/export/*',
      handler: (request, reply) => this.forward(request, reply),
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
      await this.stream(target, reply, call);
    } catch (error) {
      if (reply.sent) return;
      const refusal = refusalOf(error, call.correlationId);
      const { message } = refusal.answer(call.language);
      return reply.code(refusal.status === 200 ? 503 : refusal.status).send({ code: refusal.code, field: [], message });
    }
  }

  private async stream(target: Target, reply: FastifyReply, call: CallHeaders): Promise<void> {
    const answer = await this.open(target, reply, call);
    const headers = Object.fromEntries(
      PASSED_BACK.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]])),
    );
    reply.hijack();
    reply.raw.writeHead(answer.statusCode ?? 502, {
      ...SAFE_HEADERS,
      ...headers,
      'x-correlation-id': call.correlationId,
    });
    // A service that stops half-way ends the caller's answer half-way too: who reads it sees that it is not whole.
    pipeline(answer, reply.raw, () => {});
  }

  private open({ service, path }: Target, reply: FastifyReply, call: CallHeaders): Promise<IncomingMessage> {
    const base = this.configuration.services[service];
    const open = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const upstream = open(new URL(path, base), { method: 'GET', headers: this.headersFor(call) });
      upstream.on('response', resolve);
      upstream.on('error', () => reject(new Refusal('SERVICE_UNAVAILABLE', { service })));
      // Who has gone needs no more of the file.
      reply.raw.once('close', () => upstream.destroy());
      upstream.end();
    });
  }

  private headersFor(call: CallHeaders): Record<string, string> {
    const passed: Record<string, string> = {};
    for (let at = 0; at < call.forwarded.length; at += 2) passed[call.forwarded[at]!] = call.forwarded[at + 1]!;
    delete passed['content-type'];
    const { internalSecret } = this.configuration;
    return internalSecret ? { ...passed, [INTERNAL_HEADER]: internalSecret } : passed;
  }
}

/** A request line may name a host of its own: only the path and the query of it count. */
function targetOf({ url }: FastifyRequest): Target {
  const asked = URL.parse(url, 'http://gateway');
  if (!asked || !Object.hasOwn(OWNERS, asked.pathname)) throw new Refusal('NOT_FOUND', { path: url.split('?')[0]! });
  return { service: OWNERS[asked.pathname]!, path: asked.pathname + asked.search };
}
