import { BankCalendar } from '@hengxin/contracts';
import { comparePositions, Progress } from '@hengxin/event-bus';
import type { Projection, TableFacts } from '@hengxin/projections';
import { pause } from '@hengxin/waiting';
import pg from 'pg';
import { daysDiffer } from '../calendar/bank-days.js';
import { CALENDAR_CONSUMER } from '../calendar/calendar.consumer.js';
import { Clock } from '../clock.js';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { projectionsOf, type ServiceDefinition } from '../service-definition.js';
import { createService, type RunningService } from '../start-service.js';
import { besideConfig, besideDefinition, besideOf, groupOf } from './beside.js';
import { type Rebuilding, RebuildRefused } from './rebuilding.js';

export interface RebuildOrder {
  /** The consumer that makes the read model. */
  readonly readModel: string;
  /** False: it is made again, compared and dropped. */
  readonly switches: boolean;
  /** A line of the report. */
  say(line: string): void;
  /** How far it is, again and again. */
  progress?(line: string): void;
  readonly signal?: AbortSignal;
}

/** How a table of the new version compares with the one that is read. */
export interface Compared {
  readonly table: string;
  readonly before: number;
  readonly after: number;
  readonly isSame: boolean;
}

const PROGRESS_MS = 1_000;
const LOCK_MS = 10_000;

/**
 * Makes a read model again beside the one that is read, and puts it in its place. The new version grows in a schema of
 * its own out of the whole log, while the service goes on. Then it is compared, table by table, and all of its tables
 * go over in one transaction with the place up to which they are made. Broken off before that, nothing has changed for
 * a reader, and the next one begins from the start. Throws RebuildRefused where it can't be done.
 */
export async function rebuild(definition: ServiceDefinition, config: Config, order: RebuildOrder): Promise<Compared[]> {
  const { rebuild: rebuilding } = definition;
  if (!rebuilding) throw new RebuildRefused(`${definition.name} has no read model that can be made again.`);
  const parts = { clock: new Clock(config.timeZone), calendar: new BankCalendar() };
  const group = groupOf(projectionsOf(definition, parts), order.readModel);
  if (group.length === 0) throw new RebuildRefused(`${definition.name} has no read model ${order.readModel}.`);
  const client = new pg.Client({ connectionString: config.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  let beside: RunningService | undefined;
  try {
    const at: Place = { client, schema: config.schema, group, rebuilding };
    await begin(at);
    beside = await createService(
      besideDefinition(definition, rebuilding, order.readModel, config.schema),
      besideConfig(config),
    );
    await grown(beside, at, order, rebuilding.isReady);
    const compared = await finish(at, order, async () => {
      await beside?.close();
      beside = undefined;
    });
    return compared;
  } finally {
    await beside?.close();
    await client.query(`drop schema if exists ${besideOf(config.schema)} cascade`).catch(() => undefined);
    await client.end();
  }
}

interface Place {
  readonly client: pg.Client;
  readonly schema: string;
  readonly group: readonly Projection[];
  readonly rebuilding: Rebuilding;
}

const namesOf = (group: readonly Projection[]): string[] => group.map(({ consumer }) => consumer);

/** One at a time; what another one that broke off has left goes. */
async function begin({ client, schema, group }: Place): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(hashtext($1)) as mine', [
    `rebuild ${schema}`,
  ]);
  if (!rows[0]!.mine) throw new RebuildRefused('Another rebuild of this service is under way.');
  const fed = await client.query(
    `select 1 from ${schema}.bus_checkpoint where consumer = any($1) and source <> 'store' limit 1`,
    [namesOf(group)],
  );
  if (fed.rowCount)
    throw new RebuildRefused(
      'It is fed from Kafka, whose places the log does not tell: give its consumer another name.',
    );
  await client.query(`drop schema if exists ${besideOf(schema)} cascade`);
}

/** Resolves once the new version holds what the log held when it was asked last. */
async function grown(
  { app }: RunningService,
  { group }: Place,
  { progress, signal }: RebuildOrder,
  isReady: Rebuilding['isReady'],
): Promise<void> {
  const [counted, database] = [app.get(Progress), app.get(Database)];
  for (;;) {
    signal?.throwIfAborted();
    const isThere = await counted.caughtUp([...namesOf(group), CALENDAR_CONSUMER], PROGRESS_MS).then(
      () => true,
      () => false,
    );
    if (isThere && (await isReady(app))) return;
    const rows = await database.query<{ consumer: string; position: string | null }>(
      'select consumer, position from bus_checkpoint where consumer = any($1) order by 1',
      [namesOf(group)],
    );
    progress?.(rows.map(({ consumer, position }) => `${consumer} up to ${position ?? 'the beginning'}`).join(', '));
    if (isThere) await pause(PROGRESS_MS);
  }
}

