import 'reflect-metadata';
import { createLogger } from '@hengxin/identity';
import { runProcess } from '@hengxin/service-kit/process';
import { readConfiguration } from './configuration.js';
import { supergraph } from './generated/supergraph.js';
import { startGateway } from './start-gateway.js';

await runProcess('gateway', async () => {
  const configuration = readConfiguration();
  const logger = createLogger('gateway', configuration.logLevel);
  return { app: await startGateway(configuration, supergraph, logger), logger, port: configuration.port };
});
