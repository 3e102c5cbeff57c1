import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The Kafka client's package, loaded at first use: a service that reads the log alone is 10 MB smaller without it. */
export function kafkajs(): typeof import('kafkajs') {
  // It warns at every start of a change of its partitioner that concerns nobody here.
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] ??= '1';
  return require('kafkajs') as typeof import('kafkajs');
}
