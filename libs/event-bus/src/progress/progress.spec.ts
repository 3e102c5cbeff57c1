import { Client, ConsentGranted, catalogue } from '@hengxin/contracts';
import { defineConsumer } from '../port/consumer.js';
import { START } from '../position/log-position.js';
import { encodePosition } from '../position/position-token.js';
import { Progress } from './progress.js';

describe('tokens that were passed over topics', () => {
  let asked: number;
  const made = (): Progress => {
    const progress = new Progress({ db: {} as never, log: {} as never });
    progress.track(
      defineConsumer(
        { consumer: 'names', events: [ConsentGranted] },
        { context: 'visit-logging', catalogue },
        async () => undefined,
      ),
      'topics',
    );
    asked = 0;
    progress.topics = {
      partitionOf: () => {
        asked++;
        return Promise.resolve(0);
      },
      bounds: () => Promise.resolve([]),
    };
    return progress;
  };
  const token = (key: string) => encodePosition({ position: START, topic: Client.topic, key });

  it('ask the broker once', async () => {
    const progress = made();
    for (let i = 0; i < 3; i++) await progress.waitFor(token('C1'), ['names']);
    expect(asked).toBe(1);
    await progress.waitFor(token('C2'), ['names']);
    expect(asked).toBe(2);
  });

  it('are remembered as far as their length allows: a caller may make any number of long ones', async () => {
    const progress = made();
    await progress.waitFor(token('C1'), ['names']);
    for (let at = 0; at < 1_000; at++) await progress.waitFor(token(`${at} ${'x'.repeat(12_000)}`), ['names']);
    asked = 0;
    await progress.waitFor(token('C1'), ['names']);
    expect(asked).toBe(1);
  });
});
