import { existsSync } from 'node:fs';
import { NotYetVisible } from '@hengxin/event-bus';
import { RetriableFailure } from '@hengxin/event-sourcing';
import { CONFIG, type Config, Progress } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { FACTS } from '../consumers.js';
import { LookOfToday } from '../insight/look-of-today.js';

/** Facts are still being taken in: what is decided once and for good waits for them. */
export class FactsUnderWay extends RetriableFailure {
  override name = 'FactsUnderWay';
}

/** Sees to it that a plan is drawn on all that is known when it is drawn, for a drawn plan is kept. */
@Injectable()
export class FactsAtHand {
  private underWay: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly progress: Progress,
    private readonly look: LookOfToday,
    @Inject(CONFIG) private readonly config: Pick<Config, 'loadingFile'>,
  ) {}

  /**
   * Resolves once today has been looked at for signals, as far as patience lasts, and then all that is stored has been
   * read. Throws FactsUnderWay where reading takes longer, and while a bank is being loaded: the rest of its files is
   * not even stored. Those who ask while others wait share the next wait, since what is under way may be older than
   * their question. The signal ends the wait for the look.
   */
  async upToNow(patienceMs: number, signal?: AbortSignal): Promise<void> {
    this.assertNoLoad();
    await this.look.heard(patienceMs, signal);
    if (!this.underWay) return this.wait(patienceMs);
    this.next ??= this.underWay.catch(() => undefined).then(() => ((this.next = undefined), this.wait(patienceMs)));
    return this.next;
  }

  private wait(patienceMs: number): Promise<void> {
    const waiting = this.heard(patienceMs).finally(() => {
      if (this.underWay === waiting) this.underWay = undefined;
    });
    this.underWay = waiting;
    return waiting;
  }

  private async heard(patienceMs: number): Promise<void> {
    try {
      await this.progress.heardAll(FACTS, patienceMs);
    } catch (error) {
      throw error instanceof NotYetVisible ? new FactsUnderWay(error.message) : error;
    }
    // It may have begun while this one waited.
    this.assertNoLoad();
  }

  /** Whether a bank is being loaded: the rest of its files is not even stored. */
  isLoading(): boolean {
    const { loadingFile } = this.config;
    return loadingFile !== undefined && existsSync(loadingFile);
  }

  private assertNoLoad(): void {
    if (this.isLoading()) throw new FactsUnderWay('a bank is being loaded');
  }
}
