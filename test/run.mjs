/**
 * `npm test`: builds, then runs every suite with a summary line each. `npm test -- libs/contracts journeys` runs those
 * whose name holds one of the words. What a suite prints is shown only when it fails; why something was skipped, and
 * what stood in for a server, is always shown.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
/** What a spec imports that starts a whole service; on which log says HENGXIN_TEST_EVENT_LOG. */
const STARTS_SERVICE = 'libs/service-kit/src/testing/test-service.ts';
/**
 * Of these specs, those that ask the log for something of its own: every event of a service, its commands under
 * concurrency, imports, reactions, rebuilding, and the kit. The others ask a service what the log has no part in, and
 * run over EventStoreDB with HENGXIN_TEST_SOURCES=every.
 */
const ASKS_THE_LOG = new RegExp(
  [
    String.raw`^libs/`,
    String.raw`/(every-event|import|reactions|planner|rebuild|signals|visit-sync\.api)\.spec`,
    String.raw`\.(import|service)\.spec`,
    String.raw`/(client|contact|gift|visit)\.api\.spec`,
  ].join('|'),
);

const words = process.argv.slice(2);
const isWanted = (name) => words.length === 0 || words.some((word) => name.includes(word));
const folders = ['libs', 'services'].flatMap((kind) =>
  readdirSync(kind)
    .sort()
    .map((name) => `${kind}/${name}`),
);
const inFolders = [
  ...folders,
  'deploy/kafka',
  'deploy/standalone',
  'docs/generate',
  'test/oracle',
  'test/example',
  'test/architecture',
  'test/bench',
  'test/surface',
  'test/security',
  'test/journeys',
  'test/console',
  'test/faults',
].filter((suite) => existsSync(suite) && hasSpecs(suite));

const build = spawnSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-b', '.'], { encoding: 'utf8' });
if (build.status !== 0) {
  console.error(`The build failed:\n${build.stdout}${build.stderr}`);
  process.exit(1);
}

const suites = [...inFolders.filter(isWanted).map((name) => ({ name, args: ['--roots', name] })), ...onEventStoreDb()];

// A platform is six processes that read the same programs: compiled once, they start in two thirds of the time.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');

// Whether a broker can be had, and an EventStoreDB in Docker, is found out once, by getting it.
if (suites.some(({ name }) => /event-bus|client-insight|journeys|faults/.test(name)))
  process.env.HENGXIN_TEST_BROKERS ??= found();
const onEveryLog = process.env.HENGXIN_TEST_SOURCES === 'every';
const asksEventStore = ({ name }) =>
  onEveryLog || /event-log|event-bus|service-kit|EventStoreDB|journeys|faults/.test(name);
if (!process.env.EVENTSTORE_URL && suites.some(asksEventStore))
  process.env.HENGXIN_TEST_EVENT_STORE ??= found('eventstoredb');

