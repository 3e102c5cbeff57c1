import { randomUUID } from 'node:crypto';
import type { Consumer as KafkaConsumer, Kafka } from 'kafkajs';
import type { Consumer } from '../consumer.js';
import { isBroken } from '../delivery.js';
import type { BusObserver } from '../observer.js';
import { broadcast } from '../store-broadcast.js';
import { left, patiently } from './leave.js';
import { fromTopic } from './received.js';
import type { Topics } from './topics.js';

/** Lets an instance hear every event of some topics from now on: a group of its own, gone when it stops. */
export class TopicBroadcast {
  private readonly groupId: string;
  private readonly client: KafkaConsumer;
  private starting: Promise<void> | undefined;

  constructor(
    private readonly consumer: Consumer,
    kafka: Kafka,
    private readonly topics: Topics,
    groupId: string,
    private readonly observer: BusObserver,
  ) {
    this.groupId = `${groupId}.${randomUUID()}`;
    this.client = kafka.consumer({
      groupId: this.groupId,
      allowAutoTopicCreation: false,
      retry: { retries: 100, restartOnFailure: async () => true },
    });
  }

  start(): void {
    this.starting = this.run().catch((error: unknown) =>
      this.observer.failing?.({ consumer: this.consumer.name, source: this.groupId, partition: -1, error, attempt: 1, outage: true }),
    );
  }

  async stop(): Promise<void> {
    await patiently(left(() => this.client, this.starting).then(() => this.topics.deleteGroup(this.groupId)));
  }

  private async run(): Promise<void> {
    await this.topics.partitions();
    await this.client.connect();
    await this.client.subscribe({ topics: this.consumer.aggregates.map((aggregate) => aggregate.topic), fromBeginning: false });
    await this.client.run({
      eachBatch: async ({ batch }) => {
        const aggregate = this.consumer.aggregates.find((each) => each.topic === batch.topic)!;
        const items = batch.messages.map((message) => fromTopic(message, aggregate, this.consumer, batch.partition));
        const events = items.flatMap((item) => (item && !isBroken(item) ? [item.event] : []));
        if (events.length > 0) await broadcast(this.consumer, events, batch.topic, batch.partition, this.observer);
      },
    });
  }
}
