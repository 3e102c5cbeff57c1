import { randomUUID } from 'node:crypto';
import { AGGREGATES, catalogue } from '@hengxin/contracts';
import { comparePositions, createPostgresEventLog } from '@hengxin/event-log';
import { createService, Progress, readConfig } from '@hengxin/service-kit';
import pg from 'pg';
import { performanceKpis } from './performance-kpis.module.js';
import { FIGURES } from './figures/figures.tables.js';
import { FIGURES_EVENTS } from './figures/figures.projection.js';

/** What a rebuild took, and what reading the same events alone takes: its limit. */
export interface Rebuild {
  readonly events: number;
  readonly seconds: number;
  readonly readOnlySeconds: number;
  /** Where the figures stand, if they were kept. */
  readonly schema: string;
}

const SCHEMA = 'kpi_rebuild';
const COUNTED_WITHIN_MS = 7_200_000;

/**
 * Counts every figure again from the log of a database: the real service in this process, in a schema of its own that
 * is dropped afterwards, unless it is kept. The service's directory of units and staff is read along, as it is in
 * operation.
 */
export async function benchRebuild(databaseUrl: string, { keeps = false } = {}): Promise<Rebuild> {
  await dropSchema(databaseUrl);
  const config = readConfig('performance-kpis', {
    HENGXIN_DATABASE_URL: databaseUrl,
    HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
    HENGXIN_JWT_ISSUER: 'nobody',
    HENGXIN_INTERNAL_SECRET: randomUUID(),
    HENGXIN_LOG_LEVEL: 'warn',
    PORT: '0',
  });
  const startedAt = performance.now();
  const service = await createService(performanceKpis, { ...config, schema: SCHEMA });
  try {
    await service.app.get(Progress).caughtUp([FIGURES.consumer], COUNTED_WITHIN_MS);
    const seconds = (performance.now() - startedAt) / 1000;
    const read = await readAll(databaseUrl);
    return { events: read.events, seconds, readOnlySeconds: read.seconds, schema: SCHEMA };
  } finally {
    await service.close();
    if (!keeps) await dropSchema(databaseUrl);
  }
}

async function dropSchema(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`drop schema if exists ${SCHEMA} cascade`);
  await client.end();
}

/** Reads the events that the figures count, and does nothing with them. */
async function readAll(url: string): Promise<{ events: number; seconds: number }> {
  const types: readonly string[] = FIGURES_EVENTS.map(({ type }) => type);
  const categories = AGGREGATES.filter((aggregate) =>
    Object.keys(aggregate.events).some((type) => types.includes(type)),
  ).map(({ name }) => name);
  const log = createPostgresEventLog({ url, catalogue });
  const head = await log.highWaterMark();
  const startedAt = performance.now();
  let events = 0;
  const reading = await new Promise<{ stop(): Promise<void> }>((resolve) => {
    const subscription = log.subscribe({
      from: 'start',
      categories,
      types,
      batchSize: 5_000,
      onBatch: async (batch, upTo) => {
        events += batch.length;
        if (comparePositions(upTo, head) >= 0) queueMicrotask(() => resolve(subscription));
      },
    });
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await reading.stop();
  await log.close();
  return { events, seconds };
}
