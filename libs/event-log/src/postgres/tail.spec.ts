import type { RecordedEvent } from '@hengxin/event-sourcing';
import { formatPosition } from '../position.js';
import type { Page } from './reader.js';
import { Tail } from './tail.js';

const at = (seq: number) => formatPosition({ epoch: 1, xid: 1, seq });
const stored = (stream: string, seq: number) => ({ stream, type: 'Counted', position: at(seq) }) as RecordedEvent;

/** A log of events by their numbers, and what was read of it. */
class Log {
  readonly events: RecordedEvent[] = [];
  readonly asked: string[][] = [];

  add(...added: RecordedEvent[]): void {
    this.events.push(...added);
  }

  readonly page = async (from: string, categories: readonly string[]): Promise<Page> => {
    this.asked.push([...categories]);
    const after = this.events.filter(({ position }) => seqOf(position) > seqOf(from));
    const wanted = after.filter(({ stream }) => categories.length === 0 || categories.includes(stream.split('-')[0]!));
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
    await Promise.all([tail.moved(at(0), ['plan']).promise, tail.moved(at(0), ['contact']).promise]);
    expect(log.asked).toEqual([['contact', 'plan']]);
    expect(tail.page(at(0), ['plan'], [], 10)).toMatchObject({ events: [{ stream: 'plan-1' }], upTo: at(3) });
  });

  it('reads nothing while nobody waits', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), ['plan']).promise;
    tail.wake();
    expect(log.asked).toHaveLength(1);
  });

  it('sends one to the log itself whose category it has not held all the while', async () => {
    log.add(stored('plan-1', 1), stored('client-1', 2));
    await tail.moved(at(0), ['plan']).promise;
    expect(tail.page(at(0), ['client'], [], 10)).toBeUndefined();
    expect(tail.page(at(0), [], [], 10)).toBeUndefined();
    log.add(stored('client-2', 3));
    tail.wake();
    await tail.moved(at(2), ['client']).promise;
    // From where it began to hold the category it serves it; what came before it never had.
    expect(tail.page(at(2), ['client'], [], 10)).toMatchObject({ events: [{ stream: 'client-2' }] });
    expect(tail.page(at(1), ['client'], [], 10)).toBeUndefined();
  });

  it('goes on where everyone has come who read ahead without it', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), ['plan']).promise;
    log.add(stored('plan-2', 2), stored('plan-3', 3), stored('plan-4', 4));
    tail.wake();
    await tail.moved(at(3), ['plan']).promise;
    expect(tail.page(at(3), ['plan'], [], 10)).toMatchObject({ events: [{ stream: 'plan-4' }] });
    expect(tail.page(at(1), ['plan'], [], 10)).toBeUndefined();
  });

  it('lets one go at once that stands behind its end', async () => {
    log.add(stored('plan-1', 1));
    await tail.moved(at(0), ['plan']).promise;
    await tail.moved(at(0), ['client']).promise;
    expect(log.asked).toHaveLength(1);
  });

  it('moves those on for whom nothing came', async () => {
    log.add(stored('plan-1', 1));
    await Promise.all([tail.moved(at(0), ['plan']).promise, tail.moved(at(0), ['client']).promise]);
    expect(tail.page(at(0), ['client'], [], 10)).toMatchObject({ events: [], upTo: at(1) });
  });
});
