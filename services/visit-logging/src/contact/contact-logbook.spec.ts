import { randomUUID } from 'node:crypto';
import { Client, ClientAssigned, ConsentGranted, ConsentWithdrawn } from '@hengxin/contracts';
import { createService, Progress, type RunningService } from '@hengxin/service-kit';
import { type GraphqlAnswer, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { CLIENT_FACTS } from '../consumers.js';
import { visitLogging } from '../visit-logging.module.js';

const LOG = 'mutation ($input: LogContactInput!) { logContact(input: $input) { contact { id } errors { code } } }';

describe('while consents are read from the beginning', () => {
  let service: TestService;
  let next: RunningService | undefined;
  beforeAll(async () => {
    service = await startTestService(visitLogging, { now: '2026-03-25T09:00:00+08:00' });
    const unit = { unitId: 'U1', parentId: null, kind: 'SUB_BRANCH' as const, name: '支行', validFrom: null };
    await service.place([unit], [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }]);
    const word = {
      clientId: 'C1',
      channel: 'PHONE',
      purpose: 'SERVICE',
      wordingVersion: null,
      evidence: null,
    } as const;
    const on = (day: string) => ({ ...word, decidedAt: `${day}T00:00:00+08:00` });
    await service.given(
      Client,
      'C1',
      ClientAssigned.of({ clientId: 'C1', rmId: 'S1', from: '2026-01-01', previousRmId: null }),
      ConsentGranted.of({ ...on('2026-01-01'), expiresOn: null }),
      ConsentWithdrawn.of({ ...on('2026-03-10'), receiptId: 'R1' }),
      ConsentGranted.of({ ...on('2026-03-20'), expiresOn: null }),
    );
  }, 60_000);
  afterAll(async () => {
    await next?.close();
    await service?.stop();
  });

  it('no contact is judged by half of them: it may be sent again, and then the withdrawal in between counts', async () => {
    const { config, clock, verifier, database } = service.parts;
    const told = { commandId: randomUUID(), clientId: 'C1', channel: 'PHONE', outcome: 'ENGAGED' };
    const when = { startedAt: '2026-03-15T10:00:00+08:00', endedAt: '2026-03-15T10:05:00+08:00' };
    const log = async (by: RunningService) => {
      const response = await by.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${await service.token('S1')}` },
        payload: { query: LOG, variables: { input: { ...told, ...when } } },
      });
      return response.json<GraphqlAnswer>();
    };
    const connection = await database.pool.connect();
    try {
      // The consumer has come as far as the first word, and goes on when this transaction ends.
      await connection.query('begin');
      await connection.query(
        "select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'bus', current_schema(), $1::text, 'store', 0), 0))",
        [CLIENT_FACTS],
      );
      await database.query('delete from bus_checkpoint where consumer = $1', [CLIENT_FACTS]);
      await database.query(
        "update client set words = jsonb_build_object('PHONE', jsonb_build_array(words -> 'PHONE' -> 0))",
      );
      next = await createService(visitLogging, config, { clock, verifier });
      expect((await log(next)).errors?.[0]?.extensions.code).toBe('NOT_YET_VISIBLE');
    } finally {
      await connection.query('commit');
      connection.release();
    }
    await next.app.get(Progress).caughtUp([CLIENT_FACTS]);
    expect((await log(next)).data.logContact).toEqual({ contact: null, errors: [{ code: 'CONSENT_MISSING' }] });
  }, 60_000);
});
