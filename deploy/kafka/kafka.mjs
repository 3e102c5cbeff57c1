/**
 * `npm run kafka`: one Apache Kafka broker on this machine, without containers, for development and CI. Its jars come
 * from Maven once.
 *   --port N     of the broker (default 29192, or KAFKA_PORT); the controller takes the one after it
 *   --data DIR   where its data lies (default deploy/kafka/data); --reset empties it first
 *   --user NAME:PASSWORD   for trials: the only one who may connect, by SASL/PLAIN without TLS
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fetchFault, isFetched, javaFault, libs } from './fetch.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const CLUSTER_ID = 'aGVuZ3hpbi1rYWZrYS1kZA';
const READY_WITHIN_MS = 150_000;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    user: { type: 'string' },
    reset: { type: 'boolean' },
  },
});
const port = Number(values.port ?? process.env.KAFKA_PORT ?? 29192);
const data = values.data ?? join(here, 'data');
const folder = isAbsolute(data) ? data : resolve(process.env.INIT_CWD ?? process.cwd(), data);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 1 || port > 65_000)
  fail(`--port takes a number from 1 to 65000, not ${values.port}.`);
const [, user, password] = /^(\w+):(\w+)$/.exec(values.user ?? '') ?? [];
if (values.user !== undefined && !user) fail('--user takes NAME:PASSWORD, each of A-Z a-z 0-9 and _.');
const java = javaFault();
if (java) fail(`${java} npm run doctor says what else is missing.`);
if (!isFetched()) console.log('Fetching Apache Kafka (45 jars, 44 MB, once)…');
const fetched = fetchFault();
if (fetched) fail(fetched.details ? `${fetched.sentence}\n${fetched.details}` : fetched.sentence);

if (values.reset) rmSync(folder, { recursive: true, force: true });
// What the broker keeps is a bank's data: for this user alone.
process.umask(0o077);
mkdirSync(folder, { recursive: true });
// The folder may be older than this run. One that holds anything else is somebody's own: its mode stays.
if (readdirSync(folder).every((name) => ['log', 'broker.log', 'server.properties'].includes(name)))
  chmodSync(folder, 0o700);
const config = join(folder, 'server.properties');
const settings = readFileSync(join(here, 'server.properties'), 'utf8')
  .replaceAll('29192', String(port))
  .replaceAll('29193', String(port + 1))
  .replace(/^log\.dirs=.*$/m, `log.dirs=${join(folder, 'log')}`);
writeFileSync(config, user ? closed(settings) : settings);
const classPath = join(libs, '*');
if (!existsSync(join(folder, 'log', 'meta.properties'))) {
  const format = spawnSync(
    'java',
    ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config],
    {
      encoding: 'utf8',
    },
  );
  if (format.status !== 0)
    fail(`The broker's storage could not be laid in ${folder}:\n${format.stdout}${format.stderr}`);
}

const logFile = join(folder, 'broker.log');
const log = openSync(logFile, 'a');
const broker = spawn(
  'java',
  ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.Kafka', config],
  {
    stdio: ['ignore', log, log],
  },
);
broker.once('exit', (code) => {
  if (code) console.error(`The broker ended (code ${code}): ${lastWords()}`);
  process.exit(code ?? 0);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => broker.kill('SIGTERM'));
// The process that started this one with a channel is gone: the broker ends too.
process.on('disconnect', () => broker.kill('SIGTERM'));

const deadline = Date.now() + READY_WITHIN_MS;
while (!(await isOpen())) {
  if (Date.now() > deadline) {
    broker.kill('SIGKILL');
    fail(`The broker did not open port ${port} within ${READY_WITHIN_MS / 1000} s: ${lastWords()}`);
  }
  await new Promise((wait) => setTimeout(wait, 200));
}
console.log(`Kafka is up at 127.0.0.1:${port} (data in ${folder}). npm run start:kafka uses it; Ctrl-C stops it.`);
process.send?.({ ready: true, brokers: `127.0.0.1:${port}`, pid: broker.pid });

/** The settings of a broker that asks who is there. It is a client of its own listener too, by the same name. */
function closed(settings) {
  const login = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  const who = `username="${user}" password="${password}" user_${user}="${password}"`;
  return `${settings.replace(/PLAINTEXT:PLAINTEXT$/m, 'PLAINTEXT:SASL_PLAINTEXT')}
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.plaintext.plain.sasl.jaas.config=${login} required ${who};
`;
}

function lastWords() {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.filter((line) => /ERROR|FATAL|Exception/.test(line)).pop() ?? lines.pop();
}

function isOpen() {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), answer(true)));
    socket.once('error', () => answer(false));
  });
}
