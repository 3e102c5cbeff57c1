import { kafkaClient } from '@hengxin/event-bus';
import { CONFIG, type Config, LOGGER, Metrics } from '@hengxin/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HoldingsDesk } from '../holding/holdings-desk.js';
import { FeedMetrics } from './feed-metrics.js';
import { type FeedObserver, FeedReader } from './feed-reader.js';
import { FeedTopics } from './feed-topics.js';
import { type Refusal, RefusedMessages } from './refused-messages.js';

/** The service's log, as far as the feed writes to it. */
type Logger = Record<'warn' | 'error', (facts: object, message: string) => void>;

/**
 * Takes holdings from a topic of the bank's own, where one is named, with either bus. While the brokers are away the
 * service goes on without it: it is ready, and its metrics say that the feed is not.
 */
@Injectable()
export class HoldingsFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private reader: FeedReader | undefined;

  constructor(
    private readonly desk: HoldingsDesk,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Pick<Config, 'holdingsTopic' | 'kafkaBrokers' | 'kafkaAccess'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Waits for no broker: the feed begins as soon as one answers. */
  onApplicationBootstrap(): void {
    const { holdingsTopic, kafkaBrokers: brokers, kafkaAccess: access } = this.config;
    if (holdingsTopic === undefined) return;
    const kafka = kafkaClient({
      brokers,
      access,
      clientId: 'hengxin.client-insight.feed',
      onLog: (level, message) => this.logger[level]({ source: 'kafka' }, message),
    });
    const topics = new FeedTopics(kafka, holdingsTopic);
    const metrics = new FeedMetrics(this.metrics.registry, () => this.reader);
    this.reader = new FeedReader({
      kafka,
      topics,
      refused: new RefusedMessages(kafka, topics),
      desk: this.desk,
      observer: observerOf(metrics, this.logger, holdingsTopic),
    });
    this.reader.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.reader?.stop();
  }
}

function observerOf(metrics: FeedMetrics, logger: Logger, topic: string): FeedObserver {
  return {
    taken({ told, unchanged, aside }) {
      metrics.rows.inc({ outcome: 'taken' }, told);
      metrics.rows.inc({ outcome: 'unchanged' }, unchanged);
      metrics.aside.inc(aside);
    },
    refused(partition, refusals) {
      metrics.rows.inc({ outcome: 'refused' }, refusals.length);
      for (const [code, [first, ...others]] of byCode(refusals)) {
        const messages = others.length + 1;
        metrics.refused.inc({ code }, messages);
        logger.warn({ topic, partition, offset: first.message.offset, code, messages }, 'the holdings feed refused');
      }
    },
    expired(partition, messages) {
      metrics.expired.inc(messages);
      logger.error({ topic, partition, messages }, 'the holdings feed did not read messages before they expired');
    },
    failing: (error, attempt) => logger.warn({ topic, err: error, attempt }, 'the holdings feed tries again'),
    restarted: (reason) => logger.warn({ topic, reason }, 'the holdings feed was started again'),
  };
}

/** A line a code, however many there are. */
function byCode(refusals: readonly Refusal[]): ReadonlyMap<string, readonly [Refusal, ...Refusal[]]> {
  const found = new Map<string, [Refusal, ...Refusal[]]>();
  for (const refusal of refusals) {
    const { code } = refusal.rejection;
    const known = found.get(code);
    if (known) known.push(refusal);
    else found.set(code, [refusal]);
  }
  return found;
}
