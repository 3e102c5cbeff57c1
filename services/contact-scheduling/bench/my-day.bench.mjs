// Measures contact-scheduling alone: reading the registry's events, drawing everyone's plan, completing items, and
// `myDay`. Build first; `node services/contact-scheduling/bench/my-day.bench.mjs <postgres url> [relationship managers]
// [seconds]`. The load is made on the same machine, so beside the rate stands what one processor would do by the CPU
// time that the service used.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import autocannon from 'autocannon';
import {
  catalogue,
  Client,
  ClientAssigned,
  ClientRegistered,
  ConsentGranted,
  Contact,
  ContactLogged,
  Staff,
  StaffPlaced,
  Unit,
  UnitPlaced,
} from '@hengxin/contracts';
import { createPostgresEventLog, migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import { DEMO_ISSUER, DemoIssuer } from '@hengxin/identity';
import pg from 'pg';

const [url, managers = '100', seconds = '5'] = process.argv.slice(2);
if (!url) throw new Error('give the URL of an empty PostgreSQL database that may be written to');
const PORTFOLIO = 300;
const PORT = 23_403;
const QUERY = '{ myDay { date items { id status channel dueSince reason { code text } client { id } } } }';
const rms = Array.from({ length: +managers }, (_, i) => `S${String(i).padStart(5, '0')}`);

const pool = new pg.Pool({ connectionString: url, max: 2 });
await migrateEventLog(pool);
const log = createPostgresEventLog({ url });
const append = (aggregate, id, ...events) =>
  log.append(
    aggregate.stream(id),
    events.map((event) => ({ ...event, id: randomUUID(), meta: {} })),
    NO_STREAM,
  );
const rate = (count, since) => `${Math.round((count * 1000) / (performance.now() - since)).toLocaleString('en')}/s`;

await append(
  Unit,
  'U1',
  UnitPlaced.of({ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }),
);
for (const staffId of rms)
  await append(Staff, staffId, StaffPlaced.of({ staffId, name: '某某', role: 'RM', unitId: 'U1', validFrom: null }));
const clients = rms.flatMap((rmId, i) =>
  Array.from({ length: PORTFOLIO }, (_, j) => ({ clientId: `C${String(i * PORTFOLIO + j).padStart(7, '0')}`, rmId })),
);
for (let i = 0; i < clients.length; i += 500) await Promise.all(clients.slice(i, i + 500).map(register));

const issuer = await DemoIssuer.ephemeral();
const keys = createServer((_, answer) =>
  answer.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks())),
).listen(PORT + 1, '127.0.0.1');
const service = spawn(process.execPath, [new URL('../dist/main.js', import.meta.url).pathname], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PORT: String(PORT),
    HENGXIN_DATABASE_URL: url,
    HENGXIN_JWKS_URL: `http://127.0.0.1:${PORT + 1}/jwks.json`,
    HENGXIN_JWT_ISSUER: DEMO_ISSUER,
    HENGXIN_PROFILE: 'standalone',
    HENGXIN_LOG_LEVEL: 'warn',
  },
});
try {
  const startedAt = performance.now();
  await until(async () => (await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined))?.ok === true);
  const events = clients.length * 3;
  const aProcessor = Math.round(events / cpuSeconds(service.pid)).toLocaleString('en');
  console.log(
    `registry's events read: ${rate(events, startedAt)}, ${aProcessor}/s a processor (${events} events, with the start of the service)`,
  );
  await drawAll();
  await measure('myDay', rms);
  await completeAll();
  await measure('myDay with every item done', rms);
} finally {
  service.kill('SIGTERM');
  keys.close();
  await log.close();
  await pool.end();
}

