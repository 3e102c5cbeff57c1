import type { BatchContext } from '@hengxin/event-bus';
import type { Day } from '../kpi/periods.rules.js';
import type { ClosedPeriods } from '../closings/closed-periods.store.js';
import type { Scopes } from './scopes.rules.js';
import type { Counting } from '../metrics/contributions.js';
import type { Restatements } from '../restatements/restatements.js';

/** What a batch is counted with. */
export interface Count extends Counting {
  readonly context: BatchContext;
  readonly scopes: Scopes;
  /** Where this partition adds up; see the column `shard`. */
  readonly shard: number;
  /** What is moved in periods that were closed already. */
  readonly restatements: Restatements;
  /** Other partitions may hold the same clients: the log alone has only one. */
  readonly concurrent: boolean;
  /** What moves a period that was closed by then keeps what it was. */
  readonly closed: ClosedPeriods;
  /** When what is counted became known, epoch milliseconds: what it moves in a closed period was shown until then. */
  readonly knownAtMs: number;
  /** Periods that ended before this day are over, whatever the clock says. */
  readonly runningOn: Day;
}
