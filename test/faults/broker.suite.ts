import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithKafka, type TestKafka } from '@hengxin/testing';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import { CONTEXTS } from '@hengxin/contracts';
import type { RunningBank } from '../journeys/bank.js';
import { KPI_CONTACTS, type KpiContacts, LOG_CONTACT, type LogContact } from '../journeys/queries.js';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { Oracle } from '../oracle/oracle.js';
import { eventually, type Platform, run } from '../platform/platform.js';
import { callable, type Clients, Load } from './load.js';

const TOPIC = 'hengxin.visit-logging.contact.events.v1';
const DAY = '2026-03-02';
/** Answered commands while the broker is away: once for a moment, once for longer than its clients' sessions last. */
const AWAY_FOR = [60, 450];

/** Asks for nothing that another service adds: what those know of a contact comes over the broker. */
const LOG_ALONE = `mutation ($input: LogContactInput!) {
  logContact(input: $input) { contact { id startedAt effective } errors { code field message } position }
}`;

/** A message of the topic, as a plain consumer of it sees it. */
interface Received {
  readonly eventId: string;
  readonly contactId: string;
  readonly clientId: string;
  readonly partition: number;
}

/** Last of all on its platform, which it stops. That one keeps its data, which then goes. */
export function brokerSuite(bank: () => RunningBank): void {
  describeWithKafka(
    'the broker killed under load',
    () => {
      let kafka: TestKafka;
      let dataDir: string;
      let platform: Platform;
      let clients: Clients;
      let warehouse: Consumer;
      const received: Received[] = [];

      beforeAll(async () => {
        ({ platform } = bank());
        kafka = bank().source.broker!;
        dataDir = platform.dataDir;
        clients = await callable(platform, ['S0001', 'S0002', 'S0003', 'S0004']);
      }, 300_000);

      afterAll(async () => {
        await warehouse?.disconnect();
        await rm(dataDir, { recursive: true, force: true });
      }, 60_000);

      const call = (clientId: string) => ({
        commandId: randomUUID(),
        clientId,
        channel: 'PHONE',
        startedAt: `${DAY}T08:58:00+08:00`,
        endedAt: `${DAY}T08:59:00+08:00`,
        outcome: 'ENGAGED',
      });
      const logContact = async (rm: string, clientId: string) => {
        const { logContact: logged } = await platform.data<LogContact>(rm, LOG_ALONE, { input: call(clientId) });
        expect(logged.errors).toEqual([]);
        return logged.contact!.id;
      };

      /** A command that also asks for what another service adds is carried out, and says that this part has to wait. */
      const saysWhatIsBehind = async () => {
        const [rm, own] = [...clients.of][0]!;
        const { data, errors } = await platform.ask<LogContact>(rm, LOG_CONTACT, { input: call(own[0]!) });
        expect(data?.logContact).toMatchObject({ errors: [], position: expect.stringMatching(/./) });
        expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['NOT_YET_VISIBLE']);
      };

      it('commands go on without it, and afterwards all figures equal those recomputed by brute force', async () => {
        const load = new Load(platform, clients, 30, DAY, LOG_ALONE);
        const answers = (more: number) => {
          const before = load.acknowledged.size;
          return eventually(
            async () => load.acknowledged.size,
            (size) => size >= before + more,
            120_000,
          );
        };
        for (const away of AWAY_FOR) {
          await answers(60);
          await kafka.kill();
          await answers(away);
          await saysWhatIsBehind();
          await kafka.restart();
        }
        await answers(60);
        await load.stop();
        expect(load.refused).toEqual([]);
        expect(load.failures).toBe(0);
        await expectFiguresEqualOracle(platform, 'H0001', [
          { grain: 'DAY', start: DAY },
          { grain: 'MONTH', start: '2026-03-01' },
          { grain: 'YEAR', start: '2026-01-01' },
        ]);
      }, 600_000);

      it('a plain consumer of the topic sees every contact of the log at least once, those of one client in order', async () => {
        warehouse = await subscribe(kafka.brokers, received);
        const logged = await contactsOfLog(await platform.eventLogUrl());
        await eventually(
          async () => new Set(received.map(({ contactId }) => contactId)).size,
          (seen) => seen >= logged.length,
          60_000,
        );
        await warehouse.disconnect();
        const first = new Map<string, Received>();
        for (const message of received) {
          const { contactId, eventId } = message;
          if (!first.has(contactId)) first.set(contactId, message);
          // Sent again after a crash, it is the same event.
          expect([contactId, eventId]).toEqual([contactId, first.get(contactId)!.eventId]);
        }
        expect([...first.keys()].sort()).toEqual(logged.map(({ contactId }) => contactId).sort());
        expect(inOrderByClient([...first.values()])).toEqual(inOrderByClient(logged));
      }, 120_000);

      it('an event that fails its schema is parked, and contacts of other clients of its partition flow on', async () => {
        const [bad, good] = twoOfOnePartition(received, clients.of.get('S0001')!);
        const badId = randomUUID();
        const producer = plainKafka(kafka.brokers).producer();
        await producer.connect();
        const headers = {
          ce_specversion: '1.0',
          ce_id: badId,
          ce_type: 'hengxin.visit-logging.ContactLogged.v1',
          ce_source: '/visit-logging',
          ce_subject: badId,
          ce_time: new Date().toISOString(),
          ce_sourceposition: '999999:1:1',
        };
        const value = JSON.stringify({ contactId: badId, clientId: bad.clientId, channel: 7 });
        await producer.send({
          topic: TOPIC,
          messages: [{ key: bad.clientId, partition: bad.partition, value, headers }],
        });
        await producer.disconnect();
        const contactId = await logContact('S0001', good.clientId);

        const place = `${TOPIC}/${bad.partition}/\\d+`;
        const parked = await eventually(
          async () =>
            (await run(['deploy/standalone/run.mjs', 'deploy/standalone/dist/parked.js', '--data', dataDir])).output,
          (output) =>
            ['performance-kpis', 'contact-scheduling'].every((service) =>
              new RegExp(`^${service} .*${place}`, 'm').test(output),
            ),
        );
        for (const line of parked.split('\n').filter((each) => new RegExp(place).test(each)))
          expect(line).toMatch(
            new RegExp(
              `^[a-z-]+  [a-z_-]+  ${TOPIC}  key ${bad.clientId}  hengxin.visit-logging.ContactLogged.v1  ${place}  AGAINST_SCHEMA: `,
            ),
          );
        const asked = { scope: { staffId: 'S0001' }, period: { grain: 'DAY', start: DAY }, metric: 'CONTACTS' };
        await eventually(
          () => allContacts(platform, asked),
          (ids) => ids.includes(contactId),
        );
        await expectFiguresEqualOracle(platform, 'H0001', [{ grain: 'DAY', start: DAY }]);
      }, 120_000);

      it('services stop by themselves while no broker answers, those started without one too', async () => {
        await kafka.kill();
        const [rm, own] = [...clients.of][0]!;
        // The relay holds this one and can't hand it over.
        await logContact(rm, own[0]!);
        for (const name of ['performance-kpis', 'contact-scheduling']) {
          const pid = (await platform.pids())[name]!;
          process.kill(pid, 'SIGKILL');
          await eventually(
            async () => (await platform.pids())[name],
            (now) => now !== undefined && now !== null && now !== pid,
          );
        }
        for (const offset of [3, 5])
          await eventually(
            () => lives(`http://127.0.0.1:${platform.port + offset}`),
            (alive) => alive,
            60_000,
          );
        expect(await platform.stop('SIGINT')).toBe(0);
        for (const name of CONTEXTS) {
          const log = await readFile(join(dataDir, 'logs', `${name}.log`), 'utf8');
          expect([name, log.includes('"msg":"stopping"'), log.includes('stopped without waiting')]).toEqual([
            name,
            true,
            false,
          ]);
        }
      }, 120_000);
    },
    { killable: true },
  );
}

