import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { ServerDouble } from '../testing/index.js';
import { closeClient, openClient } from './client.js';
import { readUrl } from './url.js';

describe('a client of EventStoreDB (a double, no server)', () => {
  let double: ServerDouble;
  beforeAll(async () => void (double = await ServerDouble.started()));
  afterAll(() => double?.stop());

  it.each([2, 3, 200])('closes although somebody has given up a read of %i events after the first', async (count) => {
    const client = openClient(readUrl(double.url));
    const stream = `given_up-${randomUUID()}`;
    const events = Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } }));
    await client.appendToStream(stream, events, { expectedRevision: NO_STREAM });
    const found = async (atMost: number) => {
      const numbers: unknown[] = [];
      for await (const { event } of client.readStream(stream)) if (numbers.push(event?.data) >= atMost) break;
      return numbers;
    };
    expect(await found(1)).toEqual([{ n: 0 }]);
    // On the same connection: once this one has all, the server has said all of the other one, too.
    expect(await found(count + 1)).toHaveLength(count);
    await closeClient(client);
  });
});
