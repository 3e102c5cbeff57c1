import 'reflect-metadata';
import { ConfigurationFault, readConfiguration } from './configuration.js';
import { supergraph } from './generated/supergraph.js';
import { startGateway } from './start-gateway.js';

try {
  await startGateway(readConfiguration(), supergraph);
} catch (error) {
  const faults = error instanceof ConfigurationFault ? error.faults : [sentenceOf(error)];
  for (const fault of faults) process.stderr.write(`gateway: ${fault}\n`);
  process.exit(1);
}

function sentenceOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return 'the port is taken: set HENGXIN_PORT to a free one';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
