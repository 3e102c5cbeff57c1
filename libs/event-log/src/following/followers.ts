import type { LogSubscription, SubscriptionOptions } from '../port.js';
import type { PageReader } from './page.js';
import { Subscription } from './subscription.js';
import type { Tail } from './tail.js';

/** The subscriptions of one log in this process. */
export class Followers {
  private readonly subscriptions = new Set<Subscription>();
  private refused: Error | undefined;

  constructor(
    private readonly reader: PageReader,
    private readonly tail: Tail,
    private readonly onError: (error: unknown) => void,
  ) {}

  subscribe(options: SubscriptionOptions): LogSubscription {
    const subscription = new Subscription(this.reader, this.tail, options, this.onError);
    this.subscriptions.add(subscription);
    return {
      hurry: () => this.tail.hurry(),
      stop: async () => {
        this.subscriptions.delete(subscription);
        await subscription.stop();
      },
    };
  }

  /** Remembers a subscription that could not even begin. */
  refuse(error: Error): never {
    this.refused ??= error;
    throw error;
  }

  /** Throws when one of them gets nothing. */
  assertServed(): void {
    const refusal = this.refused ?? [...this.subscriptions].find(({ refusal }) => refusal)?.refusal;
    if (refusal) throw refusal;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
  }
}
