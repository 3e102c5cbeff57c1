import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { AGGREGATES, UnitPlaced } from '@hengxin/contracts';
import { declaredBy, ParkedEvents } from '@hengxin/event-bus';
import { LogUnavailable, NO_STREAM } from '@hengxin/event-log';
import type { Server } from '@nestjs/microservices';
import { projectionsOf, type ServiceDefinition } from '../service-definition.js';
import { generatedData } from './generated-events.js';
import type { ServiceParts } from './service-parts.js';
import { startTestService, type TestService } from './test-service.js';
import { unmarkedColumns } from './unmarked-columns.js';

/** Of each type of event. */
const COUNT = 60;

/**
 * What an event's schema takes, each consumer of the service takes: its casts, its columns, its reactions. Events of
 * every type are stored and delivered, with any moments, numbers and texts. Most of them mean nothing together, like
 * those of a log that is read from its middle.
 */
export function takesEveryEvent(definition: ServiceDefinition): void {
  describe('whatever an event may hold', () => {
    let service: TestService;
    const taken = new Set<string>();
    const observed = (consumer: string, types: ReadonlySet<string>): void => {
      for (const type of types) taken.add(`${consumer}, ${type}`);
    };
    beforeAll(async () => (service = await startTestService(definition, { observed })), 60_000);
    afterAll(() => service?.stop());

    it('the tables of its projections are those of its database', async () => {
      expect(await missingColumns(definition, service.parts)).toEqual([]);
    });

    it('the columns that take personal fields say whose they are', () =>
      expect(unmarkedColumns(definition, service.parts)).toEqual([]));

    it('no consumer refuses it, and each takes some of every type that it declares', async () => {
      const { log, database, bus } = service.parts;
      for (const aggregate of AGGREGATES)
        for (const event of Object.values(aggregate.events)) {
          // That units hang in no circle is a rule of the tree, which no schema can tell.
          const fixed = event.type === UnitPlaced.type ? { parentId: null } : {};
          const append = (data: Record<string, unknown>) => {
            const stored = { id: randomUUID(), type: event.type, version: event.version, data, meta: {} };
            const stream = aggregate.stream(randomUUID());
            return answered(() => log.append(stream, [stored], NO_STREAM));
          };
          const appended = await Promise.all(generatedData(event, COUNT, fixed).map(append));
          expect(appended.filter(({ ok }) => !ok)).toEqual([]);
        }
      await service.caughtUp();
      expect(bus.progress.names.length).toBeGreaterThan(1);
      const parked = await new ParkedEvents(database).list();
      expect(parked.map(({ consumer, type, reason }) => `${consumer}, ${type}: ${reason}`)).toEqual([]);
      const declared = declarationsOf(service);
      expect(declared.length).toBeGreaterThan(bus.progress.names.length);
      await becomes(() => declared.filter((each) => !taken.has(each)));
    }, 120_000);
  });
}

/** The same append again where a busy machine let its time pass: the event has its id, and is stored once. */
async function answered<Told>(append: () => Promise<Told>, attempts = 5): Promise<Told> {
  try {
    return await append();
  } catch (error) {
    if (!(error instanceof LogUnavailable) || attempts === 1) throw error;
    return answered(append, attempts - 1);
  }
}

/** Each consumer with each type that it declares, as `consumer, type`. */
function declarationsOf({ parts }: TestService): string[] {
  return parts.bus.strategies
    .flatMap((strategy) => [...(strategy as Server).getHandlers().values()])
    .flatMap((handler) => declaredBy(handler) ?? [])
    .flatMap(({ consumer, events }) => events.map(({ type }) => `${consumer}, ${type}`));
}

/** Broadcasts have no checkpoint that could be waited for: they are looked at until none lacks anything. */
async function becomes(missing: () => readonly string[]): Promise<void> {
  const until = Date.now() + 30_000;
  while (missing().length > 0 && Date.now() < until) await turn();
  expect(missing()).toEqual([]);
}

/**
 * Columns of the projections that the database has not, or with another type: what a migration left out. As
 * `table.column`.
 */
export async function missingColumns(
  definition: ServiceDefinition,
  { clock, calendar, database }: Pick<ServiceParts, 'clock' | 'calendar' | 'database'>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const { name, columns } of projectionsOf(definition, { clock, calendar }).flatMap(({ tables }) => tables)) {
    const declared = Object.entries(columns).map(([column, { sqlType }]) => [column, sqlType] as const);
    const known = await database.query<{ name: string }>(KNOWN_COLUMNS, [
      name,
      declared.map(([column]) => column),
      declared.map(([, sqlType]) => sqlType),
    ]);
    const found = new Set(known.map((column) => column.name));
    missing.push(...declared.filter(([column]) => !found.has(column)).map(([column]) => `${name}.${column}`));
  }
  return missing;
}

/** Those of the declared columns that the table has, with the type that is declared, in their order. */
const KNOWN_COLUMNS = `
  select declared.name from unnest($2::text[], $3::text[]) with ordinality declared (name, type, place)
  join pg_attribute a on a.attrelid = to_regclass($1) and a.attname = declared.name and a.atttypid = declared.type::regtype
  where not a.attisdropped order by declared.place`;
