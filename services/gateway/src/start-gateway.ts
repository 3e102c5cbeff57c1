import { createLogger, DEMO_ISSUER_WARNING, DemoIssuer } from '@hengxin/identity';
import { NestLog } from '@hengxin/service-kit/process';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Supergraph } from './composition/supergraph.js';
import type { Configuration } from './configuration.js';
import { GatewayModule } from './gateway.module.js';
import { GatewayAdapter } from './http/gateway.adapter.js';
import { PlainRefusals } from './http/plain-refusals.js';

/** Starts the gateway and answers once it listens. */
export async function startGateway(
  configuration: Configuration,
  supergraph: Supergraph,
  logger: Logger = createLogger('gateway', configuration.logLevel),
): Promise<NestFastifyApplication> {
  const issuer =
    configuration.standalone && !configuration.identity.jwksUrl
      ? await DemoIssuer.fromFile(configuration.identity.demoKeyFile)
      : undefined;
  if (issuer) logger.warn(DEMO_ISSUER_WARNING);
  const { bodyBytes } = configuration.limits;
  const refusals = new PlainRefusals(logger, bodyBytes);
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of(configuration, supergraph, logger, issuer, refusals),
    new GatewayAdapter(refusals, configuration),
    { logger: new NestLog(logger), abortOnError: false, bodyParser: false },
  );
  await app.listen(configuration.port, configuration.host);
  return app;
}
