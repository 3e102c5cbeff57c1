import type { Kafka } from 'kafkajs';
import { accessConfig, type KafkaAccess } from './kafka-access.js';
import { kafkajs } from './kafkajs.js';

export interface KafkaOptions {
  /** host:port of some brokers. */
  readonly brokers: readonly string[];
  /** Names the service in the broker's logs. */
  readonly clientId: string;
  /** How they are spoken to. Default: in plain text, as nobody. */
  readonly access?: KafkaAccess;
  /** Told what the client has to say, as text without payloads; kafkajs calls errors what it then retries. */
  readonly onLog?: (level: 'warn' | 'error', message: string) => void;
}

/** Attempts at a broker that is away: with these waits about five minutes, after which the caller tries again. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 3_000, retries: 100, factor: 0.2 };

/** A client that outlives its broker's restarts. */
export function kafkaClient({ brokers, clientId, access, onLog }: KafkaOptions): Kafka {
  silenceOneWarning();
  const { Kafka, logLevel } = kafkajs();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(access && accessConfig(access)),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, namespace, log }) =>
        onLog?.(level === logLevel.ERROR ? 'error' : 'warn', `${namespace}: ${told(log)}`),
  });
}

/** What a line of kafkajs says, with the reason, which it keeps beside the text. */
function told({ message, error }: { readonly message: string; readonly error?: unknown }): string {
  return typeof error === 'string' && error !== message ? `${message}: ${error}` : message;
}

let silenced = false;

/**
 * kafkajs sets timers a little into the past (its issue 1751); Node warns of each. That one warning is dropped, no
 * other.
 */
function silenceOneWarning(): void {
  if (silenced) return;
  silenced = true;
  const emit = process.emitWarning.bind(process);
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (/is a negative number/.test(String(warning)) && JSON.stringify(rest).includes('TimeoutNegativeWarning')) return;
    (emit as (...args: unknown[]) => void)(warning, ...rest);
  }) as typeof process.emitWarning;
}
