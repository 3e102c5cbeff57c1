import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const JAVA = 'echo \'openjdk version "17.0.15"\' >&2';
const ESSAY = 'printf "[ERROR] Failed to execute goal\\n[ERROR] Re-run Maven using the -X switch\\n"; exit 1';
const FETCH =
  'for a in "$@"; do case "$a" in -DoutputDirectory=*) d="${a#*=}";; esac; done; mkdir -p "$d"; i=0; while [ $i -lt 45 ]; do : > "$d/$i.jar"; i=$((i+1)); done';
const ENGINE = 'case "$1" in info) exit 0;; *) exit 1;; esac';
const NO_REAPER = 'case "$*" in *ryuk*) exit 1;; *) exit 0;; esac';
const NO_ENGINE = { docker: 'no Docker engine', reaper: 'no Docker engine' };
const NO_KAFKA = expect.stringContaining("can't get confluentinc/cp-kafka");
const NO_EVENTSTOREDB = expect.stringContaining("can't get eventstore/eventstore");

describe('where a broker can be had is found out by getting it', () => {
  let folder;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hengxin-find-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['nothing is installed', {}, { ...NO_ENGINE, maven: 'no Java 17' }],
    ['Java alone', { java: JAVA }, { ...NO_ENGINE, maven: 'no Maven' }],
    [
      'Java and Maven without a way to the jars',
      { java: JAVA, mvn: ESSAY },
      { ...NO_ENGINE, maven: "Maven can't reach Maven Central or a mirror of it" },
    ],
    [
      'a Docker engine without the image',
      { docker: ENGINE },
      { docker: NO_KAFKA, reaper: NO_KAFKA, maven: 'no Java 17' },
    ],
    ['Maven and its jars', { java: JAVA, mvn: FETCH }, { ...NO_ENGINE, maven: null }],
    ['a Docker engine with the image', { docker: 'exit 0' }, { docker: null, reaper: null, maven: 'no Java 17' }],
    [
      'a Docker engine with the image, and nothing that tidies up',
      { docker: NO_REAPER },
      { docker: null, reaper: expect.stringContaining("can't get testcontainers/ryuk"), maven: 'no Java 17' },
    ],
  ])('%s', (_, programs, expected) => {
    const { status, stdout } = find(programs);
    expect([status, JSON.parse(stdout)]).toEqual([0, { image: expect.any(String), ...expected }]);
  });

  it.each([
    ['nothing is installed', {}, NO_ENGINE],
    ['a Docker engine without the image', { docker: ENGINE }, { docker: NO_EVENTSTOREDB, reaper: NO_EVENTSTOREDB }],
    ['a Docker engine with the image', { docker: 'exit 0' }, { docker: null, reaper: null }],
  ])('and so is an EventStoreDB: %s', (_, programs, expected) => {
    const { status, stdout } = find(programs, 'eventstoredb');
    expect([status, JSON.parse(stdout)]).toEqual([0, { image: expect.any(String), ...expected }]);
  });

  it('asks for what Testcontainers starts beside the first container', () => {
    const [asked] = /testcontainers\/ryuk:[\d.]+/.exec(readFileSync(join(here, 'find.mjs'), 'utf8'));
    expect(readFileSync('node_modules/testcontainers/build/reaper/reaper.js', 'utf8')).toContain(`"${asked}"`);
  });

  it('what Maven prints is an essay, and the reason one short line', () => {
    const { maven } = JSON.parse(find({ java: JAVA, mvn: ESSAY }).stdout);
    expect(maven).not.toMatch(/\n|ERROR/);
    expect(maven.length).toBeLessThan(80);
  });

  function find(programs, ...words) {
    for (const name of ['find.mjs', 'fetch.mjs']) copyFileSync(join(here, name), join(folder, name));
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    return spawnSync(process.execPath, [join(folder, 'find.mjs'), ...words], { encoding: 'utf8', env: { PATH: bin } });
  }
});
