import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import { eventually, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import { LOG_CONTACT, type LogContact, MY_DAY, type MyDay, type PlanItem } from './queries.js';

const RM = 'S0003';
const TOPIC = 'hengxin.visit-logging.contact.events.v1';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
/** As apps make them: a UUID travels as it is, any other text hashed. */
const CALL_ID = '6f3c1d52-b1c6-4f6f-9a0f-4d0f5a7be2c1';
const FIELDS = 'contactId clientId staffId unitId channel startedAt endedAt outcome effective late planItemId'.split(
  ' ',
);

/** A message as an integration keeps it, which knows no more of the platform than surface/events.md. */
interface Received {
  readonly key: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** On a platform of source kafka. Its relationship manager is another one than those of the other suites. */
export function publishedEventsSuite(bank: () => RunningBank): void {
  describe('what an integration reads from Kafka', () => {
    let platform: Platform;
    let integration: Consumer;
    const received: Received[] = [];
    let item: PlanItem;
    let contactId: string;
    let event: Received;

    const log = async (input: object, headers: Record<string, string> = {}): Promise<string> => {
      const answer = await fetch(`${platform.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await platform.token(RM)}`,
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify({
          query: LOG_CONTACT,
          variables: { input: { commandId: randomUUID(), clientId: item.client.id, ...input } },
        }),
      });
      const { logContact } = ((await answer.json()) as { data: LogContact }).data;
      expect(logContact.errors).toEqual([]);
      return logContact.contact!.id;
    };
    const eventOf = async (id: string): Promise<Received> =>
      eventually(
        async () => received.find(({ data }) => data['contactId'] === id)!,
        (found) => found !== undefined,
      );

    beforeAll(async () => {
      const { source } = bank();
      ({ platform } = bank());
      integration = await subscribe(source.broker!.brokers, received);
      const day = await eventually(
        () => platform.data<MyDay>(RM, MY_DAY),
        ({ myDay }) => myDay.items.length === 10,
      );
      item = day.myDay.items.find(({ channel }) => channel === 'PHONE')!;
      contactId = await log(
        {
          channel: 'PHONE',
          startedAt: '2026-03-02T08:30:00+08:00',
          endedAt: '2026-03-02T08:42:00+08:00',
          outcome: 'ENGAGED',
          planItemId: item.id,
          notes: '聊了存款 13800001234',
        },
        { 'x-correlation-id': CALL_ID, traceparent: TRACEPARENT },
      );
      event = await eventOf(contactId);
    }, 300_000);

    afterAll(() => integration?.disconnect(), 60_000);

    it('a contact logged is a message under its client’s id, with the fields of the surface', () => {
      expect(event.key).toBe(item.client.id);
      expect(event.data).toMatchObject({
        contactId,
        clientId: item.client.id,
        staffId: RM,
        unitId: 'U200003',
        channel: 'PHONE',
        startedAt: '2026-03-02T08:30:00+08:00',
        endedAt: '2026-03-02T08:42:00+08:00',
        outcome: 'ENGAGED',
        effective: true,
        late: false,
        planItemId: item.id,
      });
    });

    it('its headers are those of CloudEvents 1.0, and what ties it to the call', () => {
      const {
        ce_id: id,
        ce_time: time,
        ce_sourceposition: position,
        ce_causationid: cause,
        ce_dataschema: schema,
        ...others
      } = event.headers;
      expect(others).toMatchObject({
        ce_specversion: '1.0',
        ce_type: 'hengxin.visit-logging.ContactLogged.v1',
        ce_source: '/visit-logging',
        ce_subject: contactId,
        ce_correlationid: CALL_ID,
        ce_businessdate: '2026-03-02',
        traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/),
        'content-type': 'application/json',
      });
      expect(received.filter(({ headers }) => headers['ce_id'] === id)).toEqual([event]);
      // By the log's own clock, which no demo clock moves.
      expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/);
      for (const header of [id, position, cause, schema]) expect(header).toMatch(/^[\x21-\x7e]+$/);
    });

    it('its schema lies where ce_dataschema says, and every message of the topic fits the schema it names', async () => {
      await eventually(
        async () => received.length,
        (count) => count > 1000,
      );
      const schemas = new Map<string, object>();
      for (const { headers } of received) {
        const where = headers['ce_dataschema']!;
        if (!schemas.has(where)) schemas.set(where, JSON.parse(await readFile(`.${where}`, 'utf8')) as object);
      }
      expect([...schemas.keys()]).toEqual(['/docs/reference/events/ContactLogged.v1.json']);
      const ajv = new Ajv2020({ allErrors: true });
      addFormats.default(ajv);
      const fits = ajv.compile([...schemas.values()][0]!);
      for (const { data } of received) expect(fits(data) || fits.errors).toBe(true);
      for (const field of FIELDS) {
        const { [field]: _, ...without } = event.data;
        expect([field, fits(without)]).toEqual([field, false]);
      }
    });

    it('no message holds a name, a phone number or free text', async () => {
      const { client } = await platform.data<{ client: { name: string; phone: string } }>(
        RM,
        '{ client(id: "ID") { name phone(reveal: true) } }'.replace('ID', item.client.id),
      );
      expect(client.name).toMatch(/\p{Script=Han}/u);
      for (const { text, headers } of received) expect(text + JSON.stringify(headers)).not.toMatch(/\p{Script=Han}/u);
      for (const secret of [client.name, client.phone, '13800001234']) expect(event.text).not.toContain(secret);
      for (const { data } of received) expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['notes']));
    });

    it('the contacts of one client keep their order', async () => {
      const logged = [contactId];
      for (const minute of ['44', '46', '48', '50', '52'])
        logged.push(
          await log({
            channel: 'PHONE',
            startedAt: `2026-03-02T08:${minute}:00+08:00`,
            endedAt: `2026-03-02T08:${minute}:30+08:00`,
            outcome: 'NO_ANSWER',
          }),
        );
      await eventOf(logged.at(-1)!);
      const ofClient = received.filter(({ key }) => key === item.client.id);
      expect(ofClient.slice(-logged.length).map(({ data }) => data['contactId'])).toEqual(logged);
      expect(new Set(ofClient.map(({ partition }) => partition)).size).toBe(1);
      const offsets = ofClient.map(({ offset }) => offset);
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => (a < b ? -1 : 1)));
      expect((await eventOf(logged[1]!)).data).toMatchObject({
        effective: false,
        outcome: 'NO_ANSWER',
        planItemId: null,
      });
    });
  });
}

/** Reads the topic from its beginning, as a data warehouse would. */
async function subscribe(brokers: string, into: Received[]): Promise<Consumer> {
  const client = new Kafka({ clientId: 'warehouse', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const consumer = client.consumer({ groupId: `warehouse-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const text = message.value!.toString();
      const headers = Object.fromEntries(
        Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
      );
      const data = JSON.parse(text) as Record<string, unknown>;
      into.push({ key: message.key!.toString(), partition, offset: BigInt(message.offset), headers, text, data });
    },
  });
  return consumer;
}
