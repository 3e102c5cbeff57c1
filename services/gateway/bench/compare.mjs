// Ours beside Hive Gateway with either planner, turn by turn in one run. Run: node services/gateway/bench/compare.mjs
// [seconds a turn] [rounds]
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const SECONDS = Number(process.argv[2] ?? 4);
const ROUNDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 32;
/** Ticks of the kernel's account of processor time: 100 a second on Linux. */
const MICROS_A_TICK = 10_000;
const CASES = {
  'myDay joined with client name and tier': {
    query:
      '{ myDay { date dayKind capacity items { id date reason { code text daysSinceContact intervalDays } channel status client { id name tier } } } }',
  },
  'myDay passed through': {
    query:
      '{ myDay { date dayKind capacity items { id date reason { code text daysSinceContact intervalDays } channel status } } }',
  },
  'units passed through': {
    query: '{ units { edges { cursor node { id name kind } } pageInfo { hasNextPage endCursor } } }',
  },
};

const services = fork(fileURLToPath(new URL('services.mjs', import.meta.url)));
const [ports] = await once(services, 'message');
const ours = fork(fileURLToPath(new URL('gateway.mjs', import.meta.url)), {
  env: { ...process.env, NODE_ENV: 'production' },
  execArgv: ['--disable-warning=ExperimentalWarning'],
});
ours.send({ ports, data: mkdtempSync(join(tmpdir(), 'hengxin-bench-')) });
const [{ url, tokens }] = await once(ours, 'message');
const servers = {
  ours: { url, pid: ours.pid },
  'Hive, native planner': await hive('native'),
  Hive: await hive('js'),
};

for (const [name, body] of Object.entries(CASES)) {
  const turns = Object.fromEntries(Object.keys(servers).map((server) => [server, []]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [server, target] of Object.entries(servers)) {
      const turn = await load(target, body);
      // The first round warms up.
      if (round > 0) turns[server].push(turn);
    }
  console.log(`\n${name}`);
  for (const [server, taken] of Object.entries(turns)) {
    const ratios = taken.map((turn, round) => turn.rate / turns.ours[round].rate);
    console.log(
      `  ${server.padEnd(22)} ${median(taken.map(({ rate }) => rate)).toFixed(0)}/s (${Math.min(...taken.map(({ rate }) => rate)).toFixed(0)} to ${Math.max(...taken.map(({ rate }) => rate)).toFixed(0)}), ` +
        `${median(ratios).toFixed(2)} of ours in the same round, ${median(taken.map(({ micros }) => micros)).toFixed(0)} µs of its own processor time each`,
    );
  }
}
for (const { pid } of Object.values(servers)) process.kill(pid, 'SIGTERM');
services.kill();

async function load({ url: base, pid }, body) {
  const requests = tokens.map((token) => ({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }));
  const before = ticks(pid);
  const result = await autocannon({ url: base, connections: CONNECTIONS, duration: SECONDS, requests });
  if (result.errors + result.non2xx > 0) throw new Error(`${result.errors} errors, ${result.non2xx} refusals`);
  return {
    rate: result.requests.total / result.duration,
    micros: ((ticks(pid) - before) * MICROS_A_TICK) / result.requests.total,
  };
}

function ticks(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function hive(planner) {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  const urls = Object.entries(ports).map(([name, at]) => [
    `HENGXIN_${name.toUpperCase().replaceAll('-', '_')}_URL`,
    `http://127.0.0.1:${at}`,
  ]);
  const env = {
    HENGXIN_PORT: String(port),
    HENGXIN_GATEWAY_HOST: '127.0.0.1',
    HENGXIN_INTERNAL_SECRET: 'x'.repeat(32),
    HIVE_PLANNER: planner,
  };
  const gateway = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../../deploy/hive-gateway/gateway.mjs', import.meta.url))],
    {
      env: { ...process.env, NODE_ENV: 'production', ...env, ...Object.fromEntries(urls) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await once(gateway.stdout, 'data');
  gateway.stdout.resume();
  return { url: `http://127.0.0.1:${port}`, pid: gateway.pid };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
