import { bearerToken, DemoIssuer, TokenVerifier, verifierSettings } from '@hengxin/identity';
import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { strictScalars } from '@hengxin/scalars';
import { buildSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Supergraph } from './composition/supergraph.js';
import { CONFIGURATION, type Configuration } from './configuration.js';
import { Executor } from './execution/executor.js';
import { AttachmentRoutes } from './http/attachment.routes.js';
import { ConsoleRoutes } from './http/console.routes.js';
import { DemoController } from './http/demo.controller.js';
import { GraphqlEndpoint } from './http/graphql.endpoint.js';
import { GraphqlRoutes } from './http/graphql.routes.js';
import { ExportRoutes } from './http/export.routes.js';
import { ImportRoutes } from './http/import.routes.js';
import { OperationRoutes } from './http/operation.routes.js';
import { Uploads } from './http/uploads.js';
import { PlainRefusals } from './http/plain-refusals.js';
import { RefusalFilter } from './http/refusal.filter.js';
import { GatewayMetrics } from './metrics.js';
import { Operations } from './planning/operations.js';
import { RatingRoutes } from './rating/rating.routes.js';
import { SubscriptionServer } from './subscriptions/subscription.server.js';
import { LOGGER, SUBGRAPHS } from './tokens.js';
import { HttpSubgraphs } from './upstream/http-subgraphs.js';
import type { SubgraphPort } from './upstream/subgraph-port.js';

@Module({})
export class GatewayModule implements OnApplicationShutdown {
  constructor(@Inject(SUBGRAPHS) private readonly subgraphs: HttpSubgraphs) {}

  static of(
    configuration: Configuration,
    supergraph: Supergraph,
    logger: Logger,
    issuer: DemoIssuer | undefined,
    refusals: PlainRefusals,
  ): DynamicModule {
    const values: Provider[] = [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: LOGGER, useValue: logger },
      { provide: PlainRefusals, useValue: refusals },
      { provide: TokenVerifier, useValue: verifier(configuration, issuer, logger) },
      ...(issuer ? [{ provide: DemoIssuer, useValue: issuer }] : []),
    ];
    return {
      module: GatewayModule,
      controllers: issuer ? [DemoController] : [],
      providers: [
        ...values,
        ...factories(configuration, supergraph),
        GatewayMetrics,
        AttachmentRoutes,
        ConsoleRoutes,
        GraphqlRoutes,
        ExportRoutes,
        ImportRoutes,
        OperationRoutes,
        RatingRoutes,
        Uploads,
        SubscriptionServer,
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subgraphs.close();
  }
}

function factories(configuration: Configuration, supergraph: Supergraph): FactoryProvider[] {
  return [
    {
      provide: SUBGRAPHS,
      inject: [GatewayMetrics, TokenVerifier, LOGGER],
      useFactory: (metrics: GatewayMetrics, tokens: TokenVerifier, logger: Logger) =>
        new HttpSubgraphs({
          services: configuration.services,
          connections: configuration.upstream.connections,
          secret: configuration.internalSecret,
          callerOf: (authorization) => tokens.subjectOf(bearerToken(authorization) ?? '') ?? authorization,
          observe: (service, seconds, outcome) => metrics.asked(service, seconds, outcome),
          report: (service, cause) =>
            logger.warn({ upstream: service, cause: String(cause) }, 'a service does not answer'),
        }),
    },
    {
      provide: Operations,
      useFactory: () =>
        new Operations(supergraph, strictScalars(buildSchema(supergraph.publicSdl)), configuration.limits),
    },
    {
      provide: Executor,
      inject: [SUBGRAPHS, GatewayMetrics],
      useFactory: (subgraphs: SubgraphPort, metrics: GatewayMetrics) =>
        new Executor(subgraphs, {
          timeoutMs: configuration.upstream.timeoutMs,
          onLeftOut: (coordinate, count) => metrics.leftOut(coordinate, count),
        }),
    },
    {
      provide: GraphqlEndpoint,
      inject: [TokenVerifier, Operations, Executor, GatewayMetrics, LOGGER],
      useFactory: (
        tokens: TokenVerifier,
        operations: Operations,
        executor: Executor,
        metrics: GatewayMetrics,
        logger: Logger,
      ) =>
        new GraphqlEndpoint(tokens, operations, executor, metrics, logger, {
          openIntrospection: configuration.standalone,
        }),
    },
  ];
}

function verifier({ identity }: Configuration, issuer: DemoIssuer | undefined, logger: Logger): TokenVerifier {
  const { jwksUrl, issuer: name, audience } = identity;
  const jwks = jwksUrl ?? issuer?.jwks();
  if (!jwks) throw new Error('no keys to verify tokens with');
  const settings = verifierSettings(identity.tokens, (error) =>
    logger.error({ err: error }, 'the deny list stays as it was'),
  );
  return new TokenVerifier({ jwks, issuer: name, audience, ...settings });
}
