/**
 * `npm run check`: types, lint with the module boundaries, format, generated files. Runs all of them, then says which
 * failed.
 */
import { spawnSync } from 'node:child_process';

const steps = [
  ['types', ['node_modules/typescript-7/bin/tsc', '-b', '.']],
  ['types of the specs', ['node_modules/typescript-7/bin/tsc', '-p', 'test/tsconfig.specs.json']],
  ['lint and boundaries', ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'lint', '--output-style=static']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['generated files', ['docs/generate/dist/main.js', '--check']],
  [
    "the console's operations fit the schema",
    ['node_modules/gql.tada/bin/cli.js', 'check', '--tsconfig', 'services/console/tsconfig.json'],
  ],
  ['the console is built', ['services/console/build/build.mjs', '--if-changed']],
  ["the console's budgets", ['services/console/build/budget.mjs']],
  [
    'boundary rules refuse what they must',
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--silent',
      '--roots',
      'test/architecture',
    ],
  ],
];

const failed = [];
for (const [name, args] of steps) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NX_TUI: 'false' },
    maxBuffer: 1 << 28,
  });
  const ok = status === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) continue;
  failed.push(name);
  console.log(`${stdout}${stderr}`);
}
if (failed.length) console.error(`\nnpm run check failed: ${failed.join(', ')}`);
process.exitCode = failed.length ? 1 : 0;