// Jest's own reports, with how long each spec took: kept where HENGXIN_TEST_REPORTS names a folder.
const kept = process.env.HENGXIN_TEST_REPORTS;
if (kept) mkdirSync(kept, { recursive: true });
const folder = kept ?? mkdtempSync(join(tmpdir(), 'hengxin-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const faults = [];
// The longest suites run one after the other beside all others: none stands alone at the end, and no two of them, each
// with a platform of its own, fill the machine at once.
const isLong = ({ name }) => /^test\/(journeys|console|faults)$/.test(name);
const long = suites.filter(isLong);
const others = suites.filter((suite) => !isLong(suite));
await Promise.all([runInTurn(() => long.shift() ?? others.shift()), runInTurn(() => others.shift())]);
if (!kept) rmSync(folder, { recursive: true, force: true });
// A long output is often kept by its end alone: what failed stands there, in few words.
if (faults.length > 0) console.log(`\nFailed:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed || total.passed === 0 ? 1 : 0;

function found(...words) {
  return spawnSync(process.execPath, ['deploy/kafka/find.mjs', ...words], { encoding: 'utf8' }).stdout;
}

async function runInTurn(next) {
  for (let suite = next(); suite; suite = next()) tell(suite, await runSuite(suite));
}

function tell(suite, { result, output, seconds }) {
  const counts = result
    ? {
        passed: result.numPassedTests,
        failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
        skipped: result.numPendingTests + result.numTodoTests,
      }
    : { passed: 0, failed: 1, skipped: 0 };
  for (const key of Object.keys(total)) total[key] += counts[key];
  const marks = [
    `${counts.passed} passed`,
    counts.failed ? `${counts.failed} FAILED` : '',
    counts.skipped ? `${counts.skipped} skipped` : '',
  ].filter(Boolean);
  console.log(
    `${counts.failed ? 'FAIL' : 'ok  '}  ${suite.name.padEnd(28)} ${marks.join(', ').padEnd(36)} ${seconds.toFixed(1)} s`,
  );
  for (const line of new Set(output.split('\n').filter((each) => /\bSKIPPED\b|\bruns against\b/.test(each))))
    console.log(`      ${line.trim()}`);
  if (!counts.failed) return;
  console.log(output);
  faults.push(...(result ? faultsOf(result) : [`${suite.name}: jest gave no result`]));
}

async function runSuite({ name, args, env }) {
  const started = Date.now();
  const report = join(folder, `${name.replaceAll(/\W/g, '-')}.json`);
  // One worker a lane: the platforms, brokers and databases of the specs want the rest of the machine.
  const whole = /journeys|faults|security|console/.test(name)
    ? ['--runInBand', '--testTimeout=120000']
    : ['--maxWorkers=1', '--workerIdleMemoryLimit=1500MB', '--testTimeout=60000'];
  const child = spawn(process.execPath, [...JEST, ...whole, '--json', '--outputFile', report, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stderr.on('data', (chunk) => (output += chunk));
  await new Promise((ended) => child.once('close', ended));
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  return { result, output, seconds: (Date.now() - started) / 1000 };
}

/** A line for each spec that failed, and the first lines of why. */
function faultsOf(result) {
  return result.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const why = (text) => text.split('\n').filter((line) => line.trim()).slice(0, 12).join('\n    '); // prettier-ignore
    const file = relative('.', name);
    if (failed.length === 0) return message && assertionResults.length === 0 ? [`${file}\n    ${why(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n    ${why(failureMessages.join('\n'))}`,
    );
  });
}

/**
 * The specs that start a service ran on PostgreSQL's log with their folder; those that ask the log for something of its
 * own, or all of them, once more, on EventStoreDB's.
 */
function onEventStoreDb() {
  const name = 'services over EventStoreDB';
  const listed = spawnSync(
    process.execPath,
    [...JEST, '--roots', ...folders, 'deploy', '--listTests', '--findRelatedTests', STARTS_SERVICE],
    {
      encoding: 'utf8',
    },
  );
  if (listed.status !== 0) throw new Error(`jest could not list the specs that start a service:\n${listed.stderr}`);
  const every = process.env.HENGXIN_TEST_SOURCES === 'every';
  const specs = listed.stdout
    .split('\n')
    .filter(Boolean)
    .map((path) => relative('.', path))
    .filter((path) => every || ASKS_THE_LOG.test(path));
  const wanted = isWanted(name)
    ? specs
    : specs.filter((path) => isWanted(inFolders.find((folder) => path.startsWith(`${folder}/`))));
  if (wanted.length === 0) return [];
  const args = ['--roots', ...folders, 'deploy', '--runTestsByPath', ...wanted];
  return [{ name, args, env: { HENGXIN_TEST_EVENT_LOG: 'eventstoredb' } }];
}

function hasSpecs(folder) {
  return readdirSync(folder, { recursive: true }).some(
    (name) => /\.spec\.(ts|mjs)$/.test(name) && !/(^|\/)(dist|node_modules)\//.test(name),
  );
}
