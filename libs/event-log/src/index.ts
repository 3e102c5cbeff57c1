export * from './log-unavailable.js';
export * from './port.js';
export * from './position.js';
export { createEventStoreDbEventLog, type EventStoreDbEventLogOptions } from './eventstoredb/eventstoredb-event-log.js';
export { bearLosses } from './postgres/connection.js';
export { migrateEventLog } from './postgres/migration.js';
export { createPostgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';
export { type Upcast, upcastByCatalogue } from './upcast.js';
