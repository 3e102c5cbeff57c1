import { randomUUID } from 'node:crypto';
import { comparePositions, START } from '../position.js';
import { type EventLog, NO_STREAM } from '../port.js';
import { Collector, events, expectOrdered, type LogUnderTest, stream } from './collector.suite.js';
import { streamsSuite } from './streams.suite.js';
import { subscriptionsSuite } from './subscriptions.suite.js';

export * from './collector.suite.js';

/** What every adapter of the port must do. Run it unchanged. */
export function eventLogConformance(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`event log: ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;

    beforeAll(async () => {
      under = await makeLog();
      log = under.open();
    }, 60_000);
    afterAll(() => log?.close());

    streamsSuite(() => ({ under, log }));
    subscriptionsSuite(() => ({ under, log }));

    describe('concurrent writers', () => {
      it('two instances of the log write while a third one reads: nothing lost, no duplicate, every stream in order', async () => {
        const category = `w${randomUUID().slice(0, 8)}`;
        const writers = [under.open(), under.open()];
        const follower = under.open();
        const collector = new Collector();
        const subscription = follower.subscribe({
          from: START,
          categories: [category],
          batchSize: 50,
          onBatch: collector.onBatch,
        });
        const shared = Array.from({ length: 8 }, () => stream(category));
        const appended: string[] = [];
        await Promise.all(
          writers.flatMap((writer) =>
            Array.from({ length: 8 }, async (_, caller) => {
              for (let n = 0; n < 40; n++) {
                const batch = events(1 + (n % 3));
                const s = n % 2 ? stream(category) : shared[(n + caller) % shared.length]!;
                let revision = n % 2 ? NO_STREAM : ((await writer.read(s)).at(-1)?.revision ?? NO_STREAM);
                for (let stored = false; !stored;) {
                  const result = await writer.append(s, batch, revision);
                  if (result.ok) stored = true;
                  else if (result.reason === 'WRONG_REVISION') revision = result.actualRevision;
                  else throw new Error(result.reason);
                }
                appended.push(...batch.map(({ id }) => id));
              }
            }),
          ),
        );
        await collector.until(({ events: found }) => found.length >= appended.length);
        const head = await follower.highWaterMark();
        await collector.until(({ upTo }) => comparePositions(upTo, head) >= 0);
        await subscription.stop();
        expect(collector.events.map(({ id }) => id).sort()).toEqual(appended.sort());
        expectOrdered(collector.events);
        await Promise.all([...writers, follower].map((each) => each.close()));
      }, 60_000);
    });
  });
}
