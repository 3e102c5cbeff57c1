import type { BankCalendar } from '@hengxin/contracts';
import type { EventBus } from '@hengxin/event-bus';
import type { EventLog } from '@hengxin/event-log';
import { TokenVerifier } from '@hengxin/identity';
import type { INestApplicationContext } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config/config.js';
import type { CoverDirectory } from '../covers/cover-directory.js';
import { Database } from '../database/database.js';
import type { OrgDirectory } from '../directory/org-directory.js';
import { CALENDAR, COVERS, DIRECTORY, EVENT_BUS, EVENT_LOG, LOGGER } from '../tokens.js';

/** What a spec looks at behind a service's API. */
export interface ServiceParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly calendar: BankCalendar;
  readonly database: Database;
  readonly log: EventLog;
  readonly bus: EventBus;
  readonly directory: OrgDirectory;
  readonly covers: CoverDirectory;
  readonly verifier: TokenVerifier;
}

/** Those of a running service, which stay as they were when it stops. */
export function partsOf(app: INestApplicationContext): ServiceParts {
  return {
    config: app.get<Config>(CONFIG),
    logger: app.get<Logger>(LOGGER),
    clock: app.get(Clock),
    calendar: app.get<BankCalendar>(CALENDAR),
    database: app.get(Database),
    log: app.get<EventLog>(EVENT_LOG),
    bus: app.get<EventBus>(EVENT_BUS),
    directory: app.get<OrgDirectory>(DIRECTORY),
    covers: app.get<CoverDirectory>(COVERS),
    verifier: app.get(TokenVerifier),
  };
}
