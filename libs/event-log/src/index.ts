export { AppendTooLarge, assertAppendable } from './append-texts.js';
export { PositionRefused } from './following/position-refused.js';
export * from './log-unavailable.js';
export {
  describeEventLog,
  type EventLogOptions,
  eventLogUrlFault,
  isPostgresLog,
  isSameLog,
  openEventLog,
  postgresUrlFault,
} from './open-event-log.js';
export * from './port.js';
export * from './position.js';
export { createEventStoreDbEventLog, type EventStoreDbEventLogOptions } from './eventstoredb/eventstoredb-event-log.js';
export { grantReader } from './eventstoredb/grant-reader.js';
export { UrlFault } from './eventstoredb/url.js';
export { bearLosses } from './postgres/connection.js';
export { migrateEventLog } from './postgres/migration.js';
export { createPostgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';
