/**
 * Finds out where a broker for the suites can be had, by getting it: prints `{"image": "…", "docker": null, "maven":
 * "why not"}`, null for what can be had. That something is installed proves nothing: many a bank's network lets neither
 * Maven nor Docker reach what they fetch.
 */
import { spawnSync } from 'node:child_process';
import { fetchFault, javaFault } from './fetch.mjs';

const image = 'confluentinc/cp-kafka:8.1.0';
const PULL_WITHIN_MS = 300_000;

function dockerFault() {
  if (!runs('docker', 'info', '--format', '{{.ServerVersion}}')) return 'no Docker engine';
  if (runs('docker', 'image', 'inspect', image) || runs('docker', 'pull', '--quiet', image)) return null;
  return `the Docker engine can't get ${image}`;
}

function mavenFault() {
  if (javaFault()) return 'no Java 17';
  const fault = fetchFault();
  if (!fault) return null;
  return /missing/.test(fault.sentence) ? 'no Maven' : "Maven can't reach Maven Central or a mirror of it";
}

function runs(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore', timeout: PULL_WITHIN_MS }).status === 0;
}

console.log(JSON.stringify({ image, docker: dockerFault(), maven: mavenFault() }));
