import { INTERNAL_HEADER } from '@hengxin/identity';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { request as call } from 'undici';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { readHeaders } from '../http/call-headers.js';
import { Refusal } from '../refusals.js';
import { Attempts } from './attempts.js';
import { answerPage, PAGE_HEADERS, ratingPage, THANKS } from './rating.page.js';

/** A person tries a few times; nobody guesses a signature. */
const ATTEMPTS_A_MINUTE = 10;
const MINUTE_MS = 60_000;
const BODY_BYTES = 16_384;
/** What a link looks like; anything else is not even passed on. */
const TOKEN = /^[A-Za-z0-9._~-]{1,200}$/;

type Rating = FastifyRequest<{ Params: { token: string } }>;

/** `/rating/{token}`, where a client who follows a link says what a visit was like. There is no sign-in. */
@Injectable()
export class RatingRoutes implements OnModuleInit {
  private readonly attempts = new Attempts(ATTEMPTS_A_MINUTE, MINUTE_MS);

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      const type = ['application/json', 'application/x-www-form-urlencoded'];
      scope.addContentTypeParser(type, { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) =>
        done(null, body),
      );
      scope.get('/rating/:token', (_request, reply) => page(reply, ratingPage()));
      scope.post('/rating/:token', (request, reply) => this.take(request as Rating, reply));
    });
  }

  private async take(request: Rating, reply: FastifyReply): Promise<FastifyReply> {
    if (!this.attempts.take(request.ip)) throw new Refusal('RATING_TOO_OFTEN', { seconds: MINUTE_MS / 1000 });
    const { token } = request.params;
    if (!TOKEN.test(token)) throw new Refusal('NOT_FOUND', { path: '/rating' });
    const { status, body } = await this.passOn(token, saidIn(request), request);
    if (!request.headers.accept?.includes('text/html')) return reply.code(status).send(body);
    return page(reply.code(status), answerPage(status === 200 ? THANKS : (body.message ?? '')));
  }

  private async passOn(
    token: string,
    said: unknown,
    { headers }: Rating,
  ): Promise<{ status: number; body: { message?: string } }> {
    const { language, correlationId } = readHeaders(headers);
    const { internalSecret, services, upstream } = this.configuration;
    const service = 'visit-logging';
    const answer = await call(new URL(`/rating/${encodeURIComponent(token)}`, services[service]), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        'x-correlation-id': correlationId,
        ...(internalSecret && { [INTERNAL_HEADER]: internalSecret }),
      },
      body: JSON.stringify(said),
      headersTimeout: upstream.timeoutMs,
    }).catch(() => {
      throw new Refusal('SERVICE_UNAVAILABLE', { service });
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as { message?: string } };
  }
}

/** What a form or a program sent. Anything else is for the service to refuse by its field. */
function saidIn({ body, headers }: Rating): unknown {
  const text = typeof body === 'string' ? body : '';
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(text);
    const comment = form.get('comment')?.trim();
    return { stars: Number(form.get('stars')), ...(comment && { comment }) };
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal('BODY_NOT_JSON');
  }
}

function page(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(html);
}
