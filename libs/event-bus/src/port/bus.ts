import type { EventLog } from '@hengxin/event-log';
import type { EventCatalogue } from '@hengxin/event-sourcing';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { KafkaAccess } from '../kafka/kafka-access.js';
import { kafkaClient } from '../kafka/kafka-client.js';
import { KafkaTransport } from '../kafka/kafka.transport.js';
import type { BusObserver } from './observer.js';
import { ParkedEvents } from '../parking/parked-events.js';
import { Progress } from '../progress/progress.js';
import { StoreTransport } from '../log/store.transport.js';
import type { TxSource } from '../checkpoint/tx-source.js';

export interface EventBusOptions {
  /** The context of the service, e.g. `visit-logging`. */
  readonly context: string;
  /** All events there are, of every context. */
  readonly catalogue: EventCatalogue;
  readonly bus: 'store' | 'kafka';
  readonly log: EventLog;
  /** The service's own database, with the tables of `BusTables…`. */
  readonly db: TxSource;
  readonly observer?: BusObserver;
  /** host:port of some brokers; needed when `bus` is kafka. */
  readonly kafkaBrokers?: readonly string[];
  /** How they are spoken to. Default: in plain text, as nobody. */
  readonly kafkaAccess?: KafkaAccess;
  /** Told what the Kafka client has to say. */
  readonly onKafkaLog?: (level: 'warn' | 'error', message: string) => void;
  /**
   * Absolute URI under which `docs/reference/events/` is served; makes `ce_dataschema` absolute. Default: relative to
   * the sources.
   */
  readonly dataSchemaBase?: string;
}

/** Everything a service needs of the bus. */
export interface EventBus {
  /** For `app.connectMicroservice({ strategy })`, each of them; they start with `app.startAllMicroservices()`. */
  readonly strategies: readonly CustomTransportStrategy[];
  readonly progress: Progress;
  readonly parked: ParkedEvents;
}

/** Makes the transports of a service. Its own events always come from the log; others' from the log or from Kafka. */
export function createEventBus(options: EventBusOptions): EventBus {
  const { db, log } = options;
  const progress = new Progress({ db, log });
  const strategies: CustomTransportStrategy[] = [new StoreTransport({ ...options, progress })];
  if (options.bus === 'kafka') strategies.push(kafkaTransport(options, progress));
  return { strategies, progress, parked: new ParkedEvents(db) };
}

function kafkaTransport(options: EventBusOptions, progress: Progress): KafkaTransport {
  const { context, kafkaBrokers = [], kafkaAccess, onKafkaLog } = options;
  const kafka = kafkaClient({
    brokers: kafkaBrokers,
    clientId: `hengxin.${context}`,
    ...(kafkaAccess && { access: kafkaAccess }),
    ...(onKafkaLog && { onLog: onKafkaLog }),
  });
  return new KafkaTransport({ ...options, kafka, progress });
}
