/**
 * Appends on an EventStoreDB: `EVENTSTORE_URL=esdb://… node bench/eventstoredb.bench.mjs`, built before. 16 callers,
 * five seconds each, the bare client beside the adapter. Without a URL it runs on the double, which tells only what the
 * adapter adds to the client.
 */
import { randomUUID } from 'node:crypto';
import { catalogue } from '@hengxin/contracts';
import { jsonEvent, NO_STREAM as NONE } from '@eventstore/db-client';
import { NO_STREAM, openEventLog } from '../dist/index.js';
import { bareClient, ServerDouble } from '../dist/testing/index.js';

const CALLERS = 16;
const SECONDS = 5;
const given = process.env.EVENTSTORE_URL ?? process.argv[2];
const double = given ? undefined : await ServerDouble.started();
const url = given ?? double.url;

const events = (count) =>
  Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    type: 'ContactLogged',
    version: 1,
    data: { contactId: randomUUID(), n, text: 'x'.repeat(200) },
    meta: { commandId: `c${n}`, actor: 'S0001', businessDate: '2026-03-02' },
  }));

async function rate(append) {
  const until = performance.now() + SECONDS * 1000;
  let done = 0;
  const caller = async () => {
    for (; performance.now() < until; done++) await append();
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return Math.round(done / SECONDS);
}

const log = openEventLog({ url, catalogue });
// One call an append, as the adapter makes it.
const { client, close } = bareClient(url);
for (const count of [1, 5]) {
  const bare = await rate(() =>
    client.appendToStream(
      `bench-${randomUUID()}`,
      events(count).map(({ id, type, data, meta }) => jsonEvent({ id, type, data, metadata: { version: 1, meta } })),
      { expectedRevision: NONE },
    ),
  );
  const adapter = await rate(() => log.append(`bench-${randomUUID()}`, events(count), NO_STREAM));
  console.log(`appends of ${count}: bare client ${bare}/s, adapter ${adapter}/s = ${(adapter / bare).toFixed(2)}`);
}
await log.close();
await close();
await double?.stop();
process.exit(0);
