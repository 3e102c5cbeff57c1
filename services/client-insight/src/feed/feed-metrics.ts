import { orAfter } from '@hengxin/waiting';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { FeedReader } from './feed-reader.js';

/** What is asked of a reader. */
type Asked = Pick<FeedReader, 'isReading' | 'lag'> | undefined;

/** How long a scrape waits for a broker. */
const ANSWER_WITHIN_MS = 2_000;

/** What the feed counts, and how it does. Labels are codes and numbers of partitions, never what a message says. */
export class FeedMetrics {
  readonly rows: Counter<'outcome'>;
  readonly aside: Counter;
  readonly refused: Counter<'code'>;
  readonly expired: Counter;

  constructor(registry: Registry, reader: () => Asked) {
    const registers = [registry];
    this.rows = new Counter({
      name: 'hengxin_holdings_feed_rows_total',
      help: 'Rows of the holdings feed, by outcome: taken, unchanged or refused.',
      labelNames: ['outcome'],
      registers,
    });
    this.aside = new Counter({
      name: 'hengxin_holdings_feed_kept_aside_rows_total',
      help: 'Rows of clients whom nobody has told of; they count once the client appears.',
      registers,
    });
    this.refused = new Counter({
      name: 'hengxin_holdings_feed_refused_total',
      help: 'Messages of the holdings feed that went into the topic of refused ones.',
      labelNames: ['code'],
      registers,
    });
    this.expired = new Counter({
      name: 'hengxin_holdings_feed_expired_total',
      help: 'Messages of the holdings feed that the topic let go of before they were read.',
      registers,
    });
    new Gauge({
      name: 'hengxin_holdings_feed_up',
      help: '1 while brokers answer and the topic is read, 0 while the feed tries to get there.',
      registers,
      collect() {
        this.set(reader()?.isReading ? 1 : 0);
      },
    });
    new Gauge({
      name: 'hengxin_holdings_feed_lag_messages',
      help: 'Messages that wait in each partition that this instance reads; none where no broker says.',
      labelNames: ['partition'],
      registers,
      async collect() {
        const lag = await lagOf(reader());
        this.reset();
        for (const [partition, messages] of lag) this.set({ partition: String(partition) }, messages);
      },
    });
  }
}

async function lagOf(reader: Asked): Promise<ReadonlyMap<number, number>> {
  const none = new Map<number, number>();
  return reader ? orAfter(ANSWER_WITHIN_MS, reader.lag(), none).catch(() => none) : none;
}
