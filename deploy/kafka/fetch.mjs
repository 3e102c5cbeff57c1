/**
 * The broker's jars, fetched from Maven once: for `npm run kafka` and for the suites that ask beforehand whether a
 * broker can be had.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const libs = join(here, 'libs');
const FETCH_WITHIN_MS = 300_000;
/**
 * A network that swallows packets must not hold a test run for Maven's own half hour: Maven 3.8 reads the first two,
 * later ones the others.
 */
const NETWORK_LIMITS = [
  '-Dmaven.wagon.http.connectionTimeout=10000',
  '-Dmaven.wagon.http.readTimeout=60000',
  '-Daether.connector.connectTimeout=10000',
  '-Daether.connector.requestTimeout=60000',
  '-Dmaven.wagon.http.retryHandler.count=1',
];

/** Why Java can't run the broker, in a sentence; undefined when it can. */
export function javaFault() {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.status !== 0)
    return 'Java is missing: install a JDK 17 or later (Debian: apt-get install openjdk-17-jre-headless).';
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  return version < 17 ? `Java ${version} is too old for Kafka 4: install a JDK 17 or later.` : undefined;
}

/**
 * Fetches the jars unless they are there. Answers why that failed, in a sentence, with Maven's own words aside;
 * undefined when they are there.
 */
export function fetchFault() {
  if (isFetched()) return undefined;
  // Into a folder of its own: two brokers may be started for the first time at once, and neither is to find half a
  // broker.
  const own = `${libs}.${process.pid}`;
  const args = [
    '-q',
    '-B',
    ...NETWORK_LIMITS,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${own}`,
  ];
  const maven = spawnSync('mvn', args, { cwd: here, encoding: 'utf8', timeout: FETCH_WITHIN_MS });
  if (maven.error?.code === 'ENOENT')
    return {
      sentence: 'Maven is missing, which fetches the broker once: install it (Debian: apt-get install maven).',
      details: '',
    };
  if (maven.status !== 0) {
    rmSync(own, { recursive: true, force: true });
    return {
      sentence: 'Maven could not fetch the broker: is Maven Central, or a mirror of it, reachable from here?',
      details: `${maven.stdout}${maven.stderr}`,
    };
  }
  if (!isFetched()) rmSync(libs, { recursive: true, force: true });
  try {
    renameSync(own, libs);
  } catch (error) {
    if (!isFetched()) throw error;
    rmSync(own, { recursive: true, force: true });
  }
  return undefined;
}

export function isFetched() {
  return existsSync(libs) && readdirSync(libs).filter((name) => name.endsWith('.jar')).length >= 40;
}
