import { isRejected, type Rejection } from '@hengxin/event-sourcing';
import { InternalCallers } from '@hengxin/identity';
import { languageOf, parseInput, sharedRejections, viewOf } from '@hengxin/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RatingGiven } from './rating.inputs.js';
import { Ratings } from './ratings.js';

const STATUS: Readonly<Record<string, number>> = {
  RATING_LINK_INVALID: 404,
  RATING_LINK_USED: 409,
  COMMAND_ID_REUSED: 409,
  RATING_LINK_EXPIRED: 410,
  CONFLICT: 503,
};

type Rated = FastifyRequest<{ Params: { token: string } }>;

/**
 * `POST /rating/{token} {"stars", "comment"}`: what a client says who follows a link. There is no sign-in; the link is
 * all that counts, and the gateway alone may pass one on, since it keeps count of who tries. Nothing of any visit or
 * client is answered.
 */
@Injectable()
export class RatingRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly internal: InternalCallers,
    private readonly ratings: Ratings,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.post('/rating/:token', { bodyLimit: 16_384 }, (request, reply) => this.take(request as Rated, reply));
  }

  private async take(request: Rated, reply: FastifyReply): Promise<FastifyReply> {
    if (!this.internal.proves(request.headers))
      return refuse(403, sharedRejections.INTERNAL_ONLY().rejection, request, reply);
    const given = parseInput(RatingGiven, request.body, []);
    if (isRejected(given)) return refuse(400, given.rejection, request, reply);
    const rejection = await this.ratings.take(request.params.token, given);
    if (rejection) return refuse(STATUS[rejection.code] ?? 400, rejection, request, reply);
    return reply.send({ rated: true });
  }
}

function refuse(status: number, rejection: Rejection, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(status).send(viewOf(rejection, languageOf(request.headers['accept-language'])));
}
