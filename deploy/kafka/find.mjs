/**
 * Finds out where a broker for the suites can be had, by getting it: prints `{"image": "…", "docker": null, "maven":
 * "why not", "reaper": null}`, null for what can be had. With the word `eventstoredb` the same of an EventStoreDB, less
 * Maven. That something is installed proves nothing: many a bank's network lets neither Maven nor Docker reach what
 * they fetch.
 */
import { spawnSync } from 'node:child_process';
import { fetchFault, javaFault } from './fetch.mjs';

const KAFKA = 'confluentinc/cp-kafka:8.1.0';
const EVENTSTOREDB = 'eventstore/eventstore:24.2.0-jammy';
/** What Testcontainers starts beside the first container, to tidy up after a run that was killed. */
const REAPER = process.env.RYUK_CONTAINER_IMAGE || 'testcontainers/ryuk:0.14.0';
const PULL_WITHIN_MS = 300_000;

function dockerFault(image) {
  if (!runs('docker', 'info', '--format', '{{.ServerVersion}}')) return 'no Docker engine';
  return imageFault(image);
}

function imageFault(image) {
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

const isEventStore = process.argv[2] === 'eventstoredb';
const image = isEventStore ? EVENTSTOREDB : KAFKA;
const docker = dockerFault(image);
const reaper = docker ?? imageFault(REAPER);
console.log(JSON.stringify({ image, docker, ...(!isEventStore && { maven: mavenFault() }), reaper }));