/** Compares both versions where the one that is read stands still, and puts the new one in its place. */
async function finish(place: Place, { switches, say }: RebuildOrder, stop: () => Promise<void>): Promise<Compared[]> {
  const { client, schema, group } = place;
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${LOCK_MS}`);
    // As a batch locks: a consumer that counts waits from here on.
    for (const consumer of namesOf(group))
      await client.query(
        "select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'bus', $1::text, $2::text, 'store', 0), 0))",
        [schema, consumer],
      );
    await atLeastAsFar(place);
    await stop();
    await assertNothingParked(place);
    await assertCarried(place);
    const compared: Compared[] = [];
    for (const table of tablesOf(group)) {
      const found = await compare(place, table);
      if (!found) continue;
      compared.push(found);
      say(lineOf(found));
    }
    if (switches) await putInPlace(place);
    await client.query('commit');
    return compared;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** What is read goes no further meanwhile, so that a consumer never finds less than it has seen. */
async function atLeastAsFar({ client, schema, group }: Place): Promise<void> {
  const positions = async (of: string) => {
    const { rows } = await client.query<{ consumer: string; position: string | null }>(
      `select consumer, position from ${of}.bus_checkpoint where consumer = any($1)`,
      [namesOf(group)],
    );
    return new Map(rows.map(({ consumer, position }) => [consumer, position]));
  };
  const before = await positions(schema);
  for (;;) {
    const after = await positions(besideOf(schema));
    const isBehind = [...before].some(([consumer, position]) => {
      const reached = after.get(consumer);
      return position !== null && (!reached || comparePositions(reached, position) < 0);
    });
    if (!isBehind) return;
    await pause(50);
  }
}

async function assertNothingParked({ client, schema, group }: Place): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from ${besideOf(schema)}.bus_parked_event where consumer = any($1) limit 1`,
    [namesOf(group)],
  );
  if (rowCount) throw new RebuildRefused('The new version could not take every event; see npm run parked.');
}

/** It is made by the bank's calendar, and with what the log does not tell: both have to be the same still. */
async function assertCarried({ client, schema, rebuilding: { carriedIsOther } }: Place): Promise<void> {
  for (const differ of [daysDiffer, ...(carriedIsOther ? [carriedIsOther] : [])]) {
    const { rowCount } = await client.query(differ(schema, besideOf(schema)));
    if (rowCount) throw new RebuildRefused(CHANGED_MEANWHILE);
  }
}

const CHANGED_MEANWHILE = 'What it is made with has changed meanwhile. Nothing is changed: order it again.';

const tablesOf = (group: readonly Projection[]): readonly TableFacts[] => group.flatMap(({ tables }) => tables);

/** What is read of a table to compare it; undefined where it has nothing that could be. */
function readingOf(
  { name, columns }: TableFacts,
  { incidental, sums }: Rebuilding,
  schema: string,
): string | undefined {
  const compared = Object.entries(columns).filter(([column]) => !incidental.includes(column));
  if (compared.length === 0) return undefined;
  const names = compared.map(([column]) => column).sort();
  const digest = `coalesce(sum(hashtextextended(row(${names.join(', ')})::text, 0)::numeric), 0)::text as digest`;
  const read = (from: string) => `select count(*)::float8 as rows, ${digest} from ${from}`;
  if (!sums.includes(name)) return read(`${schema}.${name}`);
  const counted = compared.filter(([, { sqlType }]) => sqlType === 'bigint').map(([column]) => column);
  const keys = names.filter((column) => !counted.includes(column));
  const added = counted.map((column) => `coalesce(sum(${column}), 0) as ${column}`);
  const isSomething = counted.map((column) => `${column} <> 0`).join(' or ');
  const together = `select ${[...keys, ...added].join(', ')} from ${schema}.${name} group by ${keys.join(', ')}`;
  return read(`(${together}) t where ${isSomething}`);
}

async function compare({ client, schema, rebuilding }: Place, table: TableFacts): Promise<Compared | undefined> {
  const read = async (of: string) => {
    const reading = readingOf(table, rebuilding, of);
    return reading && (await client.query<{ rows: number; digest: string }>(reading)).rows[0]!;
  };
  const [before, after] = [await read(schema), await read(besideOf(schema))];
  if (!before || !after) return undefined;
  return { table: table.name, before: before.rows, after: after.rows, isSame: before.digest === after.digest };
}

const lineOf = ({ table, before, after, isSame }: Compared): string =>
  `${table}: ${before} rows, ${after} in the new version, ${isSame ? 'the same' : 'they differ'}`;

/** All tables at once, with the places up to which they are made. */
async function putInPlace({ client, schema, group, rebuilding: { moved } }: Place): Promise<void> {
  const beside = besideOf(schema);
  const names = [...tablesOf(group).map(({ name }) => name), ...moved];
  await client.query(`lock table ${names.map((name) => `${schema}.${name}`).join(', ')} in access exclusive mode`);
  for (const name of names) {
    await client.query(`drop table ${schema}.${name}`);
    await client.query(`alter table ${beside}.${name} set schema ${schema}`);
  }
  const place = 'consumer, source, partition, position, next_offset, parked';
  for (const table of ['bus_checkpoint', 'bus_parked_event'])
    await client.query(`delete from ${schema}.${table} where consumer = any($1)`, [namesOf(group)]);
  await client.query(
    `insert into ${schema}.bus_checkpoint (${place}) select ${place} from ${beside}.bus_checkpoint where consumer = any($1)`,
    [namesOf(group)],
  );
}
