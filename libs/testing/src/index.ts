export { type RuleCase, specify } from './specify.js';
export { type Template, type TestDatabase, testDatabase } from './test-database.js';
export { describeWithKafka, kafkaMissing, startKafka, type TestKafka } from './kafka.js';
export { isPlannedOnce, type PreparedStatement, statementCost, type StatementCost } from './statement-cost.js';
export { freePort, freePorts } from './ports.js';
export { throwawayPostgres, type ThrowawayPostgres } from './throwaway-postgres.js';
