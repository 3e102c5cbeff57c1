import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { BodyDeadlines, SAFE_HEADERS } from '@hengxin/http-door';
import { bearerToken, INTERNAL_HEADER, TokenVerifier } from '@hengxin/identity';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { Refusal } from '../refusals.js';
import { type CallHeaders, readHeaders, refuseUnsendable } from './call-headers.js';
import { refusalOf } from './graphql.endpoint.js';
import { UploadsAtOnce } from './uploads-at-once.js';
import { type Target, Uploads } from './uploads.js';

const SERVICE = 'visit-logging';
/** `/attachments/{visitId}`, and `/attachments/{token}` of a link. */
const PATH = /^\/attachments\/[A-Za-z0-9._~-]{1,300}$/;
/** More of the file is not waited for. */
const ENDED: ReadonlySet<string> = new Set(['UPLOAD_IDLE', 'REQUEST_NOT_IN_TIME']);
const PASSED_ON = ['content-type', 'content-length', 'command-id', 'file-name'] as const;
/** What a file says of itself. */
const PASSED_BACK = [
  'content-type',
  'content-length',
  'content-disposition',
  'content-security-policy',
  'cache-control',
] as const;

/**
 * `/attachments/*`: photos and voice notes of visits, to the service that keeps them and from there, as streams. One is
 * sent with a token; a link is opened without, and is all that counts.
 */
@Injectable()
export class AttachmentRoutes implements OnModuleInit {
  private readonly atOnce: UploadsAtOnce;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.atOnce = new UploadsAtOnce(configuration.attachments.atOnce);
  }

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.post('/attachments/*', (request, reply) => this.answer(request, reply, this.send));
      scope.get('/attachments/*', (request, reply) => this.answer(request, reply, this.open));
    });
  }

  private readonly send = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const target = targetOf(request);
    const token = bearerToken(request.headers.authorization);
    const { sub } = await this.tokens.verify(token);
    refuseUnsendable(request.headers);
    // A caller who has gone by now would not give the turn back.
    if (reply.raw.destroyed) throw new Refusal('REQUEST_NOT_IN_TIME');
    const { atOnce, withinMs } = this.configuration.attachments;
    if (!this.atOnce.take(sub)) throw new Refusal('UPLOADS_TOO_MANY', { most: atOnce });
    // Once it was answered or broken off: what is still coming then is nobody's.
    reply.raw.once('close', () => this.atOnce.giveBack(sub));
    const call = readHeaders(request.headers, token);
    await this.uploads.stream(target, request, reply, call, { passedOn: PASSED_ON, withinMs });
  };

  private readonly open = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { path } = targetOf(request);
    const call = readHeaders(request.headers);
    const answer = await this.asked(path, call, reply);
    const headers = Object.fromEntries(
      PASSED_BACK.flatMap((name) => (answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]])),
    );
    reply.hijack();
    reply.raw.writeHead(answer.statusCode ?? 502, {
      ...SAFE_HEADERS,
      ...headers,
      'x-correlation-id': call.correlationId,
    });
    // A service that stops half-way ends the caller's answer half-way too: it is shorter than it says.
    pipeline(answer, reply.raw, () => {});
  };

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
  ): Promise<FastifyReply | void> {
    try {
      await work(request, reply);
    } catch (error) {
      if (reply.sent) return;
      BodyDeadlines.of(request.server)?.await(request, reply);
      const call = readHeaders(request.headers);
      const refusal = refusalOf(error, call.correlationId);
      const { message } = refusal.answer(call.language);
      if (ENDED.has(refusal.code)) void reply.header('connection', 'close');
      return reply.code(refusal.status === 200 ? 503 : refusal.status).send({ code: refusal.code, field: [], message });
    }
  }

  private asked(path: string, { language, correlationId }: CallHeaders, reply: FastifyReply): Promise<IncomingMessage> {
    const { internalSecret, services } = this.configuration;
    const base = services[SERVICE];
    const open = base.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const upstream = open(new URL(path, base), {
        headers: {
          'accept-language': language,
          'x-correlation-id': correlationId,
          ...(internalSecret && { [INTERNAL_HEADER]: internalSecret }),
        },
      });
      upstream.on('response', resolve);
      upstream.on('error', () => reject(new Refusal('SERVICE_UNAVAILABLE', { service: SERVICE })));
      // Who has gone needs no more of the file.
      reply.raw.once('close', () => upstream.destroy());
      upstream.end();
    });
  }
}

/** A request line may name a host of its own: only the path and the query of it count. */
function targetOf({ url }: FastifyRequest): Target {
  const asked = URL.parse(url, 'http://gateway');
  if (!asked || !PATH.test(asked.pathname)) throw new Refusal('NOT_FOUND', { path: '/attachments' });
  return { service: SERVICE, path: asked.pathname + asked.search };
}
