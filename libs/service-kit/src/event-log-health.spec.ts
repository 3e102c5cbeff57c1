import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Contact, ContactLogged } from '@hengxin/contracts';
import { ServerDouble, type ServerDoubleOptions, SIGNER } from '@hengxin/event-log/testing';
import { startTestService, type TestService } from './testing/index.js';
import { CONTACT_FACTS } from './testing/contact-facts.js';
import { notebook } from './testing/notebook.js';

const SECRET = 'hunter2';

const contact = (contactId: string) => ContactLogged.of({ ...CONTACT_FACTS, contactId });

/* The double, since a server is away or too old at no word of command. */
describe('a service whose event log does not serve', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengxin-ca-'));
    await writeFile(join(folder, 'ca.pem'), SIGNER);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const double = async (options: ServerDoubleOptions = {}): Promise<ServerDouble> => {
    const server = await ServerDouble.started(options);
    stops.push(() => server.stop());
    return server;
  };
  const started = async (url: string): Promise<TestService> => {
    const service = await startTestService(notebook, {
      env: { HENGXIN_EVENT_LOG_URL: url, HENGXIN_LOG_LEVEL: 'silent' },
    });
    stops.push(() => service.stop());
    return service;
  };
  const ready = async (service: TestService): Promise<{ status: number; eventLog: string }> => {
    const answer = await service.app.inject('/health/ready');
    expect(answer.body).not.toContain(SECRET);
    return { status: answer.statusCode, eventLog: answer.json<{ checks: { eventLog: string } }>().checks.eventLog };
  };
  /** Each look asks again: what was found is kept for a second. */
  const readyOnce = async (service: TestService, said: string): Promise<void> => {
    while ((await ready(service)).eventLog !== said) await turn();
  };
  const secured = (port: number, user = 'bank', password = SECRET) =>
    `esdb://${user}:${password}@localhost:${port}?tlsCAFile=${join(folder, 'ca.pem')}`;

  it('starts, says so, and goes on by itself once it answers', async () => {
    const server = await double();
    await server.crash();
    const service = await started(server.url);
    expect(await ready(service)).toEqual({ status: 503, eventLog: 'EventStoreDB refuses connections' });
    await server.restart();
    await readyOnce(service, 'ok');
    await service.given(Contact, 'N1', contact('N1'));
    expect(await service.parts.database.query('select id from note')).toEqual([{ id: 'N1' }]);
  });

  it.each([
    ['22.10.5', 'EventStoreDB is of version 22.10.5: the event log needs 23.10 or later, or KurrentDB'],
    ['none', 'EventStoreDB is no EventStoreDB, or one before 21.10: the event log needs 23.10 or later, or KurrentDB'],
  ])('says that the server is too old (%s)', async (version, sentence) => {
    expect(await ready(await started((await double({ version })).url))).toEqual({ status: 503, eventLog: sentence });
  });

  it('says that the server refuses user or password', async () => {
    const { port } = await double({ tls: true, users: { bank: SECRET } });
    const service = await started(secured(port, 'bank', `${SECRET}x`));
    expect(await ready(service)).toEqual({
      status: 503,
      eventLog: 'EventStoreDB refuses the user or the password of its URL',
    });
  });

  it('says which right is missing, and goes on by itself once it is granted', async () => {
    const server = await double({ tls: true, users: { bank: SECRET } });
    const service = await started(secured(server.port));
    expect(await ready(service)).toEqual({
      status: 503,
      eventLog: expect.stringMatching(
        /^EventStoreDB denies its user the right to read \$all: grant it with npm run grant/,
      ),
    });
    server.readers = ['bank'];
    await readyOnce(service, 'ok');
    await service.given(Contact, 'N1', contact('N1'));
  });

  it('says that there is no leader', async () => {
    const server = await double();
    server.leader = 'nobody';
    expect(await ready(await started(server.url))).toEqual({
      status: 503,
      eventLog: 'EventStoreDB has no leader at this moment',
    });
  });

  it.each([
    ['before it started', true],
    ['while it ran', false],
  ])('says that its read models are ahead of a log that was restored %s', async (_, restarts) => {
    const server = await double();
    const service = await started(server.url);
    await service.given(Contact, 'N1', contact('N1'));
    const kept = server.store.all.at(-1)!.position;
    await service.given(Contact, 'N2', contact('N2'));
    server.store.forgetAfter(kept);
    if (restarts) await service.restart();
    await readyOnce(service, 'the event log refuses a position');
    expect((await ready(service)).status).toBe(503);
  });

  it('says that its read models are of another epoch, and waits for nothing more once it is told to stop', async () => {
    const server = await double();
    const service = await started(server.url);
    await service.given(Contact, 'N1', contact('N1'));
    await service.restart({ HENGXIN_EVENT_LOG_URL: `${server.url}&epoch=2` });
    await readyOnce(service, 'the event log refuses a position');
    const { progress } = service.parts.bus;
    const awaited = () => progress.names.filter((name) => progress.isAwaited(name));
    expect(awaited()).toContain('notes');
    await stops.pop()!();
    expect(awaited()).toEqual([]);
  });
});
