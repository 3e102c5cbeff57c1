/**
 * `npm test`: builds, then runs every suite with a summary line each. `npm test -- libs/contracts journeys` runs those whose name holds one of the words.
 * What a suite prints is shown only when it fails; why something was skipped, and what stood in for a server, is always shown.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const words = process.argv.slice(2);
const folders = ['libs', 'services'].flatMap((kind) =>
  readdirSync(kind)
    .sort()
    .map((name) => `${kind}/${name}`),
);
const suites = [
  ...folders,
  'deploy/kafka',
  'deploy/standalone',
  'docs/generate',
  'test/oracle',
  'test/architecture',
  'test/bench',
  'test/surface',
  'test/security',
  'test/journeys',
  'test/faults',
]
  .filter((suite) => existsSync(suite) && hasSpecs(suite))
  .filter((suite) => words.length === 0 || words.some((word) => suite.includes(word)));

const build = spawnSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-b', '.'], { encoding: 'utf8' });
if (build.status !== 0) {
  console.error(`The build failed:\n${build.stdout}${build.stderr}`);
  process.exit(1);
}

// Whether a broker can be had is found out once, by getting it.
if (suites.some((suite) => /event-bus|journeys|faults/.test(suite)))
  process.env.HENGXIN_TEST_BROKERS ??= spawnSync(process.execPath, ['deploy/kafka/find.mjs'], { encoding: 'utf8' }).stdout;

const folder = mkdtempSync(join(tmpdir(), 'hengxin-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) {
  const { result, output, seconds } = await runSuite(suite);
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
  console.log(`${counts.failed ? 'FAIL' : 'ok  '}  ${suite.padEnd(28)} ${marks.join(', ').padEnd(36)} ${seconds.toFixed(1)} s`);
  for (const line of new Set(output.split('\n').filter((each) => /\bSKIPPED\b|\bruns against\b/.test(each))))
    console.log(`      ${line.trim()}`);
  if (counts.failed) console.log(output);
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed || total.passed === 0 ? 1 : 0;

async function runSuite(suite) {
  const started = Date.now();
  const report = join(folder, `${suite.replaceAll('/', '-')}.json`);
  const whole = /journeys|faults|security/.test(suite)
    ? ['--runInBand', '--testTimeout=120000']
    : ['--maxWorkers=2', '--testTimeout=60000'];
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--roots',
    suite,
    '--json',
    '--outputFile',
    report,
    ...whole,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => (output += chunk));
  await new Promise((ended) => child.once('close', ended));
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  return { result, output, seconds: (Date.now() - started) / 1000 };
}

function hasSpecs(folder) {
  return readdirSync(folder, { recursive: true }).some(
    (name) => /\.spec\.(ts|mjs)$/.test(name) && !/(^|\/)(dist|node_modules)\//.test(name),
  );
}
