import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

let loaded: typeof import('kafkajs') | undefined;

/** The Kafka client's package, loaded at first use: a service that reads the log alone is 10 MB smaller without it. */
export function kafkajs(): typeof import('kafkajs') {
  // It warns at every start of a change of its partitioner that concerns nobody here.
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] ??= '1';
  return (loaded ??= require('kafkajs') as typeof import('kafkajs'));
}

/** True for what the client throws: where it was never loaded, nothing is. */
export function isKafkaFailure(error: unknown): boolean {
  return loaded !== undefined && error instanceof loaded.KafkaJSError;
}
