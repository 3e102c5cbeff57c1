import type { Database } from '@hengxin/service-kit';

/** Claims between two looks; with indexes some 7 MB. */
const VACUUM_AFTER = 20_000;

/**
 * Keeps the table of claims as small as what is under way. A claim lives for a moment, so a large import leaves its
 * number of dead rows, and PostgreSQL looks by itself only once a minute: by then a table of no row has 150 MB.
 */
export class ClaimsVacuum {
  private since = 0;
  private underWay: Promise<unknown> | undefined;

  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly after = VACUUM_AFTER,
  ) {}

  /** Notes claims that were made. Nobody waits for what it brings about. */
  made(claims: number): void {
    this.since += claims;
    if (this.since < this.after || this.underWay) return;
    this.since = 0;
    // Where somebody holds the table, PostgreSQL's own vacuum comes later; where it is away, nothing is to be done.
    this.underWay = this.database
      .query('vacuum (skip_locked) portfolio_claim')
      .catch(() => undefined)
      .finally(() => (this.underWay = undefined));
  }

  /** Resolves once what is under way has ended. */
  async done(): Promise<void> {
    await this.underWay;
  }
}
