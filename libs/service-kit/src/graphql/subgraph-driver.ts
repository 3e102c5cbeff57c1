import { Inject, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AbstractGraphQLDriver, GraphQLFederationFactory, type GqlModuleOptions } from '@nestjs/graphql';
import { strictScalars } from '@hengxin/scalars';
import type { GraphQLSchema } from 'graphql';
import mercurius, { type MercuriusOptions } from 'mercurius';
import type { Logger } from 'pino';
import { LOGGER } from '../tokens.js';
import { checkArguments } from './arguments.js';
import { READS_FROM, REFERENCE_TYPE } from './allow.js';
import { type ReferenceResolver, References, type Representation } from './references.js';
import type { RequestContext } from './request-context.js';
import { guardedSubscription } from './subscriptions.js';

/** A Federation subgraph, schema first, on Mercurius. References are resolved by type, all ids of a call at once. */
@Injectable()
export class SubgraphDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  constructor(
    @Inject(GraphQLFederationFactory) private readonly federation: GraphQLFederationFactory,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(References) private readonly references: References,
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
    const entities = schema.getQueryType()?.getFields()['_entities'];
    if (entities)
      entities.resolve = (_source, args, context) =>
        this.references.resolve(args['representations'] as Representation[], context as RequestContext);
    strictScalars(schema);
    checkArguments(schema);
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {}))
      if (field.subscribe)
        field.subscribe = guardedSubscription(field.subscribe, (err) => this.logger.error({ err }, 'a subscription failed'));
    return schema;
  }

  async start(options: GqlModuleOptions): Promise<void> {
    const { typeDefs: _sdl, ...rest } = options as GqlModuleOptions & Record<string, unknown>;
    await this.httpAdapterHost.httpAdapter.getInstance().register(mercurius, rest as unknown as MercuriusOptions);
  }

  async stop(): Promise<void> {}

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
      if (type)
        this.references.add(
          type,
          (method as ReferenceResolver).bind(instance),
          Reflect.getMetadata(READS_FROM, method) as readonly string[] | undefined,
        );
    }
  }
}
