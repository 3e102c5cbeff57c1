import { DEMO_ISSUER_WARNING, DemoIssuer } from '@hengxin/identity';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import type { Supergraph } from './composition/compose.js';
import type { Configuration } from './configuration.js';
import { GatewayModule } from './gateway.module.js';

/** Starts the gateway and answers once it listens. */
export async function startGateway(
  configuration: Configuration,
  supergraph: Supergraph,
  logger: Logger = gatewayLogger(configuration.logLevel),
): Promise<NestFastifyApplication> {
  const issuer =
    configuration.standalone && !configuration.identity.jwksUrl ? await DemoIssuer.fromFile(configuration.identity.demoKeyFile) : undefined;
  if (issuer) logger.warn(DEMO_ISSUER_WARNING);
  const adapter = new FastifyAdapter({
    bodyLimit: configuration.limits.bodyBytes,
    keepAliveTimeout: 75_000,
    requestTimeout: 0,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.of(configuration, supergraph, logger, issuer), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.listen(configuration.port, configuration.host);
  logger.info({ port: configuration.port }, 'the gateway listens');
  return app;
}

export function gatewayLogger(level: string): Logger {
  return pino({ level, base: { service: 'gateway' }, timestamp: pino.stdTimeFunctions.isoTime });
}
