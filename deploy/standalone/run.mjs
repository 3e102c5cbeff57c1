/**
 * Builds what changed, then runs one of the compiled programs: `node deploy/standalone/run.mjs <program.js>
 * [arguments]`.
 */
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [program, ...args] = process.argv.slice(2);

if (+process.versions.node.split('.')[0] < 24) {
  console.error(
    `Node ${process.versions.node} runs this, and 24 or later is needed: use "npm start" and its like, which bring their own.`,
  );
  process.exit(1);
}
const build = spawnSync(process.execPath, [resolve(root, 'node_modules/typescript-7/bin/tsc'), '-b', root], {
  cwd: root,
  encoding: 'utf8',
});
if (build.status !== 0) {
  console.error(`The build failed:\n${build.stdout}${build.stderr}`);
  process.exit(1);
}
if (/\/start\.js$/.test(program)) buildConsole();
process.argv = [process.argv[0], resolve(root, program), ...args];
await import(pathToFileURL(resolve(root, program)).href);

/** The platform runs without its console too: a build that fails is told, and stops nothing. */
function buildConsole() {
  const script = resolve(root, 'services/console/build/build.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--if-changed'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(`The console could not be built and is not served:\n${stderr}`);
}
