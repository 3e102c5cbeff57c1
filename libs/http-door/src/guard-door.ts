import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SAFE_HEADERS } from './answer-headers.js';
import { BodyDeadlines } from './body-deadlines.js';
import { type ConnectionLimits, limitConnections } from './connection-limits.js';
import { isLedHere, isOfThisSite } from './same-site.js';

/** Why a call is not looked at. */
export type DoorFault = 'OTHER_SITE' | 'REQUEST_NOT_IN_TIME';

export const DOOR_STATUS: Readonly<Record<DoorFault, number>> = { OTHER_SITE: 403, REQUEST_NOT_IN_TIME: 408 };

export interface DoorOptions {
  readonly limits: ConnectionLimits;
  /** Whether calls of other sites are refused: a demonstration trusts all callers of this machine. */
  readonly ownSiteOnly: boolean;
  /** Paths with this beginning hold files alone: a link or a redirect of another site may lead a browser to them. */
  readonly pagesUnder?: string;
  readonly refuse: (fault: DoorFault, request: FastifyRequest, reply: FastifyReply) => void;
}

/** What holds for every route of a server, made before any other: deadlines, safe headers, and who may knock at all. */
export function guardDoor(fastify: FastifyInstance, { limits, ownSiteOnly, pagesUnder, refuse }: DoorOptions): void {
  limitConnections(fastify.server, limits);
  const deadlines = new BodyDeadlines(fastify, limits.bodyMs, (request, reply) =>
    refuse('REQUEST_NOT_IN_TIME', request, reply),
  );
  fastify.addHook('onRequest', (request, reply, done) => {
    deadlines.await(request, reply);
    void reply.headers(SAFE_HEADERS);
    if (!ownSiteOnly || isOfThisSite(request.headers)) return done();
    if (pagesUnder && request.url.startsWith(pagesUnder) && isLedHere(request.method, request.headers)) return done();
    // A socket that was to be upgraded is nobody's any more once it is answered.
    if (request.headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroySoon());
    refuse('OTHER_SITE', request, reply);
  });
}
