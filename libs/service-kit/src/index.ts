export { BankDays } from './calendar/bank-days.js';
export { CALENDAR_CONSUMER } from './calendar/calendar.consumer.js';
export * from './catalogue/catalogue.js';
export { languageOf } from './catalogue/language.js';
export { sharedRejections } from './catalogue/shared-rejections.js';
export { Clock } from './clock.js';
export {
  type CommandAnswer,
  CommandAnswers,
  type CommandClaim,
  CreateCommandAnswer1700000000100,
} from './commands/command-answers.js';
export { deterministicId, eventId, fingerprintOf } from './commands/command-ids.js';
export { CoverDirectory } from './covers/cover-directory.js';
export { COVERS_CONSUMER } from './covers/covers.consumer.js';
export { type Decided, decideOnce, handle, type Handling } from './commands/handle.js';
export type { CommandContext, CommandEnvelope, CommandResult } from './commands/command-envelope.js';
export { CommandHandler } from './commands/command-handler.js';
export { encodeEventPosition } from './commands/positions.js';
export { persistently } from './commands/write-in-turn.js';
export { type Config, CONFIG, environmentSchema, readConfig, schemaOf } from './config/config.js';
export { BatchedIds } from './database/batched-ids.js';
export { BatchedLookup } from './database/batched-lookup.js';
export { BatchedPages, type PageStatement, together } from './database/batched-pages.js';
export { Database, type EntityClass, type MigrationClass } from './database/database.js';
export { DayReached } from './day-reached.js';
export { OrgDirectory } from './directory/org-directory.js';
export { UnitNamesResolver } from './directory/unit-names.resolver.js';
export type { AuthenticatedRequest } from './graphql/access.guard.js';
export { Allow, ReadsFrom, ScopedReference } from './graphql/allow.js';
export {
  type Connection,
  connection,
  type CursorKey,
  decodeCursor,
  encodeCursor,
  isMoment,
  PAGE_SIZE_MAX,
  pageSize,
} from './graphql/connection.js';
export { Feed } from './graphql/feed.js';
export { parseInput } from './graphql/input.js';
export { type Payload, payloadOf, refused } from './graphql/payload.js';
export { QueryRefused } from './graphql/query-refused.js';
export { callerNow, type RequestContext, sharedIn } from './graphql/request-context.js';
export { SubgraphDriver } from './graphql/subgraph-driver.js';
export { type HealthCheck } from './http/health.js';
export { Metrics } from './http/metrics.js';
export { StreamedBody } from './http/streamed-body.js';
export { correlationIdOf } from './process/call-ids.js';
export { ConfigFault } from './process/environment.js';
export { Progress } from '@hengxin/event-bus';
export { type Compared, rebuild, type RebuildOrder } from './rebuild/rebuild.js';
export { type Rebuilding, RebuildRefused } from './rebuild/rebuilding.js';
export { ReadYourWrites } from './service-progress.js';
export { type ServiceDefinition } from './service-definition.js';
export { createService, type RunningService, startService } from './start-service.js';
export { CALENDAR, COVERS, DIRECTORY, EVENT_LOG, LOGGER } from './tokens.js';