function register({ clientId, rmId }) {
  const decidedAt = '2025-01-01T09:00:00+08:00';
  const registered = {
    clientId,
    name: '某某',
    phone: null,
    tier: 'GOLD',
    interests: [],
    preferredChannel: 'PHONE',
    birthday: null,
    contactsAYear: 6,
    registeredOn: '2025-01-01',
  };
  const consent = {
    clientId,
    channel: 'PHONE',
    purpose: 'SERVICE',
    decidedAt,
    wordingVersion: null,
    evidence: null,
    expiresOn: null,
  };
  return append(
    Client,
    clientId,
    ClientRegistered.of(registered),
    ConsentGranted.of(consent),
    ClientAssigned.of({ clientId, rmId, from: '2025-01-01', previousRmId: null }),
  );
}

/** Moves the demo clock to the next working morning: everyone's plan is drawn. */
async function drawAll() {
  const day = new Date(Date.now() + 8 * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  const date = day.toISOString().slice(0, 10);
  const cpuBefore = cpuSeconds(service.pid);
  const startedAt = performance.now();
  await fetch(`http://127.0.0.1:${PORT}/internal/demo-clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: `${date}T09:00:00+08:00` }),
  });
  await until(
    async () =>
      (await pool.query('select count(*)::int as drawn from contact_scheduling.drawn_plan where date = $1', [date]))
        .rows[0].drawn >= rms.length,
  );
  const cpu = cpuSeconds(service.pid) - cpuBefore;
  console.log(
    `plans drawn when a day begins: ${rate(rms.length, startedAt)}, ${Math.round(rms.length / cpu)}/s a processor, portfolios of ${PORTFOLIO}`,
  );
  drawAll.date = date;
}

/** Logs a contact for every open item. */
async function completeAll() {
  const { rows } = await pool.query(
    "select client_id, staff_id from contact_scheduling.plan_item where status = 'OPEN'",
  );
  const at = `${drawAll.date}T09:30:00+08:00`;
  const startedAt = performance.now();
  for (let i = 0; i < rows.length; i += 500)
    await Promise.all(
      rows.slice(i, i + 500).map(({ client_id, staff_id }) => {
        const contactId = randomUUID();
        const facts = {
          contactId,
          clientId: client_id,
          staffId: staff_id,
          unitId: 'U1',
          channel: 'PHONE',
          outcome: 'ENGAGED',
          effective: true,
          late: false,
        };
        return append(
          Contact,
          contactId,
          ContactLogged.of({
            ...facts,
            startedAt: at,
            endedAt: at,
            loggedAt: at,
            businessDate: drawAll.date,
            planItemId: null,
            followUpOn: null,
            notes: null,
          }),
        );
      }),
    );
  const appended = performance.now();
  await until(
    async () =>
      (await pool.query("select from contact_scheduling.plan_item where status = 'OPEN' limit 1")).rowCount === 0,
  );
  console.log(
    `contacts logged -> items done: ${rate(rows.length, startedAt)} (${rows.length} contacts, appended at ${rate(rows.length, startedAt - performance.now() + appended)})`,
  );
}

async function measure(title, staff) {
  const tokens = await Promise.all(staff.map((id) => issuer.issue(id)));
  const headers = { 'content-type': 'application/json' };
  const requests = tokens.map((token) => ({
    method: 'POST',
    path: '/graphql',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY }),
  }));
  const load = (duration) => autocannon({ url: `http://127.0.0.1:${PORT}`, connections: 32, duration, requests });
  await load(2);
  const cpuBefore = cpuSeconds(service.pid);
  const result = await load(+seconds);
  const cpu = cpuSeconds(service.pid) - cpuBefore;
  const { total, average } = result.requests;
  if (result.non2xx || result.errors) console.log(`  ${result.non2xx} refused, ${result.errors} failed`);
  console.log(
    `${title}: ${Math.round(average).toLocaleString('en')}/s, p99 ${result.latency.p99} ms, 32 connections; ${Math.round(total / cpu).toLocaleString('en')}/s a processor`,
  );
}

/** User and system time of a process, in seconds; a tick is 10 ms. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (+fields[11] + +fields[12]) / 100;
}

async function until(isSo) {
  while (!(await isSo())) await new Promise((wait) => setTimeout(wait, 50));
}
