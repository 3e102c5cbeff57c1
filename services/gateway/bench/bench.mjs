// What the gateway adds: operations a second and processor time an operation. Run: node
// services/gateway/bench/bench.mjs [seconds]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';

const SECONDS = Number(process.argv[2] ?? 8);
const WARM_UP_SECONDS = 5;
const WINDOW_SECONDS = 3;
const CONNECTIONS = 32;
const CASES = {
  'passed: logContact': {
    query:
      'mutation Log($input: LogContactInput!) { logContact(input: $input) { contact { id effective late } errors { code field message } position } }',
    variables: {
      input: {
        commandId: 'c-1',
        clientId: 'C000017',
        channel: 'PHONE',
        startedAt: '2026-03-02T10:00:00+08:00',
        endedAt: '2026-03-02T10:12:00+08:00',
        outcome: 'ENGAGED',
      },
    },
  },
  'joined: myDay with client name and tier': {
    query:
      '{ myDay { date dayKind capacity items { id date reason { code text daysSinceContact intervalDays } channel status client { id name tier } } } }',
  },
};

const services = child('services.mjs');
const [ports] = await once(services, 'message');
const bare = await started('bare.mjs', { ports });
await measure(bare, 'bare: Node and undici passing the same bytes', CASES['passed: logContact']);
bare.process.kill();
const gateway = await started('gateway.mjs', { ports, data: mkdtempSync(join(tmpdir(), 'hengxin-bench-')) });
for (const [name, body] of Object.entries(CASES)) await measure(gateway, name, body);
for (const process of [services, gateway.process]) process.kill('SIGTERM');

async function measure(server, name, body) {
  await load(server, body, WARM_UP_SECONDS);
  const seconds = [{ ...(await spent(server)), requests: 0 }];
  const result = await load(server, body, SECONDS, async ({ counter }) =>
    seconds.push({ ...(await spent(server)), requests: counter }),
  );
  const last = seconds.at(-1);
  const micros = windows(seconds.slice(0, -1));
  const [best, median] = [micros[0], micros[Math.floor(micros.length / 2)]].map(Math.round);
  console.log(
    `${name}: ${Math.round(result.requests.average)}/s at ${CONNECTIONS} connections, p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms; ` +
      `its own processor time ${median} µs each (best ${WINDOW_SECONDS} seconds ${best} µs, so ${Math.round(1e6 / best)}/s a core); ` +
      `${result.errors + result.non2xx} errors, ${Math.round(last.residentBytes / 1e6)} MB resident`,
  );
}
async function started(file, message) {
  const process = child(file);
  process.send(message);
  return { process, ...(await once(process, 'message'))[0] };
}
/**
 * Processor time an operation in each stretch of a few seconds, ascending: a busy machine spoils some of them, not all.
 */
function windows(seconds) {
  const stretches = seconds.slice(WINDOW_SECONDS).map((end, index) => {
    const requests = seconds
      .slice(index + 1, index + 1 + WINDOW_SECONDS)
      .reduce((sum, second) => sum + second.requests, 0);
    return (end.cpuMicros - seconds[index].cpuMicros) / requests;
  });
  return stretches.sort((a, b) => a - b);
}
function child(file) {
  return fork(new URL(file, import.meta.url), {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(process.env.GATEWAY_NODE_ARGS?.split(' ').filter(() => file === 'gateway.mjs') ?? []),
    ],
  });
}
async function spent({ process }) {
  process.send('spent');
  return (await once(process, 'message'))[0];
}
async function load({ url, token }, body, duration, eachSecond) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const run = autocannon({
    url: `${url}/graphql`,
    method: 'POST',
    body: JSON.stringify(body),
    headers,
    connections: CONNECTIONS,
    duration,
  });
  if (eachSecond) run.on('tick', (tick) => void eachSecond(tick));
  return run;
}
