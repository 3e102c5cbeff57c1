import { type BusObserver, createEventBus, type EventBus } from '@hengxin/event-bus';
import type { EventLog } from '@hengxin/event-log';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import type { Logger } from 'pino';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';
import { fewAtOnce } from './database/few-at-once.js';
import type { Metrics } from './http/metrics.js';

/** Told of each batch that a consumer took, by the types of its events. */
export type Observed = (consumer: string, types: ReadonlySet<string>) => void;

/**
 * Connections that consumers leave alone. A reaction holds one while its command takes another: were all in the hands
 * of reactions, each would wait for the others.
 */
const CONNECTIONS_FOR_OTHERS = 2;

/** The bus of a service, which is measured and logged. */
export function openServiceBus(
  config: Config,
  { catalogue, logger, metrics, observed }: BusParts,
  log: EventLog,
  db: Database,
): EventBus {
  const bus = createEventBus({
    context: config.service,
    catalogue,
    bus: config.bus,
    kafkaBrokers: config.kafkaBrokers,
    kafkaAccess: config.kafkaAccess,
    ...(config.eventSchemasUrl !== undefined && { dataSchemaBase: config.eventSchemasUrl }),
    log,
    db: fewAtOnce(db, config.databasePool - CONNECTIONS_FOR_OTHERS),
    observer: observerOf(metrics, logger, observed),
    onKafkaLog: (level, message) => logger[level]({ source: 'kafka' }, message),
  });
  metrics.watch(bus.progress);
  return bus;
}

interface BusParts {
  readonly catalogue: EventCatalogue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly observed?: Observed | undefined;
}

function observerOf(metrics: Metrics, logger: Logger, observed: Observed = () => undefined): BusObserver {
  return {
    delivered({ consumer, source, events, types }) {
      metrics.projected.inc({ consumer, source }, events);
      observed(consumer, types);
    },
    broadcast: ({ consumer, types }) => observed(consumer, types),
    parked: ({ consumer, source, code, eventId, type }) => {
      metrics.parked.inc({ consumer, code });
      logger.error({ consumer, source, code, eventId, type }, 'an event was parked');
    },
    failing: ({ consumer, source, error, attempt, outage }) =>
      logger.warn({ consumer, source, err: error, attempt, outage }, 'a consumer tries again'),
    restarted: ({ consumer, source, reason }) =>
      logger.warn({ consumer, source, reason }, 'a consumer was started again'),
  };
}
