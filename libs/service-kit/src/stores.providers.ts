import { type EventBus, Progress } from '@hengxin/event-bus';
import type { EventLog } from '@hengxin/event-log';
import type { Provider } from '@nestjs/common';
import { BankDays } from './calendar/bank-days.js';
import { Clock } from './clock.js';
import { CoverDirectory } from './covers/cover-directory.js';
import { Database } from './database/database.js';
import { openDatabase } from './database/open-database.js';
import { SHARED_MIGRATIONS } from './database/shared-migrations.js';
import { readDemoClock } from './demo-clock.js';
import { OrgDirectory } from './directory/org-directory.js';
import type { KitOptions } from './kit.module.js';
import { catalogueOf } from './service-definition.js';
import { openServiceBus } from './service-bus.js';
import { openServiceLog } from './service-log.js';
import { CALENDAR, COVERS, DIRECTORY, EVENT_BUS, EVENT_LOG } from './tokens.js';

/** What is opened before a service serves: its database, the log, the bus, the directory, the calendar and who covers for whom. */
export function storesOf({
  definition,
  config,
  logger,
  metrics,
  clock,
  calendar,
  overrides,
  resources,
}: KitOptions): Provider[] {
  const waiting = (error: unknown): void => logger.warn({ err: error }, 'the database does not answer; trying again');
  const measured = { catalogue: catalogueOf(definition), logger, metrics, resources, observed: overrides.observed };
  const { entities = [], migrations = [] } = definition;
  return [
    {
      provide: Database,
      useFactory: async () => {
        const own = { entities, migrations: [...SHARED_MIGRATIONS, ...migrations] };
        const database = await openDatabase(config, own, waiting);
        resources.add(() => database.dataSource.destroy());
        return database;
      },
    },
    {
      provide: Clock,
      inject: [Database],
      useFactory: async (database: Database) => {
        if (config.standalone && !overrides.clock) await readDemoClock(database, clock);
        return clock;
      },
    },
    { provide: EVENT_LOG, useFactory: () => openServiceLog(config, measured, waiting) },
    {
      provide: EVENT_BUS,
      inject: [EVENT_LOG, Database],
      useFactory: (log: EventLog, database: Database) => openServiceBus(config, measured, log, database),
    },
    { provide: Progress, inject: [EVENT_BUS], useFactory: ({ progress }: EventBus) => progress },
    {
      provide: DIRECTORY,
      inject: [Database],
      useFactory: async (database: Database) => {
        const directory = new OrgDirectory(database, (error) =>
          logger.warn({ err: error }, 'the directory could not be refreshed'),
        );
        await directory.start();
        resources.add(() => directory.stop());
        return directory;
      },
    },
    {
      provide: BankDays,
      inject: [Database],
      useFactory: async (database: Database) => {
        const days = new BankDays(database, calendar, (error) =>
          logger.warn({ err: error }, "the bank's calendar could not be refreshed"),
        );
        await days.start();
        resources.add(() => days.stop());
        return days;
      },
    },
    { provide: CALENDAR, inject: [BankDays], useFactory: ({ calendar }: BankDays) => calendar },
    {
      provide: COVERS,
      inject: [Database],
      useFactory: async (database: Database) => {
        const covers = new CoverDirectory(database, (error) =>
          logger.warn({ err: error }, 'who covers for whom could not be refreshed'),
        );
        await covers.start();
        resources.add(() => covers.stop());
        return covers;
      },
    },
  ];
}
