import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage, fellBehindMessage } from './double-messages.suite.js';
import type { DoubleStore, KeptEvent } from './double-store.suite.js';

/** Delivered events a page while catching up, whatever the search window. */
const PAGE_SIZE = 32;

/**
 * A subscription to $all as a server of 23.10 serves it: pages while it catches up, a checkpoint where a page took the events looked at
 * past the interval and at the end of the log, then "caught up", then each event as it is stored. The checkpoint of a page is its
 * *first* place when nothing of it is delivered: that is what the server promises at least.
 */
export class DoubleSubscription {
  private next: number;
  private lookedAt = 0;
  private readonly interval: number;
  private readonly window: number;
  private readonly passes: (event: KeptEvent) => boolean;

  constructor(
    private readonly store: DoubleStore,
    private readonly call: ServerWritableStream<ReadReq, ReadResp>,
    private readonly onDelivered: () => void,
  ) {
    const options = call.request.getOptions()!;
    const filter = options.getFilter();
    this.window = filter?.getMax() || PAGE_SIZE;
    this.interval = this.window * (filter?.getCheckpointintervalmultiplier() ?? 1);
    this.passes = passing(filter);
    this.next = firstAfter(store, options.getAll()!);
  }

  start(): void {
    this.call.write(confirmationMessage(randomUUID()));
    this.catchUp();
    const unfollow = this.store.follow(() => this.live());
    for (const over of ['cancelled', 'close', 'error']) this.call.on(over, unfollow);
  }

  /** Tells the client that it is too slow, and reads the log again from where it stands. */
  fallBehind(): void {
    this.call.write(fellBehindMessage());
    this.catchUp();
  }

  private catchUp(): void {
    let checkpoint = this.store.all[this.next - 1]?.position ?? 0n;
    for (let atEnd = false; !atEnd;) {
      const page = this.page();
      for (const event of page.filter(this.passes)) this.deliver(event);
      const passed = page.filter(this.passes).at(-1) ?? page[0];
      if (passed && passed.position > checkpoint) checkpoint = passed.position;
      this.next += page.length;
      this.lookedAt += page.length;
      atEnd = this.next >= this.store.all.length;
      if (!atEnd && this.lookedAt < this.interval) continue;
      this.lookedAt %= this.interval;
      if (checkpoint > 0n) this.call.write(checkpointMessage(checkpoint));
    }
    this.call.write(caughtUpMessage());
  }

  private page(): KeptEvent[] {
    const page: KeptEvent[] = [];
    let passed = 0;
    for (const event of this.store.all.slice(this.next, this.next + this.window)) {
      page.push(event);
      if (this.passes(event) && ++passed === PAGE_SIZE) break;
    }
    return page;
  }

  private live(): void {
    for (; this.next < this.store.all.length; this.next++) {
      const event = this.store.all[this.next]!;
      if (this.passes(event)) this.deliver(event);
      if (++this.lookedAt < this.interval) continue;
      this.lookedAt = 0;
      this.call.write(checkpointMessage(event.position));
    }
  }

  private deliver(event: KeptEvent): void {
    this.call.write(eventMessage(event));
    this.onDelivered();
  }
}

function firstAfter(store: DoubleStore, from: ReadReq.Options.AllOptions): number {
  if (from.hasEnd()) return store.all.length;
  if (!from.hasPosition()) return 0;
  const position = BigInt(from.getPosition()!.getCommitPosition());
  const index = store.all.findIndex((event) => event.position > position);
  return index < 0 ? store.all.length : index;
}

function passing(filter: ReadReq.Options.FilterOptions | undefined): (event: KeptEvent) => boolean {
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!expression) return () => true;
  const regex = expression.getRegex() && new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return ({ stream, type }) => {
    const text = filter!.hasStreamIdentifier() ? stream : type;
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
}
