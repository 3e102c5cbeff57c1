import { randomUUID } from 'node:crypto';
import {
  type AllStreamSubscription,
  END,
  type EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  NO_STREAM,
  type Position,
  START,
} from '@eventstore/db-client';
import { bareClient } from './bare-client.js';
import { NOT_TOLD } from './double-messages.js';
import { ServerDouble } from './index.js';

type Told = Position | 'caught up' | 'event';

/** What a server of 24.2.0 was seen to do, done by the double: what is proven on it is worth as much as this. */
describe('the double of an EventStoreDB', () => {
  let double: ServerDouble;
  let client: EventStoreDBClient;
  let close: () => Promise<void>;
  const subscriptions: AllStreamSubscription[] = [];

  beforeEach(async () => {
    double = await ServerDouble.started();
    ({ client, close } = bareClient(double.url));
  });
  afterEach(async () => {
    for (const subscription of subscriptions.splice(0)) await subscription.unsubscribe();
    await close();
    await double.stop();
  });

  const store = (count: number, stream = `s-${randomUUID()}`) =>
    client.appendToStream(
      stream,
      Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } })),
      { expectedRevision: NO_STREAM },
    );

  /** Subscribes for what does not match, and gathers what is told. */
  const listen = (window: number, from: typeof START | typeof END | Position = START, type = 'Nothing') => {
    const told: Told[] = [];
    const checks: (() => void)[] = [];
    const tell = (what: Told): void => (told.push(what), checks.forEach((check) => check()));
    const filter = eventTypeFilter({
      prefixes: [type],
      checkpointInterval: 1,
      maxSearchWindow: window,
      checkpointReached: (_, position) => tell(position),
    });
    const subscription = client.subscribeToAll({ fromPosition: from, filter });
    subscription.on('data', () => tell('event')).on('caughtUp', () => tell('caught up'));
    subscription.on('fellBehind', () => tell('event'));
    subscriptions.push(subscription);
    const until = (done: () => boolean) =>
      new Promise<void>((go) => (checks.push(() => done() && go()), done() && go()));
    return { told, until, count: (what: Told) => told.filter((each) => each === what).length };
  };

  it('an empty log has no place to tell, and tells that as 2^64 - 1', async () => {
    const { told, until } = listen(1);
    await until(() => told.includes('caught up'));
    expect(told).toEqual([{ commit: NOT_TOLD, prepare: NOT_TOLD }, 'caught up']);
  });

  it('while it catches up it tells where the last full page of the window begins, and nothing of the rest', async () => {
    await store(25);
    const { told, until } = listen(10);
    await until(() => told.includes('caught up'));
    const began = (n: number) => ({ commit: double.store.all[n]!.position, prepare: 0n });
    expect(told).toEqual([began(0), began(10), 'caught up']);
  });

  it('live it tells the place of every event that does not match', async () => {
    const { told, until } = listen(1, END);
    await until(() => told.includes('caught up'));
    const { position } = await store(1);
    await until(() => told.length > 1);
    expect(told).toEqual(['caught up', position]);
  });

  it('puts a subscription back to catching up without a word, and it catches up a second time', async () => {
    const { told, until, count } = listen(500, END, 'Counted');
    await until(() => told.includes('caught up'));
    double.overtakeSubscriptions();
    await store(40);
    await until(() => count('caught up') >= 2 && count('event') === 40);
    expect(told.slice(0, 2)).toEqual(['caught up', 'caught up']);
  });

  it('takes more live events than it holds for one subscription for a reader that is too slow', async () => {
    const { until, count } = listen(500, END, 'Counted');
    await until(() => count('caught up') === 1);
    await store(33);
    await until(() => count('caught up') >= 2 && count('event') === 33);
  });

  it('takes a position beyond the end, and passes over what is stored up to there', async () => {
    await store(1);
    const last = double.store.all.at(-1)!.position;
    const { told, until, count } = listen(1, { commit: last + 150n, prepare: last + 150n }, 'Counted');
    await until(() => told.includes('caught up'));
    for (let n = 0; n < 3; n++) await store(1);
    await until(() => count('event') > 0);
    expect(count('event')).toBeLessThan(3);
  });

  it.each([1, 3])('tells revision and place of the last of %i events, the first time and again', async (count) => {
    const events = Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n } }));
    const answers = [];
    for (let n = 0; n < 2; n++)
      answers.push(await client.appendToStream('s-1', events, { expectedRevision: NO_STREAM }));
    const { position } = double.store.all.findLast(({ stream }) => stream === 's-1')!;
    expect(answers[0]).toEqual({
      success: true,
      nextExpectedRevision: BigInt(count - 1),
      position: { commit: position, prepare: position },
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(double.store.stream('s-1')).toHaveLength(count);
  });

  it('refuses more than 1 MiB in one append', async () => {
    const events = Array.from({ length: 600 }, () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(2_000) } }));
    await expect(client.appendToStream('large-1', events, { expectedRevision: NO_STREAM })).rejects.toMatchObject({
      type: 'maximum-append-size-exceeded',
    });
    expect(double.store.stream('large-1')).toBeUndefined();
  });
});
