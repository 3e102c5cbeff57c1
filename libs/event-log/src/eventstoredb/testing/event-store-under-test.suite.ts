import { ServerDouble } from './server-double.suite.js';

/** What the conformance suite runs against. */
export interface EventStoreUnderTest {
  readonly name: string;
  readonly url: string;
  stop(): Promise<void>;
}

const IMAGE = 'eventstore/eventstore:24.2.0-jammy';
const PORT = 2113;

/** EVENTSTORE_URL, else a server in Docker, else the double: stderr says which. With REQUIRE_EVENTSTORE=1 the double does not do. */
export async function eventStoreUnderTest(): Promise<EventStoreUnderTest> {
  const found = atUrl() ?? (await inDocker().catch(asDouble));
  process.stderr.write(`event log: eventstoredb runs against ${found.name}\n`);
  return found;
}

function atUrl(): EventStoreUnderTest | undefined {
  const url = process.env['EVENTSTORE_URL'];
  return url ? { name: 'the server of EVENTSTORE_URL', url, stop: async () => undefined } : undefined;
}

async function inDocker(): Promise<EventStoreUnderTest> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withCommand(['--insecure', '--mem-db', '--run-projections=None'])
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  const url = `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
  return { name: `${IMAGE} in Docker`, url, stop: async () => void (await container.stop()) };
}

async function asDouble(noServer: unknown): Promise<EventStoreUnderTest> {
  if (process.env['REQUIRE_EVENTSTORE'] === '1')
    throw new Error('REQUIRE_EVENTSTORE is set, and no server can be had', { cause: noServer });
  const double = await ServerDouble.started();
  const reason = noServer instanceof Error ? noServer.message : String(noServer);
  return { name: `a double, no server (${reason})`, url: double.url, stop: () => double.stop() };
}
