import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { CERTIFICATE, KEY, OTHER_SIGNER, SIGNER } from '@hengxin/event-log/testing';
import { describeWithKafka, startKafka, type TestKafka } from '@hengxin/testing';
import { accessConfig, type KafkaAccess, readKafkaAccess } from './kafka-access.js';
import { kafkaClient } from './kafka-client.js';
import { kafkajs } from './kafkajs.js';

const SECRET = 'hunter2';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hengxin-access-'));
  writeFileSync(join(folder, 'ca.pem'), SIGNER);
  writeFileSync(join(folder, 'password'), `${SECRET}\n`);
  writeFileSync(join(folder, 'two-lines'), `bank\n${SECRET}\n`);
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Name = 'SSL' | 'CA_FILE' | 'SASL_MECHANISM' | 'SASL_USERNAME' | 'SASL_PASSWORD_FILE';
/** Variables by their names after `KAFKA_`; a name of a file stands for its path. */
type Given = Readonly<Partial<Record<Name, string>>>;

const read = (given: Given): KafkaAccess =>
  readKafkaAccess(
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        `KAFKA_${name}`,
        name.endsWith('_FILE') && value ? join(folder, value) : value,
      ]),
    ),
  );
const faultOf = (given: Given): string => {
  try {
    read(given);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
  }
  throw new Error('no fault');
};

const SCRAM: Given = { SASL_MECHANISM: 'SCRAM-SHA-512', SASL_USERNAME: 'hengxin', SASL_PASSWORD_FILE: 'password' };
const PLAIN: Given = { ...SCRAM, SASL_MECHANISM: 'PLAIN', SSL: 'true' };

describe('how brokers are spoken to', () => {
  it.each<[string, Given, KafkaAccess]>([
    ['in plain text, as nobody', {}, { tls: undefined, sasl: undefined }],
    ['so too where variables are empty', { SSL: '', CA_FILE: '' }, { tls: undefined, sasl: undefined }],
    ['over TLS', { SSL: 'true' }, { tls: { ca: undefined }, sasl: undefined }],
    ['over TLS of the bank’s own', { SSL: 'true', CA_FILE: 'ca.pem' }, { tls: { ca: SIGNER }, sasl: undefined }],
    [
      'as a user',
      SCRAM,
      { tls: undefined, sasl: { mechanism: 'SCRAM-SHA-512', username: 'hengxin', password: SECRET } },
    ],
    [
      'as a user whose password is sent, over TLS',
      PLAIN,
      { tls: { ca: undefined }, sasl: { mechanism: 'PLAIN', username: 'hengxin', password: SECRET } },
    ],
  ])('%s', (_, given, access) => expect(read(given)).toEqual(access));

  it.each<[Given, RegExp]>([
    [{ SSL: 'yes' }, /^KAFKA_SSL: .*true.*false/],
    [{ CA_FILE: 'ca.pem' }, /^KAFKA_CA_FILE is of use with KAFKA_SSL=true alone$/],
    [{ SSL: 'true', CA_FILE: 'none' }, /^KAFKA_CA_FILE must be a file of certificates/],
    [{ SSL: 'true', CA_FILE: 'password' }, /^KAFKA_CA_FILE must be a file of certificates/],
    [{ ...SCRAM, SASL_MECHANISM: SECRET }, /^KAFKA_SASL_MECHANISM: .*PLAIN.*SCRAM-SHA-256/],
    [{ ...PLAIN, SSL: 'false' }, /^KAFKA_SASL_MECHANISM must not be PLAIN without KAFKA_SSL=true/],
    [{ SASL_USERNAME: SECRET }, /^KAFKA_SASL_MECHANISM is needed with KAFKA_SASL_USERNAME$/],
    [{ SASL_PASSWORD_FILE: 'password' }, /^KAFKA_SASL_MECHANISM is needed with KAFKA_SASL_PASSWORD_FILE$/],
    [
      { SASL_MECHANISM: 'SCRAM-SHA-256' },
      /^KAFKA_SASL_USERNAME is needed with .*\nKAFKA_SASL_PASSWORD_FILE is needed with /,
    ],
    [{ ...SCRAM, SASL_PASSWORD_FILE: SECRET }, /^KAFKA_SASL_PASSWORD_FILE must be a file that can be read$/],
    [{ ...SCRAM, SASL_PASSWORD_FILE: 'two-lines' }, /^KAFKA_SASL_PASSWORD_FILE must be a file of one line/],
    [{ ...SCRAM, SASL_PASSWORD_FILE: 'empty' }, /^KAFKA_SASL_PASSWORD_FILE must be a file of one line/],
  ])('is refused by name, without a value: %j', (given, sentence) => {
    expect(faultOf(given)).toMatch(sentence);
    expect(faultOf(given)).not.toContain(SECRET);
  });
});

describe('a broker behind TLS', () => {
  let server: Server;
  let brokers: string[];
  let heard: number;
  beforeAll(async () => {
    // No broker: it hangs up as soon as it is told something.
    server = createServer({ cert: CERTIFICATE, key: KEY }, (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        heard++;
        socket.destroy();
      });
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    brokers = [`127.0.0.1:${(server.address() as AddressInfo).port}`];
  });
  beforeEach(() => void (heard = 0));
  afterAll(() => void server?.close());

  /** What the client says of a broker that it can't use. */
  const attempt = async (ca: string): Promise<string> => {
    const { Kafka, logLevel } = kafkajs();
    const once = { brokers, retry: { retries: 0 }, logLevel: logLevel.NOTHING };
    const admin = new Kafka({ ...once, ...accessConfig({ tls: { ca }, sasl: undefined }) }).admin();
    const said = await admin.connect().then(String, String);
    await admin.disconnect();
    return said;
  };

  it('is spoken to where the certificate is signed by the one who is trusted', async () => {
    expect(await attempt(SIGNER)).not.toMatch(/certificate/);
    expect(heard).toBeGreaterThan(0);
  });

  it('is told nothing where it is signed by another', async () => {
    expect(await attempt(OTHER_SIGNER)).toMatch(/certificate/);
    expect(heard).toBe(0);
  });
});

describeWithKafka(
  'a broker that asks who is there',
  () => {
    let kafka: TestKafka;
    const said: string[] = [];
    beforeAll(async () => {
      kafka = await startKafka({ killable: true, user: { name: 'hengxin', password: SECRET } });
    }, 180_000);
    afterAll(() => kafka?.stop());

    const adminOf = (password: string) =>
      kafkaClient({
        brokers: kafka.brokers.split(','),
        access: { tls: undefined, sasl: { mechanism: 'PLAIN', username: 'hengxin', password } },
        clientId: 'specs',
        onLog: (_, message) => said.push(message),
      }).admin();

    it('lets in who has the password', async () => {
      const admin = adminOf(SECRET);
      await admin.connect();
      expect(await admin.listTopics()).toEqual([]);
      await admin.disconnect();
    }, 60_000);

    it('turns away who has another, and neither the error nor a line shows it', async () => {
      const admin = adminOf('swordfish');
      const error: unknown = await admin.connect().catch((fault: unknown) => fault);
      expect(String(error)).toMatch(/SASL PLAIN authentication failed/);
      expect(said.length).toBeGreaterThan(0);
      expect(`${String(error)} ${JSON.stringify(error)} ${said.join(' ')}`).not.toContain('swordfish');
      await admin.disconnect();
    }, 60_000);
  },
  { killable: true },
);