function lives(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function plainKafka(brokers: string): Kafka {
  return new Kafka({ clientId: 'warehouse', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
}

/** Reads the topic from its beginning, as a data warehouse would. */
async function subscribe(brokers: string, into: Received[]): Promise<Consumer> {
  const consumer = plainKafka(brokers).consumer({ groupId: `warehouse-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const { contactId, clientId } = JSON.parse(message.value!.toString()) as Pick<Received, 'contactId' | 'clientId'>;
      into.push({ eventId: String(message.headers!['ce_id']), contactId, clientId, partition });
    },
  });
  return consumer;
}

/** What was really logged, in the order of the log. */
async function contactsOfLog(logUrl: string): Promise<{ contactId: string; clientId: string }[]> {
  const { contacts } = await Oracle.read(logUrl);
  return [...contacts.values()].map(({ id, client }) => ({ contactId: id, clientId: client }));
}

function inOrderByClient(contacts: readonly { contactId: string; clientId: string }[]): Record<string, string[]> {
  const byClient: Record<string, string[]> = {};
  for (const { clientId, contactId } of contacts) (byClient[clientId] ??= []).push(contactId);
  return byClient;
}

/** Two of these clients whose events share a partition. */
function twoOfOnePartition(received: readonly Received[], own: readonly string[]): readonly [Received, Received] {
  const partitions = new Map<number, Received>();
  for (const message of received.filter(({ clientId }) => own.includes(clientId))) {
    const other = partitions.get(message.partition);
    if (other && other.clientId !== message.clientId) return [other, message];
    partitions.set(message.partition, message);
  }
  throw new Error('no two clients share a partition');
}

async function allContacts(platform: Platform, asked: object): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { kpiContacts }: KpiContacts = await platform.data<KpiContacts>('H0001', KPI_CONTACTS, {
      ...asked,
      first: 100,
      after,
    });
    ids.push(...kpiContacts.edges.map(({ node }) => node.id));
    if (!kpiContacts.pageInfo.hasNextPage) return ids;
    after = kpiContacts.pageInfo.endCursor;
  }
}
