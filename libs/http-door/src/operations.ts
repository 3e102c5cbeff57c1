import Fastify, { type FastifyInstance } from 'fastify';
import { sharedLook } from './shared-look.js';
import { serverOptions } from './connection-limits.js';
import { type DoorOptions, guardDoor } from './guard-door.js';

/** What a process tells its operator. */
export interface OperationReports {
  /** Its JSON, and whether the process takes calls. */
  readonly ready: () => Promise<{ readonly ready: boolean }>;
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> };
}

/**
 * `/health/live`, `/health/ready` and `/metrics`. Anybody may ask, so asking costs one look a second at most, and no
 * answer tells causes.
 */
export function serveOperations(fastify: FastifyInstance, { ready, metrics }: OperationReports): void {
  const readiness = sharedLook(ready);
  const figures = sharedLook(() => metrics.metrics());
  fastify.get('/health/live', async () => ({ live: true }));
  fastify.get('/health/ready', async (_request, reply) => {
    const report = await readiness();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await figures()));
}

/** The same at a port of its own, so that the API's can be open to more people than these. */
export async function listenForOperations(
  at: { readonly port: number; readonly host: string },
  reports: OperationReports,
  door: DoorOptions,
): Promise<FastifyInstance> {
  const fastify = Fastify({ ...serverOptions(door.limits), forceCloseConnections: true });
  guardDoor(fastify, door);
  serveOperations(fastify, reports);
  await fastify.listen(at);
  return fastify;
}
