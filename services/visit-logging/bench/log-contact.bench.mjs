// Measures visit-logging alone: `logContact` of many relationship managers, then a page of `contacts` of a unit head.
// Build first; `node services/visit-logging/bench/log-contact.bench.mjs <postgres url> [relationship managers]
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
  Staff,
  StaffPlaced,
  Unit,
  UnitPlaced,
} from '@hengxin/contracts';
import { createPostgresEventLog, migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import { DEMO_ISSUER, DemoIssuer } from '@hengxin/identity';
import pg from 'pg';

const [url, managers = '20', seconds = '5', ...nodeOptions] = process.argv.slice(2);
if (!url) throw new Error('give the URL of an empty PostgreSQL database that may be written to');
const PORTFOLIO = 300;
const PORT = 23_404;
const LOG_CONTACT = `mutation ($input: LogContactInput!) { logContact(input: $input) {
  contact { id effective late loggedAt client { id } staff { id } unit { id } } planItem { id } errors { code field message } position } }`;
const CONTACTS =
  '{ contacts(filter: { unitId: "U1" }, first: 20) { edges { node { id startedAt outcome client { id } } } } }';

const pool = new pg.Pool({ connectionString: url, max: 2 });
await migrateEventLog(pool);
const log = createPostgresEventLog({ url, catalogue });
const append = (aggregate, id, ...events) =>
  log.append(
    aggregate.stream(id),
    events.map((event) => ({ ...event, id: randomUUID(), meta: {} })),
    NO_STREAM,
  );
const rms = Array.from({ length: +managers }, (_, i) => `S${String(i).padStart(5, '0')}`);
const clients = rms.flatMap((rmId, i) =>
  Array.from({ length: PORTFOLIO }, (_, j) => ({ clientId: `C${String(i * PORTFOLIO + j).padStart(7, '0')}`, rmId })),
);
await append(
  Unit,
  'U1',
  UnitPlaced.of({ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }),
);
for (const [staffId, role] of [...rms.map((id) => [id, 'RM']), ['H1', 'UNIT_HEAD']])
  await append(Staff, staffId, StaffPlaced.of({ staffId, name: '某某', role, unitId: 'U1', validFrom: null }));
for (let i = 0; i < clients.length; i += 500) await Promise.all(clients.slice(i, i + 500).map(register));

const issuer = await DemoIssuer.ephemeral();
const keys = createServer((_, answer) =>
  answer.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks())),
);
keys.listen(PORT + 1, '127.0.0.1');
const service = spawn(process.execPath, [...nodeOptions, new URL('../dist/main.js', import.meta.url).pathname], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PORT: String(PORT),
    HENGXIN_DATABASE_URL: url,
    HENGXIN_JWKS_URL: `http://127.0.0.1:${PORT + 1}/jwks.json`,
    HENGXIN_JWT_ISSUER: DEMO_ISSUER,
    HENGXIN_LOG_LEVEL: 'warn',
  },
});
const ended = new Promise((resolve) => service.once('exit', resolve));
try {
  while (!(await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined))?.ok)
    await new Promise((wait) => setTimeout(wait, 50));
  const tokens = new Map();
  for (const id of [...rms, 'H1']) tokens.set(id, await issuer.issue(id));
  let next = 0;
  const logContact = () => {
    const { clientId, rmId } = clients[next++ % clients.length];
    const endedAt = Date.now() - 60_000;
    const times = { startedAt: new Date(endedAt - 600_000).toISOString(), endedAt: new Date(endedAt).toISOString() };
    const input = {
      commandId: randomUUID(),
      clientId,
      channel: 'PHONE',
      outcome: 'ENGAGED',
      notes: '聊了定期存款',
      ...times,
    };
    return { token: tokens.get(rmId), body: { query: LOG_CONTACT, variables: { input } } };
  };
  await measure('logContact', logContact, /"errors":\[\]/);
  await measure('contacts of a unit', () => ({ token: tokens.get('H1'), body: { query: CONTACTS } }), /"edges":\[\{/);
} finally {
  service.kill('SIGTERM');
  await ended;
  keys.close();
  await log.close();
  await pool.end();
}

function register({ clientId, rmId }) {
  const profile = {
    clientId,
    name: '某某',
    phone: null,
    tier: 'GOLD',
    interests: [],
    preferredChannel: 'PHONE',
    birthday: null,
  };
  const word = {
    clientId,
    purpose: 'SERVICE',
    decidedAt: '2025-01-01T09:00:00+08:00',
    wordingVersion: null,
    evidence: null,
  };
  return append(
    Client,
    clientId,
    ClientRegistered.of({ ...profile, contactsAYear: 6, registeredOn: '2025-01-01' }),
    ConsentGranted.of({ ...word, channel: 'PHONE', expiresOn: null }),
    ClientAssigned.of({ clientId, rmId, from: '2025-01-01', previousRmId: null }),
  );
}

/** 32 connections; an answer that lacks the pattern counts as a failure. */
async function measure(title, make, expected) {
  const setupRequest = (request) => {
    const { token, body } = make();
    return {
      ...request,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    };
  };
  const load = (duration) =>
    autocannon({
      url: `http://127.0.0.1:${PORT}`,
      connections: 32,
      duration,
      requests: [{ method: 'POST', path: '/graphql', setupRequest }],
      verifyBody: (body) => expected.test(body),
    });
  await load(2);
  const cpuBefore = cpuSeconds(service.pid);
  const { requests, latency, non2xx, errors, mismatches } = await load(+seconds);
  const aProcessor = Math.round(requests.total / (cpuSeconds(service.pid) - cpuBefore)).toLocaleString('en');
  if (non2xx + errors + mismatches > 0)
    console.log(`  ${non2xx} refused, ${errors} failed, ${mismatches} answered wrongly`);
  console.log(
    `${title}: ${Math.round(requests.average).toLocaleString('en')}/s, p99 ${latency.p99} ms, 32 connections; ${aProcessor}/s a processor`,
  );
}

/** User and system time of a process, in seconds; a tick is 10 ms. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (+fields[11] + +fields[12]) / 100;
}
