import { Inject, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AbstractGraphQLDriver, GraphQLFederationFactory, type GqlModuleOptions } from '@nestjs/graphql';
import type { FastifyInstance } from 'fastify';
import { strictScalars } from '@hengxin/scalars';
import type { GraphQLSchema } from 'graphql';
import mercurius from 'mercurius';
import type { Logger } from 'pino';
import { Authentication } from '../http/authentication.js';
import { BODY_LIMIT_BYTES } from '../http/body-limit.js';
import { LOGGER } from '../tokens.js';
import { assertAnswered } from './answered.js';
import { checkArguments } from './arguments.js';
import { READS_FROM, REFERENCE_FIELDS, REFERENCE_TYPE } from './allow.js';
import { EXECUTION } from './graphql-options.js';
import { serveGraphql } from './graphql.route.js';
import { MeasuredOperations } from './measured-operations.js';
import { type ReferenceResolver, References, refuseStrangers } from './references.js';
import { endSelfHolding } from './self-holding.js';
import type { RequestContext } from './request-context.js';
import { SubscriptionSockets } from './subscription-sockets.js';
import { guardedSubscription } from './subscriptions.js';

/** A Federation subgraph, schema first, on Mercurius. References are resolved by type, all ids of a call at once. */
@Injectable()
export class SubgraphDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  /** What references carry, by their type. */
  private readonly carried = new Map<string, readonly string[]>();

  constructor(
    @Inject(GraphQLFederationFactory) private readonly federation: GraphQLFederationFactory,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(References) private readonly references: References,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  get instance(): unknown {
    return this.httpAdapterHost?.httpAdapter?.getInstance?.();
  }

  override async generateSchema(options: GqlModuleOptions): Promise<GraphQLSchema> {
    this.collectReferences();
    const schema = await this.federation.generateSchema(options);
    assertAnswered(schema, this.carried);
    this.guardFederation(schema);
    strictScalars(schema);
    endSelfHolding(schema);
    checkArguments(schema);
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {}))
      if (field.subscribe)
        field.subscribe = guardedSubscription(field.subscribe, (err) =>
          this.logger.error({ err }, 'a subscription failed'),
        );
    return schema;
  }

  async start(options: GqlModuleOptions): Promise<void> {
    const { authentication, logger } = this;
    const schema = options.schema as GraphQLSchema;
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(mercurius, { ...EXECUTION, schema });
    const operations = new MeasuredOperations(schema);
    await serveGraphql(fastify, { authentication, operations, logger, bodyLimitBytes: BODY_LIMIT_BYTES });
    const sockets = new SubscriptionSockets(authentication, operations, logger);
    sockets.listenOn(fastify.server);
    fastify.addHook('preClose', async () => sockets.close());
  }

  async stop(): Promise<void> {}

  /** What only the gateway has a use for answers only the gateway. */
  private guardFederation(schema: GraphQLSchema): void {
    const { _entities: entities, _service: service } = schema.getQueryType()?.getFields() ?? {};
    if (entities)
      entities.resolve = (_source, args, context) =>
        this.references.resolve(args['representations'] as readonly unknown[], context as RequestContext);
    const describe = service?.resolve;
    if (service && describe)
      service.resolve = (source, args, context, info) => {
        refuseStrangers(context as RequestContext);
        return describe(source, args, context, info) as unknown;
      };
  }

  private collectReferences(): void {
    for (const module of this.modules.values())
      for (const { instance } of module.providers.values() as Iterable<{ instance?: object }>)
        if (instance !== null && typeof instance === 'object') this.referencesOf(instance);
  }

  private referencesOf(instance: object): void {
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (!prototype || prototype === Object.prototype) return;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
      if (typeof method !== 'function' || name === 'constructor') continue;
      const type = Reflect.getMetadata(REFERENCE_TYPE, method) as string | undefined;
      if (!type) continue;
      this.references.add(
        type,
        (method as ReferenceResolver).bind(instance),
        Reflect.getMetadata(READS_FROM, method) as readonly string[] | undefined,
      );
      this.carried.set(type, Reflect.getMetadata(REFERENCE_FIELDS, method) as readonly string[]);
    }
  }
}
