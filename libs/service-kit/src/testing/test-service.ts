import { randomUUID } from 'node:crypto';
import type { StaffPlacement, UnitPlacement } from '@hengxin/contracts';
import { Staff, StaffPlaced, Unit, UnitPlaced } from '@hengxin/contracts';
import { migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import { eventStoreUnderTest } from '@hengxin/event-log/testing';
import type { Aggregate, DomainEvent } from '@hengxin/event-sourcing';
import { DEMO_ISSUER, DemoIssuer, type DemoTokenOptions, INTERNAL_HEADER, TokenVerifier } from '@hengxin/identity';
import { readConfig } from '../config/config.js';
import { openDatabase } from '../database/open-database.js';
import { SHARED_MIGRATIONS } from '../database/shared-migrations.js';
import type { ServiceDefinition } from '../service-definition.js';
import type { Observed } from '../service-bus.js';
import { partsOf, type ServiceParts } from './service-parts.js';
import { createService, type RunningService } from '../start-service.js';
import { type FixedClock, fixedClock } from './fixed-clock.js';
import { type Template, testDatabase } from '@hengxin/testing';

type Environment = Readonly<Record<string, string>>;

export interface TestServiceOptions {
  /** Where the clock stands; default Monday, 2 March 2026, 09:00 in Shanghai. */
  readonly now?: string;
  /** Further environment variables. */
  readonly env?: Environment;
  /** What keeps the event log; default PostgreSQL, or what HENGXIN_TEST_EVENT_LOG names. */
  readonly eventLog?: 'postgres' | 'eventstoredb';
  /** Told of each batch that a consumer took. */
  readonly observed?: Observed;
}

export interface GraphqlCall {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Staff id whose token is sent. */
  readonly as?: string;
  /** Or a token of your own; null sends none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Specs compare answers as a whole; spelling out their types would say everything twice. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Anything = any;

export interface GraphqlAnswer<Data = Anything> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly field?: readonly string[] };
  }[];
}

/** By it a spec speaks as the gateway. */
export const TEST_SECRET = 'the-secret-of-the-specs-and-of-nothing-else';

const SPEC_SETTINGS = {
  HENGXIN_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
  HENGXIN_JWT_ISSUER: DEMO_ISSUER,
  HENGXIN_LOG_LEVEL: process.env['HENGXIN_LOG_LEVEL'] ?? 'error',
  HENGXIN_PROFILE: 'standalone',
  HENGXIN_INTERNAL_SECRET: TEST_SECRET,
  HENGXIN_DATABASE_POOL: '8',
  PORT: '0',
};

/**
 * Boots one service in this process, on a database of its own, with a clock that stands still and tokens for the
 * asking.
 */
export async function startTestService(
  definition: ServiceDefinition,
  options: TestServiceOptions = {},
): Promise<TestService> {
  const { eventLog = process.env['HENGXIN_TEST_EVENT_LOG'] ?? 'postgres' } = options;
  const database = await testDatabase(migratedFor(definition));
  const eventStore = eventLog === 'eventstoredb' ? await eventStoreUnderTest() : undefined;
  const clock = fixedClock(options.now);
  const issuer = await DemoIssuer.ephemeral();
  const environment = {
    ...SPEC_SETTINGS,
    HENGXIN_DATABASE_URL: database.url,
    ...(eventStore && { HENGXIN_EVENT_LOG_URL: eventStore.url }),
    ...options.env,
  };
  const config = readConfig(definition.name, environment);
  const verifier = new TokenVerifier({ jwks: issuer.jwks(), issuer: DEMO_ISSUER, audience: config.jwtAudience });
  const start = (env: Environment = {}): Promise<RunningService> =>
    createService(definition, readConfig(definition.name, { ...environment, ...env }), {
      ...{ clock, verifier },
      ...(options.observed && { observed: options.observed }),
    });
  const dropStores = async (): Promise<void> => {
    await eventStore?.stop();
    await database.drop();
  };
  try {
    return new TestService(await start(), clock, issuer, dropStores, start);
  } catch (error) {
    await dropStores();
    throw error;
  }
}

/** The tables of a service and of the log, laid once for all specs that start it. */
function migratedFor({ name, entities = [], migrations = [] }: ServiceDefinition): Template {
  const all = [...SHARED_MIGRATIONS, ...migrations];
  return {
    // By what they do, so that a spec that runs again after a change has the change.
    name: [name, ...all.map(String), migrateEventLog].join('\n'),
    async fill(url) {
      const config = readConfig(name, { ...SPEC_SETTINGS, HENGXIN_DATABASE_URL: url });
      const database = await openDatabase(config, { entities, migrations: all });
      try {
        await migrateEventLog(database.pool);
      } finally {
        await database.dataSource.destroy();
      }
    },
  };
}

/** A running service as a spec sees it. */
export class TestService {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private running: RunningService,
    readonly clock: FixedClock,
    readonly issuer: DemoIssuer,
    private readonly dropStores: () => Promise<void>,
    private readonly start?: (env?: Environment) => Promise<RunningService>,
  ) {}

  get app(): RunningService['app'] {
    return this.running.app;
  }

  get parts(): ServiceParts {
    return partsOf(this.running.app);
  }

  /**
   * A GraphQL call through the whole service, without a socket. References are asked for by the gateway alone: such a
   * call comes as from there.
   */
  async graphql<Data = Anything>(query: string, call: GraphqlCall = {}): Promise<GraphqlAnswer<Data>> {
    const token = call.token === undefined ? call.as && (await this.token(call.as)) : call.token;
    const response = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(query.includes('_entities') && { [INTERNAL_HEADER]: TEST_SECRET }),
        ...call.headers,
      },
      payload: { query, ...(call.variables && { variables: call.variables }) },
    });
    return { status: response.statusCode, ...response.json<Omit<GraphqlAnswer<Data>, 'status'>>() };
  }

  /** A token of a member of staff, or with a role of a service account. */
  async token(subject: string, options?: DemoTokenOptions): Promise<string> {
    if (options) return this.issuer.issue(subject, options);
    let token = this.tokens.get(subject);
    if (!token) this.tokens.set(subject, (token = this.issuer.issue(subject)));
    return token;
  }

  /** Appends facts to a stream, as the service that owns them would, and waits until this service has them. */
  async given(aggregate: Pick<Aggregate, 'stream'>, id: string, ...events: readonly DomainEvent[]): Promise<void> {
    await this.append(aggregate, id, events);
    await this.caughtUp();
  }

  /** Places units and staff in the organisation. */
  async place(
    units: readonly UnitPlacement[],
    staff: readonly (StaffPlacement & { readonly name?: string })[] = [],
  ): Promise<void> {
    for (const unit of units) await this.append(Unit, unit.unitId, [UnitPlaced.of(unit)]);
    for (const person of staff)
      await this.append(Staff, person.staffId, [StaffPlaced.of({ name: `员工${person.staffId}`, ...person })]);
    await this.caughtUp();
  }

  /** Resolves once every consumer of the service has applied what the log holds. */
  async caughtUp(): Promise<void> {
    const { progress } = this.parts.bus;
    await progress.caughtUp(progress.names);
  }

  /** Ends and starts again, with the same database and, but for other variables, in the same environment. */
  async restart(env?: Environment): Promise<void> {
    if (!this.start) throw new Error('started by a spec itself, which alone can do it again');
    await this.running.close();
    this.running = await this.start(env);
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.dropStores();
  }

  private async append(
    aggregate: Pick<Aggregate, 'stream'>,
    id: string,
    events: readonly DomainEvent[],
  ): Promise<void> {
    const stream = aggregate.stream(id);
    const known = (await this.parts.log.read(stream)).at(-1)?.revision ?? NO_STREAM;
    const appended = await this.parts.log.append(
      stream,
      events.map((event) => ({ ...event, id: randomUUID(), meta: {} })),
      known,
    );
    if (!appended.ok) throw new Error(`could not append to ${stream}: ${appended.reason}`);
  }
}
