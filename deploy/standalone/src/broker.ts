import { AGGREGATES } from '@hengxin/contracts';
import { kafkaClient, readKafkaAccess } from '@hengxin/event-bus';
import { StartFault } from './options.js';

const ANSWER_WITHIN_MS = 5_000;

/** Whether a broker answers there. */
export async function brokerAnswers(brokers: string): Promise<boolean> {
  const admin = adminOf(brokers);
  return within(ANSWER_WITHIN_MS, admin.connect())
    .then(
      () => true,
      () => false,
    )
    .finally(() => void admin.disconnect().catch(() => undefined));
}

/**
 * Makes sure that a broker answers and that its topics belong to this log: another log's events would be taken for
 * applied ones. `--reset` empties the topics with the log. Throws StartFault with the sentence that says what to do.
 */
export async function prepareBroker(
  brokers: string,
  { reset, emptyLog }: { reset: boolean; emptyLog: boolean },
): Promise<void> {
  const admin = adminOf(brokers);
  try {
    await within(ANSWER_WITHIN_MS, admin.connect());
  } catch {
    throw new StartFault(
      `No Kafka broker answers at ${brokers}: start one with npm run kafka in another terminal, or name yours in KAFKA_BROKERS.`,
    );
  }
  try {
    const existing = new Set(await admin.listTopics());
    const topics = AGGREGATES.map(({ topic }) => topic).filter((topic) => existing.has(topic));
    if (reset && topics.length > 0) return await admin.deleteTopics({ topics });
    if (!emptyLog) return;
    for (const topic of topics)
      if ((await admin.fetchTopicOffsets(topic)).some(({ high }) => high !== '0'))
        throw new StartFault(
          `The broker at ${brokers} holds events of another log: start with --reset to empty its Hengxin topics, or name another broker in KAFKA_BROKERS.`,
        );
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

function adminOf(brokers: string) {
  const access = readKafkaAccess(process.env);
  const kafka = kafkaClient({ brokers: brokers.split(','), access, clientId: 'hengxin.launcher' });
  return kafka.admin({ retry: { retries: 0 } });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('no answer')), ms);
    work.then(done, failed).finally(() => clearTimeout(timer));
  });
}
