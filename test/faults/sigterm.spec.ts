import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogue, Staff, StaffPlaced, Unit, UnitPlaced } from '@hengxin/contracts';
import { comparePositions, type EventLog, migrateEventLog, openEventLog } from '@hengxin/event-log';
import type { Aggregate, DomainEvent } from '@hengxin/event-sourcing';
import { DEMO_ISSUER, DemoIssuer } from '@hengxin/identity';
import { freePort, type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { eventually } from '../platform/platform.js';
import { type OpenSource, stores } from '../platform/sources.js';
import { Said } from './said.js';

describe.each(stores)('a service that gets SIGTERM, source $name', (kept) => {
  let source: OpenSource;
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: EventLog;
  let issuer: DemoIssuer;
  let keys: Server;
  let port: number;
  let service: Said | undefined;

  beforeAll(async () => {
    source = await kept.open();
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateEventLog(pool);
    log = openEventLog({ url: source.options.eventLogUrl ?? database.url, catalogue });
    issuer = await DemoIssuer.ephemeral();
    keys = createServer((_request, answer) => answer.end(JSON.stringify(issuer.jwks()))).listen(0, '127.0.0.1');
    await once(keys, 'listening');
    port = await freePort();
    const place = { validFrom: null };
    await append(
      Unit,
      'U1',
      UnitPlaced.of({ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', ...place }),
    );
    await append(Staff, 'S1', StaffPlaced.of({ staffId: 'S1', role: 'RM', unitId: 'U1', name: '员工一', ...place }));
  }, 60_000);
  afterAll(async () => {
    service?.child.kill('SIGKILL');
    keys?.close();
    await log?.close();
    await pool?.end();
    await database?.drop();
    await source?.close();
  });

  const append = async (aggregate: Pick<Aggregate, 'stream'>, id: string, event: DomainEvent): Promise<string> => {
    const appended = await log.append(aggregate.stream(id), [{ ...event, id: randomUUID(), meta: {} }], -1);
    if (!appended.ok) throw new Error(appended.reason);
    return appended.position;
  };
  const started = async (): Promise<Said> => {
    const child = spawn(process.execPath, ['services/organisation/dist/main.js'], {
      env: {
        ...process.env,
        HENGXIN_PROFILE: 'standalone',
        HENGXIN_DATABASE_URL: database.url,
        ...(source.options.eventLogUrl && { HENGXIN_EVENT_LOG_URL: source.options.eventLogUrl }),
        HENGXIN_JWKS_URL: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`,
        HENGXIN_JWT_ISSUER: DEMO_ISSUER,
        HENGXIN_INTERNAL_SECRET: randomUUID(),
        HENGXIN_LOG_LEVEL: 'info',
        PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    service = new Said(child);
    await service.hasSaid('"ready"');
    return service;
  };
  const ask = async (query: string, token: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { status: answer.status, ...((await answer.json()) as { data?: { me?: { name: string } } }) };
  };
  const name = async (staffId: string) => {
    const token = await issuer.issue(staffId);
    const answered = await eventually(
      () => ask('{ me { name } }', token),
      ({ data }) => data?.me !== undefined,
    );
    return answered.data!.me!.name;
  };
  const waiting = (statement: string) =>
    eventually(
      () =>
        pool.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like $1 and datname = current_database()",
          [`%${statement}%`],
        ),
      ({ rowCount }) => rowCount! > 0,
    );

  it('answers the call under way, takes no new one, ends by itself, and its consumers go on where they were', async () => {
    const first = await started();
    expect(await name('S1')).toBe('员工一');
    const admin = await issuer.issue('operations', { role: 'ADMIN' });

    // A consumer and a call are in the middle of their work, which no table lets them finish. The lock that keeps the
    // consumer from writing is a weak one: an open transaction that writes would hold the event itself back.
    const lock = await pool.connect();
    await lock.query('begin; lock table organisation.staff_name in share mode');
    const place = { role: 'RM', unitId: 'U1', validFrom: null } as const;
    const position = await append(Staff, 'S2', StaffPlaced.of({ staffId: 'S2', name: '员工二', ...place }));
    await waiting('insert into staff_name');
    await lock.query('lock table organisation.placement_proposal in access exclusive mode');
    const underWay = ask('{ placementsAwaiting(first: 1) { edges { cursor } } }', admin);
    await waiting('from placement_proposal');
    const ended = once(first.child, 'exit');
    first.child.kill('SIGTERM');
    await first.hasSaid('"stopping"');
    const late = () =>
      ask('{ now { instant } }', admin).then(
        ({ status }) => status,
        () => 0,
      );
    await eventually(late, (status) => status === 503 || status === 0);
    await lock.query('commit');
    lock.release();

    expect(await underWay).toEqual({ status: 200, data: { placementsAwaiting: { edges: [] } } });
    expect(await ended).toEqual([0, null]);
    const { rows: named } = await pool.query("select name from organisation.staff_name where staff_id = 'S2'");
    const { rows: checkpoints } = await pool.query<{ position: string }>(
      "select position from organisation.bus_checkpoint where consumer = 'staff-names'",
    );
    expect(named).toEqual([{ name: '员工二' }]);
    expect(comparePositions(checkpoints[0]!.position, position)).toBeGreaterThanOrEqual(0);

    await started();
    expect(await name('S2')).toBe('员工二');
  }, 240_000);
});
