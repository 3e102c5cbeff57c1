export {
  type Again,
  type AnyDeadline,
  type Cancelled,
  Deadline,
  deadline,
  type DeadlineDefinition,
  type Due,
  type On,
  type ProviderToken,
  type Registration,
} from './deadline.js';
export { type DeadlineClock, Deadlines, type DeadlinesObserver, type DeadlinesOptions } from './deadlines.js';
export { DeadlineTable1775000000000 } from './deadlines.migration.js';
