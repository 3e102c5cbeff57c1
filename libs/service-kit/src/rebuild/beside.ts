import type { BankCalendar } from '@hengxin/contracts';
import type { Projection } from '@hengxin/projections';
import { Module, type Type } from '@nestjs/common';
import { BankDays, copyDays } from '../calendar/bank-days.js';
import { CALENDAR_CONSUMER } from '../calendar/calendar.consumer.js';
import { Clock } from '../clock.js';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { projectionsOf, type ServiceDefinition } from '../service-definition.js';
import { CALENDAR } from '../tokens.js';
import type { Rebuilding } from './rebuilding.js';

/** Nobody asks it anything but how it does. */
const SCHEMA = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** Stands for that the seeds are there. */
const SEEDED = Symbol('seeded');

/** The schema in which the new version grows; nobody reads it. */
export const besideOf = (schema: string): string => `${schema}_next`;

/**
 * The consumers that make a read model: its own, and those that add to its tables. Empty where there is none of that
 * name.
 */
export function groupOf(projections: readonly Projection[], readModel: string): readonly Projection[] {
  if (!projections.some(({ consumer }) => consumer === readModel)) return [];
  return projections.filter(({ consumer, addsTo }) => consumer === readModel || addsTo === readModel);
}

/** The service with nothing of it but what makes a read model: it answers nobody, reacts to nothing and waits for nothing. */
export function besideDefinition(
  definition: ServiceDefinition,
  rebuilding: Rebuilding,
  readModel: string,
  from: string,
): ServiceDefinition {
  return {
    name: definition.name,
    module: moduleOf(definition, rebuilding, from),
    typeDefs: SCHEMA,
    projections: (parts) => {
      const all = projectionsOf(definition, parts);
      return [...groupOf(all, readModel), ...all.filter(({ consumer }) => rebuilding.seeds.includes(consumer))];
    },
    ...(definition.catalogue && { catalogue: definition.catalogue }),
    ...(definition.migrations && { migrations: definition.migrations }),
  };
}

/** It reads the log itself, whatever feeds the service, and listens nowhere. */
export function besideConfig(config: Config): Config {
  return {
    ...config,
    schema: besideOf(config.schema),
    bus: 'store',
    port: 0,
    host: '127.0.0.1',
    operations: undefined,
  };
}

function moduleOf(definition: ServiceDefinition, { module, seeds, carry }: Rebuilding, from: string): Type {
  @Module({
    imports: [module],
    providers: [
      {
        provide: SEEDED,
        useFactory: async (database: Database, clock: Clock, calendar: BankCalendar, days: BankDays) => {
          const all = projectionsOf(definition, { clock, calendar });
          await seed(
            database,
            from,
            all.filter(({ consumer }) => seeds.includes(consumer)),
          );
          if (carry) await database.tx((tx) => carry(tx, from));
          // Nothing is made by another calendar than the bank's, not even at first.
          await days.refresh();
          return true;
        },
        inject: [Database, Clock, CALENDAR, BankDays],
      },
    ],
  })
  class Beside {}
  return Beside;
}

/** Copies the rows of consumers, and the days that the bank told, with how far they have come: all go on from there. */
async function seed(database: Database, from: string, projections: readonly Projection[]): Promise<void> {
  await database.tx(async (tx) => {
    for (const { name, columns } of projections.flatMap(({ tables }) => tables)) {
      const list = Object.keys(columns).join(', ');
      await tx.query(`insert into ${name} (${list}) select ${list} from ${from}.${name}`);
    }
    await copyDays(tx, from);
    const place = 'consumer, source, partition, position, next_offset, parked';
    await tx.query(
      `insert into bus_checkpoint (${place})
       select ${place} from ${from}.bus_checkpoint where consumer = any($1) and source = 'store'`,
      [[...projections.map(({ consumer }) => consumer), CALENDAR_CONSUMER]],
    );
  });
}
