import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ServerDouble } from './server-double.js';

/** What a suite runs against. */
export interface EventStoreUnderTest {
  readonly name: string;
  readonly url: string;
  /** The double, where it is one: a server's faults are not ours to make. */
  readonly double: ServerDouble | undefined;
  stop(): Promise<void>;
}

/** What a suite wants of its server. */
export interface EventStoreWish {
  /** One of its own that it may take away and bring back; always the double. Default false. */
  readonly killable?: boolean;
}

const PORT = 2113;

/**
 * EVENTSTORE_URL, else a server in Docker, else the double: stderr says which. With REQUIRE_EVENTSTORE=1 the double
 * does not do. The log at the URL is empty, even where the server holds other data.
 */
export async function eventStoreUnderTest({ killable = false }: EventStoreWish = {}): Promise<EventStoreUnderTest> {
  const found = killable ? await asDouble('it is to be taken away') : (atUrl() ?? (await inDockerOrInstead()));
  process.stderr.write(`eventstoredb: runs against ${found.name}\n`);
  return found;
}

function atUrl(): EventStoreUnderTest | undefined {
  const url = process.env['EVENTSTORE_URL'];
  if (!url) return undefined;
  return {
    name: 'the server of EVENTSTORE_URL',
    url: withStreamsOfItsOwn(url),
    double: undefined,
    stop: async () => undefined,
  };
}

/**
 * A server outlives the suites that ran on it, and may have others at the same time: each has streams that nobody else
 * has.
 */
export function withStreamsOfItsOwn(url: string): string {
  const prefix = `spec_${randomUUID().slice(0, 8)}`;
  // Of two prefixes the last one counts.
  return `${url}${url.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;
}

async function inDockerOrInstead(): Promise<EventStoreUnderTest> {
  const { image, docker, reaper } = foundInDocker();
  if (docker !== null) return instead(docker);
  // What tidies up after a run that was killed is none of what a suite needs.
  if (reaper !== null) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  return inDocker(image).catch(instead);
}

async function inDocker(image: string): Promise<EventStoreUnderTest> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(image)
    .withCommand(['--insecure', '--mem-db', '--run-projections=None'])
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
  return { name: `${image} in Docker`, url, double: undefined, stop: async () => void (await container.stop()) };
}

function instead(noServer: unknown): Promise<EventStoreUnderTest> {
  if (process.env['REQUIRE_EVENTSTORE'] === '1')
    throw new Error('REQUIRE_EVENTSTORE is set, and no server can be had', { cause: noServer });
  return asDouble(noServer instanceof Error ? noServer.message : String(noServer));
}

async function asDouble(reason: string): Promise<EventStoreUnderTest> {
  const double = await ServerDouble.started();
  return { name: `a double, no server (${reason})`, url: double.url, double, stop: () => double.stop() };
}

/** Whether Docker gives a server, and what tidies up after it: null, or why not. */
interface FoundInDocker {
  readonly image: string;
  readonly docker: string | null;
  readonly reaper: string | null;
}

let known: FoundInDocker | undefined;

/** Found out by getting one, once: `npm test` does it before the first suite and hands on what came of it. */
function foundInDocker(): FoundInDocker {
  return (known ??= JSON.parse(process.env['HENGXIN_TEST_EVENT_STORE'] ?? ask()) as FoundInDocker);
}

function ask(): string {
  const program = join(process.cwd(), 'deploy/kafka/find.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'eventstoredb'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`deploy/kafka/find.mjs failed: ${stderr}`);
  return stdout;
}
