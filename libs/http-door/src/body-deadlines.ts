import type { IncomingMessage, Server } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { every } from '@hengxin/waiting';
import { lookEvery } from './connection-limits.js';

interface Awaited {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly since: number;
}

const ofServers = new WeakMap<Server, BodyDeadlines>();

/**
 * Ends requests whose body does not arrive: half a body would hold a connection and its memory for as long as its
 * sender likes. One look a second at what is on its way costs less than a timer each.
 */
export class BodyDeadlines {
  private readonly awaited = new Map<IncomingMessage, Awaited>();

  constructor(
    fastify: FastifyInstance,
    private readonly deadlineMs: number,
    /** Answers with the reason; the connection is closed behind it. */
    private readonly refuse: (request: FastifyRequest, reply: FastifyReply) => void,
  ) {
    ofServers.set(fastify.server, this);
    const stopLooking = every(lookEvery(deadlineMs), () => this.look());
    // A route that reads its body by itself is here before the body is: it says so with `release`, or is held to the
    // deadline.
    fastify.addHook('preValidation', ({ raw }, _reply, done) => {
      if (raw.complete) this.awaited.delete(raw);
      done();
    });
    fastify.addHook('onClose', async () => stopLooking());
  }

  /** Those of the server that a route belongs to. */
  static of({ server }: Pick<FastifyInstance, 'server'>): BodyDeadlines | undefined {
    return ofServers.get(server);
  }

  await(request: FastifyRequest, reply: FastifyReply): void {
    const { headers } = request.raw;
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
      this.awaited.set(request.raw, { request, reply, since: performance.now() });
  }

  /** From now on somebody else sees to it that this body does not take for ever. */
  release({ raw }: FastifyRequest): void {
    this.awaited.delete(raw);
  }

  private look(): void {
    const before = performance.now() - this.deadlineMs;
    for (const [raw, awaited] of this.awaited) {
      const isOver = raw.complete || raw.destroyed;
      if (!isOver && awaited.since > before) continue;
      this.awaited.delete(raw);
      if (!isOver) this.end(awaited);
    }
  }

  private end({ request, reply }: Awaited): void {
    if (reply.sent || reply.raw.headersSent) return void request.raw.destroy();
    void reply.header('connection', 'close');
    this.refuse(request, reply);
  }
}
