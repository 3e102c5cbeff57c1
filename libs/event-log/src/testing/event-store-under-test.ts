import { randomUUID } from 'node:crypto';
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

const IMAGE = 'eventstore/eventstore:24.2.0-jammy';
const PORT = 2113;

/**
 * EVENTSTORE_URL, else a server in Docker, else the double: stderr says which. With REQUIRE_EVENTSTORE=1 the double
 * does not do. The log at the URL is empty, even where the server holds other data.
 */
export async function eventStoreUnderTest({ killable = false }: EventStoreWish = {}): Promise<EventStoreUnderTest> {
  const found = killable ? await asDouble('it is to be taken away') : (atUrl() ?? (await inDocker().catch(instead)));
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

async function inDocker(): Promise<EventStoreUnderTest> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withCommand(['--insecure', '--mem-db', '--run-projections=None'])
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
  return { name: `${IMAGE} in Docker`, url, double: undefined, stop: async () => void (await container.stop()) };
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
