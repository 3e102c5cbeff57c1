import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.js';

/** A real broker for a spec. */
export interface TestKafka {
  /** host:port, separated by commas. */
  readonly brokers: string;
  /** Where it came from: `KAFKA_BROKERS`, `docker` or `maven`. */
  readonly from: 'KAFKA_BROKERS' | 'docker' | 'maven';
  /**
   * Kills the broker as a power cut would, and starts it again on the same data. Only a broker from Maven can be
   * treated so.
   */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What a spec wants of its broker. */
export interface KafkaWish {
  /** One of its own that it may kill and start again. Default false. `user` needs it. */
  readonly killable?: boolean;
  /** The only one who may connect, by SASL/PLAIN, to a broker from Maven. Default: anybody. */
  readonly user?: { readonly name: string; readonly password: string };
}

/**
 * Why no broker can be had on this machine; undefined when one can. With REQUIRE_KAFKA=1 the lack of one is an error.
 */
export function kafkaMissing({ killable = false }: KafkaWish = {}): string | undefined {
  if (!killable && process.env['KAFKA_BROKERS']) return undefined;
  const { docker, maven } = found();
  if (maven === null || (!killable && docker === null)) return undefined;
  const why = killable
    ? `${maven}, and a broker from elsewhere can not be killed`
    : `no KAFKA_BROKERS, ${docker}, and ${maven}`;
  if (process.env['REQUIRE_KAFKA'] === '1') throw new Error(`REQUIRE_KAFKA is set, and no broker can be had: ${why}`);
  return why;
}

/** `describe` for suites that need a broker: they say SKIPPED and why where none can be had. */
export function describeWithKafka(name: string, suite: () => void, wish: KafkaWish = {}): void {
  const missing = kafkaMissing(wish);
  if (missing === undefined) return describe(name, suite);
  process.stderr.write(`SKIPPED ${name}: ${missing}\n`);
  describe.skip(name, suite);
}

/**
 * Starts a broker: the one of KAFKA_BROKERS, else one in Docker, else one from Maven's jars; that last one where it is
 * to be killed.
 */
export async function startKafka({ killable = false, user }: KafkaWish = {}): Promise<TestKafka> {
  if (killable) return mavenKafka(user);
  const given = process.env['KAFKA_BROKERS'];
  const unable = (): Promise<never> => Promise.reject(new Error('this broker is not ours to kill'));
  if (given)
    return { brokers: given, from: 'KAFKA_BROKERS', kill: unable, restart: unable, stop: async () => undefined };
  if (found().docker === null) return dockerKafka(unable);
  return mavenKafka();
}

async function dockerKafka(unable: () => Promise<never>): Promise<TestKafka> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const { image, reaper } = found();
  // What tidies up after a run that was killed is none of what a suite needs.
  if (reaper !== null) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  const container = await new KafkaContainer(image).withKraft().start();
  const brokers = `${container.getHost()}:${container.getMappedPort(9093)}`;
  return { brokers, from: 'docker', kill: unable, restart: unable, stop: async () => void (await container.stop()) };
}

async function mavenKafka(user?: KafkaWish['user']): Promise<TestKafka> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-kafka-'));
  const port = await freePorts(2);
  let running = await launch(port, folder, user);
  return {
    brokers: `127.0.0.1:${port}`,
    from: 'maven',
    kill: async () => {
      process.kill(running.pid, 'SIGKILL');
      await running.ended;
    },
    restart: async () => void (running = await launch(port, folder, user)),
    stop: async () => {
      running.script.kill('SIGTERM');
      await running.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Launched {
  readonly script: ChildProcess;
  /** Process number of the broker itself. */
  readonly pid: number;
  readonly ended: Promise<void>;
}

function launch(port: number, folder: string, user: KafkaWish['user']): Promise<Launched> {
  const args = ['--port', String(port), '--data', folder, ...(user ? ['--user', `${user.name}:${user.password}`] : [])];
  return new Promise((resolve, reject) => {
    const script = fork(join(process.cwd(), 'deploy/kafka/kafka.mjs'), args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    let said = '';
    script.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<void>((end) => script.once('exit', () => end()));
    script.once('message', ({ pid }: { pid: number }) => resolve({ script, pid, ended }));
    void ended.then(() => reject(new Error(`the broker did not start: ${said}`)));
  });
}

/** Where a broker can be had: null, or why not. */
interface Found {
  readonly image: string;
  readonly docker: string | null;
  readonly maven: string | null;
  /** What tidies up after containers of a run that was killed. */
  readonly reaper: string | null;
}

let known: Found | undefined;

/** Found out by getting one, once: `npm test` does it before the first suite and hands on what came of it. */
function found(): Found {
  if (known) return known;
  const told = process.env['HENGXIN_TEST_BROKERS'] ?? ask();
  return (known = JSON.parse(told) as Found);
}

function ask(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(process.cwd(), 'deploy/kafka/find.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`deploy/kafka/find.mjs failed: ${stderr}`);
  return stdout;
}
