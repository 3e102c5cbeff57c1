export * from './port/bus.js';
export { declaredBy } from './port/consumer.js';
export { Consumes } from './port/consumes.decorator.js';
export { isContention, isOutage, NotYet } from './runner/failures.js';
export { kafkaAccess, type KafkaAccess, kafkaFaults, kafkaVariables, readKafkaAccess } from './kafka/kafka-access.js';
export { kafkaClient, type KafkaOptions } from './kafka/kafka-client.js';
export { KafkaTransport, type KafkaTransportOptions } from './kafka/kafka.transport.js';
export { patiently } from './kafka/leave.js';
export { WatchedMember } from './kafka/watched-member.js';
export { BusOneSource1767312000000 } from './migrations/bus-one-source.migration.js';
export { BusTables1767225600000 } from './migrations/bus-tables.migration.js';
export { BusSkippedEvents1774000000000 } from './migrations/bus-skipped-events.migration.js';
export type { BusObserver } from './port/observer.js';
export {
  type ParkedEvent,
  ParkedEvents,
  type ParkedSelection,
  type SkippedEvent,
  type Skipping,
} from './parking/parked-events.js';
export { comparePositions } from '@hengxin/event-log';
export * from './port/port.js';
export { decodePosition, encodePosition, InvalidPosition, type PositionToken } from './position/position-token.js';
export type { Lag } from './progress/consumer-lag.js';
export { Progress } from './progress/progress.js';
export { NotYetVisible } from './progress/waiters.js';
export { StoreTransport, type StoreTransportOptions } from './log/store.transport.js';
export { poolTxSource, type TxSource } from './checkpoint/tx-source.js';
