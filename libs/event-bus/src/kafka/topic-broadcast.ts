import { randomUUID } from 'node:crypto';
import type { Consumer as KafkaConsumer, Kafka } from 'kafkajs';
import type { Consumer } from '../port/consumer.js';
import { isBroken } from '../port/delivery.js';
import type { BusObserver } from '../port/observer.js';
import { broadcast } from '../log/store-broadcast.js';
import { GroupMember, neverByItself } from './group-member.js';
import { patiently } from './leave.js';
import { fromTopic } from './received.js';
import type { Topics } from './topics.js';

/** Gives an instance every event of some topics from now on: a group of its own, gone when it stops. */
export class TopicBroadcast {
  private readonly groupId: string;
  private readonly member: GroupMember;
  private readonly closing = new AbortController();

  constructor(
    private readonly consumer: Consumer,
    kafka: Kafka,
    private readonly topics: Topics,
    groupId: string,
    private readonly observer: BusObserver,
  ) {
    this.groupId = `${groupId}.${randomUUID()}`;
    const { signal } = this.closing;
    const retry = { retries: 100, restartOnFailure: neverByItself };
    this.member = new GroupMember({
      signal,
      client: () => kafka.consumer({ groupId: this.groupId, allowAutoTopicCreation: false, retry }),
      run: (client) => this.run(client),
      failing: (error, attempt) =>
        observer.failing?.({
          consumer: consumer.name,
          source: this.groupId,
          partition: -1,
          error,
          attempt,
          outage: true,
        }),
    });
  }

  start(): void {
    this.member.join();
  }

  async stop(): Promise<void> {
    this.closing.abort();
    await patiently(this.member.left().then(() => this.topics.deleteGroup(this.groupId)));
  }

  private async run(client: KafkaConsumer): Promise<void> {
    await this.topics.partitions();
    await client.connect();
    await client.subscribe({
      topics: this.consumer.aggregates.map((aggregate) => aggregate.topic),
      fromBeginning: false,
    });
    await client.run({
      eachBatch: async ({ batch }) => {
        const aggregate = this.consumer.aggregates.find((each) => each.topic === batch.topic)!;
        const items = batch.messages.map((message) => fromTopic(message, aggregate, this.consumer, batch.partition));
        const events = items.flatMap((item) => (item && !isBroken(item) ? [item.event] : []));
        if (events.length > 0) await broadcast(this.consumer, events, batch.topic, batch.partition, this.observer);
      },
    });
  }
}
