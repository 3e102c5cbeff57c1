import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { passing } from './double-filter.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage, NOT_TOLD } from './double-messages.js';
import type { DoubleStore, KeptEvent } from './double-store.js';
import { send } from './double-writing.js';

/** Delivered events a page while catching up, for any search window. */
const PAGE_SIZE = 32;
/** Live events that the server holds for one subscription. */
const HELD_LIVE = 32;

/**
 * A subscription to $all, as a server of 24.2.0 was seen to serve it.
 * - From the start of an empty log the first checkpoint is (2^64-1, 2^64-1): nothing told yet.
 * - While it catches up, a checkpoint is the place where the last full page of the window begins, its prepare position
 *   0; of the rest of the log none is told before "caught up".
 * - Live, every event that does not match gives a checkpoint of its own place, with a window of 1.
 * - A reader slower than 32 live events is put back to catching up without a word, and a second "caught up" comes.
 */
export class DoubleSubscription {
  private next: number;
  private live = false;
  private pending: KeptEvent[] = [];
  private lookedAt = 0;
  private draining = false;
  private over = false;
  private readonly window: number;
  private readonly passes: (event: KeptEvent) => boolean;
  private readonly told: boolean;
  private readonly fromStart: boolean;

  constructor(
    private readonly store: DoubleStore,
    private readonly call: ServerWritableStream<ReadReq, ReadResp>,
    private readonly onDelivered: () => void,
  ) {
    const options = call.request.getOptions()!;
    const filter = options.getFilter();
    this.window = filter?.getMax() || PAGE_SIZE;
    this.told = filter !== undefined;
    const passes = passing(filter);
    const from = options.getAll()!;
    this.fromStart = from.hasStart();
    // A position beyond the end is taken: all that is stored up to there is passed over.
    const beyond = from.hasPosition() ? BigInt(from.getPosition()!.getCommitPosition()) : 0n;
    this.passes = (event) => event.position >= beyond && passes(event);
    this.next = from.hasEnd() ? store.all.length : from.hasPosition() ? this.after(from.getPosition()!) : 0;
  }

  start(): void {
    this.call.write(confirmationMessage(randomUUID()));
    const unfollow = this.store.follow(() => this.grew());
    for (const event of ['cancelled', 'close', 'error'])
      this.call.on(event, () => {
        this.over = true;
        unfollow();
      });
    if (this.told && this.fromStart && this.store.all.length === 0)
      this.call.write(checkpointMessage(NOT_TOLD, NOT_TOLD));
    void this.catchUp();
  }

  /** Takes it for slower than it is: what is stored from now on is read again, not kept for it. */
  overtake(): void {
    if (!this.live) return;
    this.live = false;
    this.pending = [];
    void this.catchUp();
  }

  private after(position: ReadReq.Options.Position): number {
    const prepare = BigInt(position.getPreparePosition());
    const commit = BigInt(position.getCommitPosition());
    return this.store.firstFrom(commit, { inclusive: prepare < commit });
  }

  private async catchUp(): Promise<void> {
    let pageBegan: KeptEvent | undefined;
    let looked = 0;
    while (!this.over && this.next < this.store.all.length) {
      pageBegan ??= this.store.all[this.next];
      const event = this.store.all[this.next++]!;
      if (this.passes(event)) await this.deliver(event);
      if (++looked < this.window) continue;
      if (this.told) await this.write(checkpointMessage(pageBegan!.position, 0n));
      looked = 0;
      pageBegan = undefined;
    }
    if (this.over) return;
    this.live = true;
    this.lookedAt = 0;
    await this.write(caughtUpMessage());
    void this.drain();
  }

  private grew(): void {
    if (!this.live) return;
    for (let i = this.next + this.pending.length; i < this.store.all.length; i++) this.pending.push(this.store.all[i]!);
    if (this.pending.length > HELD_LIVE) return this.overtake();
    void this.drain();
  }

  private async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    while (this.live && !this.over && this.pending.length > 0) {
      const event = this.pending.shift()!;
      this.next++;
      if (this.passes(event)) await this.deliver(event);
      else if (this.told && ++this.lookedAt >= this.window) {
        this.lookedAt = 0;
        await this.write(checkpointMessage(event.position, event.position));
      }
    }
    this.draining = false;
  }

  private async deliver(event: KeptEvent): Promise<void> {
    await this.write(eventMessage(event));
    this.onDelivered();
  }

  private async write(message: ReadResp): Promise<void> {
    if (!this.over) await send(this.call, message);
  }
}
