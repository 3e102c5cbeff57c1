import { Database, QueryRefused } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { leaveRejections } from './leave.rejections.js';

/** Names the lock among those of the service's database. */
const LEAVES_OF_THE_BANK = 4_004;
/** Commands of this process in the line at a time: a bank has that many leaves in days. */
const MOST_IN_LINE = 200;

/**
 * Lets commands that take leaves through one by one, in all instances. Whether a cover is away, and whom the one who
 * will be away covers for, stands in the streams of others: decided at one instant, two leaves could each rest on the
 * other. Leaves are few, so that one line is enough for the bank, as long as nobody waits in it for anything else.
 */
@Injectable()
export class LeaveTurns {
  /** Resolves when the last command of this process has ended: those who wait hold no connection. */
  private last: Promise<unknown> = Promise.resolve();
  private inLine = 0;

  constructor(private readonly database: Database) {}

  /** Refuses with LEAVE_LINE_FULL where too many stand in line; the command is not used up. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.inLine >= MOST_IN_LINE) throw QueryRefused.of(leaveRejections.LEAVE_LINE_FULL());
    this.inLine++;
    const mine = this.last.then(() => this.locked(work)).finally(() => this.inLine--);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private locked<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.tx(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [LEAVES_OF_THE_BANK]);
      return work();
    });
  }
}
