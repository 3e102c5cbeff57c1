import { EventEmitter, on } from 'node:events';
import Fastify, { type FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import mercurius from 'mercurius';
import type { WebSocket } from 'ws';
import type { Subgraph } from '../composition/supergraph.js';
import { SERVICES } from '../configuration.js';
import { subgraphSchema } from './in-process-subgraphs.js';
import { world } from './world.js';

/** What a service saw of one request. */
export interface Seen {
  readonly service: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
  /** Names and values by turns, as they were sent. */
  readonly rawHeaders: readonly string[];
}

const SILENT = 'type Query { nothing: Int }';

/** The services as processes would run them: Fastify, Mercurius, the same path for subscriptions. */
export class HttpServices {
  readonly seen: Seen[] = [];
  readonly events = new EventEmitter();
  /** What each connection for subscriptions brought along. */
  readonly connected: Record<string, unknown>[] = [];
  /** Set, no subscription is taken. */
  subscriptionFault: Error | undefined;
  /** Set, no connection for subscriptions is taken, and closed with this as its reason. */
  connectionRefusal: string | undefined;
  /** What the services' clocks were asked: service, step, proof. */
  readonly clockSteps: string[] = [];
  /** By service: what its clock answers instead. */
  readonly clockRefusals: Record<string, { readonly status: number; readonly body: object }> = {};
  /** What clients said by their links. */
  readonly ratings: { readonly token: string; readonly body: unknown; readonly proof: unknown }[] = [];
  /** When set, every caller is nobody of the staff file. */
  nobody = false;
  /** Ids of entities that nobody knows. */
  readonly gone = new Set<string>();
  /** How often services were asked whether they are ready, and what they wait for before they say. */
  readinessAsked = 0;
  readiness: Promise<unknown> = Promise.resolve();
  /** Set, they are not, and say so in these words. */
  unready: Record<string, string> | undefined;
  readonly urls: Record<string, string> = {};
  private readonly running = new Map<string, FastifyInstance>();

  private constructor(private readonly resolvers = world) {}

  static async start(subgraphs: readonly Subgraph[], resolvers = world): Promise<HttpServices> {
    const services = new HttpServices(resolvers);
    for (const subgraph of subgraphs) await services.run(subgraph, 0);
    // Services of which the surface says nothing are there all the same: they are ready, take files and keep a clock.
    for (const name of SERVICES) if (!services.urls[name]) await services.run({ name, sdl: SILENT }, 0);
    return services;
  }

  async run({ name, sdl }: Subgraph, port = Number(new URL(this.urls[name]!).port)): Promise<void> {
    const app = Fastify({ forceCloseConnections: true });
    app.addHook(
      'preHandler',
      async ({ headers, body, raw: { rawHeaders } }) =>
        void this.seen.push({ service: name, headers, body: JSON.stringify(body), rawHeaders }),
    );
    await app.register(mercurius, {
      schema: this.withEvents(sdl),
      subscription: {
        fullWsTransport: true,
        onConnect: this.letIn(),
      },
    });
    app.get('/health/ready', async (_request, reply) => {
      this.readinessAsked += 1;
      await this.readiness;
      return reply.code(this.unready ? 503 : 200).send({ ready: !this.unready, checks: this.unready });
    });
    app.post('/internal/demo-clock', async (request, reply) => {
      const { now, step } = request.body as { now: string; step: string };
      this.clockSteps.push(`${name} ${step} ${String(request.headers['hengxin-internal'])}`);
      const refusal = this.clockRefusals[name];
      return refusal ? reply.code(refusal.status).send(refusal.body) : { now };
    });
    app.post('/rating/:token', async (request) => {
      const { token } = request.params as { token: string };
      this.ratings.push({ token, body: request.body, proof: request.headers['hengxin-internal'] });
      return { rated: true };
    });
    this.serveAttachments(app, name);
    this.serveImports(app, name);
    this.serveExports(app, name);
    this.urls[name] = await app.listen({ port, host: '127.0.0.1' });
    this.running.set(name, app);
  }

  async stop(service: string): Promise<void> {
    await this.running.get(service)?.close();
    this.running.delete(service);
  }

  async close(): Promise<void> {
    for (const service of SERVICES) await this.stop(service);
  }

  private letIn() {
    const { connected } = this;
    const refusal = () => this.connectionRefusal;
    return function (this: unknown, { payload }: { payload?: Record<string, unknown> }): object | false {
      connected.push({ ...payload });
      const reason = refusal();
      if (reason) (this as { socket: WebSocket }).socket.close(4401, reason);
      return !reason && payload?.['authorization'] ? { authorization: payload['authorization'] } : false;
    };
  }

  /** Takes a file in whole and says what came; shows one by its link, and says with which headers it was asked for. */
  private serveAttachments(app: FastifyInstance, name: string): void {
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.post('/attachments/:visitId', async (request, reply) => {
        let bytes = 0;
        for await (const chunk of request.raw) bytes += (chunk as Buffer).length;
        const { 'command-id': commandId, 'file-name': fileName, authorization } = request.headers;
        const token = authorization !== undefined;
        return reply.code(201).send({ service: name, path: request.url, commandId, fileName, bytes, token });
      });
      scope.get('/attachments/:token', async (request, reply) => {
        if (request.url.endsWith('over')) return reply.code(410).send({ code: 'ATTACHMENT_LINK_EXPIRED' });
        return reply
          .headers({
            'content-type': 'image/png',
            'content-disposition': 'inline',
            'cache-control': 'private, no-store',
          })
          .headers({ 'content-security-policy': "default-src 'none'; sandbox", 'set-cookie': 'not=mine' })
          .send(`${name} ${request.url}`);
      });
    });
  }

  /** Answers each chunk at once, so that a spec sees whether both directions flow. */
  private serveImports(app: FastifyInstance, name: string): void {
    void app.register(async (scope) => {
      scope.addContentTypeParser('text/csv', (_request, _payload, done) => done(null));
      scope.post('/import/:kind', (request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson' });
        reply.raw.write(
          `${JSON.stringify({ service: name, path: request.url, importId: request.headers['import-id'] })}\n`,
        );
        request.raw.on('data', (chunk: Buffer) => reply.raw.write(`${chunk.length}\n`));
        request.raw.on('end', () => reply.raw.end('end\n'));
      });
    });
  }

  /** Answers what was asked, a refusal by `refused`, or a file in two pieces, the second one when `export` is told. */
  private serveExports(app: FastifyInstance, name: string): void {
    app.get('/export/*', (request, reply) => {
      const { refused, slowly } = request.query as { refused?: string; slowly?: string };
      if (refused) return reply.code(Number(refused)).send({ code: 'OUT_OF_SCOPE' });
      void reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="kpi.csv"');
      if (!slowly) return reply.send(`${name} ${request.url} ${request.headers['accept-language']}\r\n`);
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/csv' });
      reply.raw.write('first\r\n');
      this.events.once('export', () => reply.raw.end('second\r\n'));
    });
  }

  private withEvents(sdl: string) {
    const schema = subgraphSchema(sdl, this.gone, this.resolvers);
    const me = schema.getQueryType()?.getFields()['me'];
    if (me) {
      const { resolve } = me;
      me.resolve = (...asked) => {
        if (this.nobody) throw new GraphQLError('nobody', { extensions: { code: 'STAFF_UNKNOWN' } });
        return resolve?.(...asked);
      };
    }
    for (const [name, field] of Object.entries(schema.getSubscriptionType()?.getFields() ?? {})) {
      const { events } = this;
      field.subscribe = () => {
        if (this.subscriptionFault) throw this.subscriptionFault;
        const source = on(events, name);
        const next = async () => {
          const { value, done } = await source.next();
          return done ? { value: undefined, done } : { value: { [name]: value[0] }, done: false };
        };
        return {
          next,
          return: () => source.return!(),
          [Symbol.asyncIterator]: function () {
            return this;
          },
        };
      };
    }
    return schema;
  }
}
