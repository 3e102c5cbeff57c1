import { jest } from '@jest/globals';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { formatPosition } from '../position.js';
import type { Page, Wanted } from './page.js';
import { PositionRefused } from './position-refused.js';
import { Tail } from './tail.js';

const at = (seq: number) => formatPosition({ epoch: 1, xid: 1, seq });
const stored = (stream: string, seq: number, type = 'Counted') =>
  ({ stream, type, position: at(seq) }) as RecordedEvent;
const of = (...categories: string[]): Wanted => ({ categories, types: [] });

/** A log of events by their numbers, and what was read of it. */
class Log {
  readonly events: RecordedEvent[] = [];
  readonly asked: Wanted[] = [];
  refusal: PositionRefused | undefined;

  add(...added: RecordedEvent[]): void {
    this.events.push(...added);
  }

  readonly page = async (from: string, { categories, types }: Wanted): Promise<Page> => {
    this.asked.push({ categories, types });
    if (this.refusal) throw this.refusal;
    const after = this.events.filter(({ position }) => seqOf(position) > seqOf(from));
    const wanted = after
      .filter(({ stream }) => categories.length === 0 || categories.includes(stream.split('-')[0]!))
      .filter(({ type }) => types.length === 0 || types.includes(type));
    return { events: wanted, upTo: after.at(-1)?.position ?? from, full: false, unsettled: false };
  };
}

const seqOf = (position: string) => Number(position.split(':')[2]);

describe('the tail of the log', () => {
  let log: Log;
  let tail: Tail;
  beforeEach(() => {
    log = new Log();
    tail = new Tail(log, (error) => {
      throw error;
    });
  });
  afterEach(() => tail.close());

  it('reads once for all who wait, and only what they ask for', async () => {
    log.add(stored('plan-1', 1), stored('client-1', 2), stored('contact-1', 3));
    await Promise.all([tail.moved(at(0), of('plan')).promise, tail.moved(at(0), of('contact')).promise]);
    expect(log.asked).toEqual([of('contact', 'plan')]);
    expect(tail.page(at(0), of('plan'), 10)).toMatchObject({ events: [{ stream: 'plan-1' }], upTo: at(3) });
  });

  it('reads nothing while nobody waits', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), of('plan')).promise;
    tail.wake();
    expect(log.asked).toHaveLength(1);
  });

  it('sends one to the log itself whose category it has not held all the while', async () => {
    log.add(stored('plan-1', 1), stored('client-1', 2));
    await tail.moved(at(0), of('plan')).promise;
    expect(tail.page(at(0), of('client'), 10)).toBeUndefined();
    expect(tail.page(at(0), of(), 10)).toBeUndefined();
    log.add(stored('client-2', 3));
    tail.wake();
    await tail.moved(at(2), of('client')).promise;
    // From where it began to hold the category it serves it; what came before it never had.
    expect(tail.page(at(2), of('client'), 10)).toMatchObject({ events: [{ stream: 'client-2' }] });
    expect(tail.page(at(1), of('client'), 10)).toBeUndefined();
  });

  it('holds of a category the types alone that were asked for, and serves nobody who wants another', async () => {
    log.add(stored('client-1', 1, 'Registered'), stored('client-1', 2, 'Assigned'));
    const assigned: Wanted = { categories: ['client'], types: ['Assigned'] };
    await tail.moved(at(0), assigned).promise;
    expect(log.asked).toEqual([assigned]);
    expect(tail.page(at(0), assigned, 10)).toMatchObject({ events: [{ type: 'Assigned' }], upTo: at(2) });
    expect(tail.page(at(0), { categories: ['client'], types: ['Assigned', 'Registered'] }, 10)).toBeUndefined();
    expect(tail.page(at(0), of('client'), 10)).toBeUndefined();
  });

  it('reads all types where one who waits wants all', async () => {
    log.add(stored('client-1', 1, 'Registered'), stored('plan-1', 2, 'Drawn'));
    const drawn: Wanted = { categories: ['plan'], types: ['Drawn'] };
    await Promise.all([tail.moved(at(0), of('client')).promise, tail.moved(at(0), drawn).promise]);
    expect(log.asked).toEqual([of('client', 'plan')]);
    expect(tail.page(at(0), drawn, 10)).toMatchObject({ events: [{ type: 'Drawn' }] });
    expect(tail.page(at(0), { categories: ['client'], types: ['Registered'] }, 10)).toMatchObject({
      events: [{ type: 'Registered' }],
    });
  });

  it('goes on where everyone has come who read ahead without it', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), of('plan')).promise;
    log.add(stored('plan-2', 2), stored('plan-3', 3), stored('plan-4', 4));
    tail.wake();
    await tail.moved(at(3), of('plan')).promise;
    expect(tail.page(at(3), of('plan'), 10)).toMatchObject({ events: [{ stream: 'plan-4' }] });
    expect(tail.page(at(1), of('plan'), 10)).toBeUndefined();
  });

  it('lets one go at once that stands behind its end', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), of('plan')).promise;
    await tail.moved(at(0), of('client')).promise;
    expect(log.asked).toHaveLength(1);
  });

  it('forgets what it holds where the log ends before it, and sends those who wait to the log itself', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), of('plan')).promise;
    log.refusal = PositionRefused.beyond(at(1), at(0));
    await tail.moved(at(1), of('plan')).promise;
    expect(tail.page(at(0), of('plan'), 10)).toBeUndefined();
  });

  it('moves those on for whom nothing came', async () => {
    log.add(stored('plan-1', 1));
    await Promise.all([tail.moved(at(0), of('plan')).promise, tail.moved(at(0), of('client')).promise]);
    expect(tail.page(at(0), of('client'), 10)).toMatchObject({ events: [], upTo: at(1) });
  });

  describe('in time', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());
    const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

    /** Somebody waits for plans, and the tail has just looked for them in vain. */
    const justLooked = async () => {
      void tail.moved(at(0), of('plan'));
      await pass(0);
      expect(log.asked).toHaveLength(1);
    };

    it('looks as soon as something grew that is waited for', async () => {
      await justLooked();
      tail.wake(['contact', 'plan']);
      await pass(70);
      expect(log.asked).toHaveLength(2);
    });

    it('does not look for the growth of anything else before it would anyway', async () => {
      await justLooked();
      tail.wake(['contact']);
      await pass(249);
      expect(log.asked).toHaveLength(1);
      await pass(1);
      expect(log.asked).toHaveLength(2);
    });

    it('remembers what grew while nobody waited for it', async () => {
      await justLooked();
      tail.wake(['contact']);
      void tail.moved(at(0), of('contact'));
      await pass(70);
      expect(log.asked).toHaveLength(2);
    });

    it('looks when it is not known what grew', async () => {
      await justLooked();
      tail.wake();
      await pass(70);
      expect(log.asked).toHaveLength(2);
    });

    it('looks soon when somebody waits for a subscription, whatever grew', async () => {
      await justLooked();
      tail.hurry();
      await pass(10);
      expect(log.asked).toHaveLength(2);
    });
  });
});
