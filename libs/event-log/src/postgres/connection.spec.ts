import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { catalogue } from '@hengxin/contracts';
import { START } from '../position.js';
import { bearLosses, isOutage } from './connection.js';
import { createPostgresEventLog } from './postgres-event-log.js';

/** One message of PostgreSQL's protocol: its letter, its length, what it holds. */
const message = (letter: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
};

const SIGNED_IN = message('R', Buffer.alloc(4));
const READY = message('Z', 'I');
const CUT = message('E', 'SFATAL\0', 'C57P01\0', 'Mterminating connection due to administrator command\0', '\0');

it('a name that cannot be resolved for a moment is an outage', () => {
  expect(isOutage(Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' }))).toBe(true);
});

describe('connections that a server cuts in the breath in which it opens them', () => {
  let server: Server;
  let url: string;
  let opened = 0;
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      socket.once('data', () => {
        opened++;
        socket.end(Buffer.concat([SIGNED_IN, READY, CUT]));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `postgres://someone@127.0.0.1:${(server.address() as AddressInfo).port}/bank`;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('fail with their next statement, as an outage, and end no process', async () => {
    const pool = new pg.Pool({ connectionString: url });
    pool.on('error', () => undefined);
    bearLosses(pool);
    const client = await pool.connect();
    const failed = await client.query('select 1').catch((error: unknown) => error);
    client.release(true);
    await pool.end();
    expect(isOutage(failed)).toBe(true);
  });

  it('are opened again and again by a log that listens, until it closes', async () => {
    const before = opened;
    const log = createPostgresEventLog({ url, catalogue });
    const subscription = log.subscribe({ from: START, categories: [], onBatch: async () => undefined });
    while (opened < before + 4) await new Promise((tick) => setTimeout(tick, 5));
    await subscription.stop();
    await log.close();
    expect(opened).toBeGreaterThanOrEqual(before + 4);
  });
});
