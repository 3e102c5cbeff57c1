// Measures the store source: latency of a live event from append to commit, and throughput of a consumer that catches
// up. Build first; `node libs/event-bus/bench/store.bench.mjs <postgres url> [events]`.
import { randomUUID } from 'node:crypto';
import { createPostgresEventLog, migrateEventLog } from '@hengxin/event-log';
import pg from 'pg';
import {
  BusOneSource1767312000000,
  BusTables1767225600000,
  poolTxSource,
  Progress,
  StoreTransport,
} from '../dist/index.js';
import { catalogue, ContactLogged } from '@hengxin/contracts';
import { Consumes } from '../dist/index.js';

const [url, count = '100000'] = process.argv.slice(2);
if (!url) throw new Error('give the URL of a PostgreSQL that may be written to');
const pool = new pg.Pool({ connectionString: url, max: 8 });
await pool.query('create schema if not exists bus_bench');
const own = new pg.Pool({ connectionString: url, max: 8, options: '-c search_path=bus_bench' });
await migrateEventLog(pool);
await new BusTables1767225600000().up(own).catch(() => undefined);
await new BusOneSource1767312000000().up(own);
const log = createPostgresEventLog({ url, catalogue });
const run = randomUUID().slice(0, 8);

const contact = (n) => ({
  id: randomUUID(),
  type: 'ContactLogged',
  version: 1,
  meta: { businessDate: '2026-03-02' },
  data: {
    contactId: `${run}.${n}`,
    clientId: `C${n % 5000}`,
    staffId: 'S1',
    unitId: 'U1',
    channel: 'PHONE',
    startedAt: '2026-03-02T10:00:00+08:00',
    endedAt: '2026-03-02T10:12:00+08:00',
    outcome: 'ENGAGED',
    effective: true,
    late: false,
    loggedAt: '2026-03-02T10:13:00+08:00',
    businessDate: '2026-03-02',
    planItemId: null,
    followUpOn: null,
    notes: null,
  },
});

const append = (n) => log.append(`contact-${run}.${n}`, [contact(n)], -1);
const total = Number(count);
let startedAt = performance.now();
for (let n = 0; n < total; n += 2000)
  await Promise.all(Array.from({ length: Math.min(2000, total - n) }, (_, i) => append(n + i)));
console.log(`appended ${total} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);

const seen = new Map();
let applied = 0;
function transport(consumer, batchSize) {
  const strategy = new StoreTransport({
    context: 'performance-kpis',
    catalogue,
    bus: 'store',
    log,
    db: poolTxSource(own),
    progress,
  });
  const handler = async (events, { afterCommit }) =>
    afterCommit(() => {
      applied += events.length;
      const at = performance.now();
      if (events.length < 50) for (const event of events) seen.set(event.id, at);
    });
  class Holder {}
  Holder.prototype.take = handler;
  const descriptor = Object.getOwnPropertyDescriptor(Holder.prototype, 'take');
  Consumes({ consumer, events: [ContactLogged], batchSize })(Holder.prototype, 'take', descriptor);
  strategy.addHandler(consumer, handler, true, { hengxinConsumer: { consumer, events: [ContactLogged], batchSize } });
  return strategy;
}
const progress = new Progress({ db: poolTxSource(own), log });
for (const batchSize of [500, 5000]) {
  applied = 0;
  startedAt = performance.now();
  const strategy = transport(`catch-up-${batchSize}-${run}`, batchSize);
  strategy.listen(() => undefined);
  while (applied < total) await new Promise((resolve) => setTimeout(resolve, 5));
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `batches of ${batchSize}: ${applied} events in ${seconds.toFixed(2)} s, ${Math.round(applied / seconds)} events/s`,
  );
  if (batchSize === 500) await strategy.close();
}

const latencies = [];
for (let n = 0; n < 500; n++) {
  const event = contact(total + n);
  const appended = log.append(`contact-${run}.${total + n}`, [event], -1);
  await appended;
  const at = performance.now();
  while (!seen.has(event.id)) await new Promise((resolve) => setImmediate(resolve));
  latencies.push(Math.max(seen.get(event.id) - at, 0));
}
latencies.sort((a, b) => a - b);
console.log(
  `live, from acknowledged append to commit: p50 ${latencies[250].toFixed(1)} ms, p99 ${latencies[495].toFixed(1)} ms`,
);
process.exit(0);
