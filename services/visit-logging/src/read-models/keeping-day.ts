import type { BusinessDate } from '@hengxin/contracts';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { putKeepersInForce } from './kept-contacts.js';

/** Sees to it that a handover agreed earlier moves the client's contacts on its day. */
@Injectable()
export class KeepingDay {
  private reachedDay: BusinessDate | undefined;
  private underWay: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Resolves once `kept_contact` is right for today: at once, but for the first question of a day. */
  reached(): Promise<void> | undefined {
    const today = this.clock.today();
    if (this.reachedDay === today) return undefined;
    return (this.underWay ??= this.reach(today).finally(() => (this.underWay = undefined)));
  }

  private async reach(today: BusinessDate): Promise<void> {
    // Another instance may be a moment ahead; only one that has just started may find a day that never was.
    const mayGoBack = this.reachedDay === undefined;
    await this.database.tx((tx) => putKeepersInForce(today, mayGoBack, tx));
    this.reachedDay = today;
  }
}
