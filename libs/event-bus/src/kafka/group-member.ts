import type { Consumer as KafkaConsumer } from 'kafkajs';
import { BusStopped } from '../runner/failures.js';
import { pause } from '../runner/pause.js';
import { left, patiently } from './leave.js';

export interface MemberParts {
  /** A new client, not connected yet, that does not restart by itself. */
  client(): KafkaConsumer;
  /** Connects it, subscribes it and sets it to work. */
  run(client: KafkaConsumer): Promise<void>;
  failing(error: unknown, attempt: number): void;
  readonly signal: AbortSignal;
}

/**
 * For `retry.restartOnFailure`. A restart that a client makes by itself can't be called off: one that is left meanwhile
 * joins all the same, beside the client that took its place, and nobody can stop it any more.
 */
export const neverByItself = async (): Promise<boolean> => false;

/**
 * A member of a consumer group: joins as soon as the broker answers, and tries again whenever that fails. kafkajs hides
 * a join that failed in an event.
 */
export class GroupMember {
  private client: KafkaConsumer | undefined;
  private starting: Promise<void> | undefined;

  constructor(private readonly parts: MemberParts) {}

  get joining(): boolean {
    return this.starting !== undefined;
  }

  isCurrent(client: KafkaConsumer): boolean {
    return this.client === client;
  }

  join(attempt = 0): void {
    this.starting ??= this.keepTrying(attempt).finally(() => (this.starting = undefined));
  }

  async rejoin(): Promise<void> {
    await this.leave();
    this.join();
  }

  /** Leaves after the batch under way; does not wait for a broker that is away. */
  leave(): Promise<void> {
    return patiently(this.left());
  }

  /** The same, with all the patience it takes. */
  left(): Promise<void> {
    return left(() => this.client, this.starting);
  }

  private async keepTrying(failed: number): Promise<void> {
    const { signal, failing } = this.parts;
    for (let attempt = failed + 1; !signal.aborted; attempt++)
      try {
        if (attempt > 1) await pause(Math.min(200 * attempt, 3_000), signal);
        return await this.enter();
      } catch (error) {
        if (error instanceof BusStopped) return;
        failing(error, attempt);
        await patiently(left(() => this.client));
      }
  }

  private async enter(): Promise<void> {
    let crash: Error | undefined;
    let inside = false;
    const client = (this.client = this.parts.client());
    client.on(client.events.CRASH, ({ payload }) => {
      if (!this.isCurrent(client)) return;
      crash = payload.error;
      if (inside) this.thrownOut(crash);
    });
    await this.parts.run(client);
    if (crash) throw crash;
    inside = true;
  }

  private thrownOut(error: Error): void {
    if (this.parts.signal.aborted) return;
    this.parts.failing(error, 1);
    this.join(1);
  }
}
