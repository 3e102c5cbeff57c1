import type { BatchContext } from '@hengxin/event-bus';
import type { Scopes } from '../domain/scopes.js';
import type { WorkingDays } from '../domain/working-days.js';
import type { Restatements } from './restatements.js';

/** What a batch is counted with. */
export interface Count {
  readonly context: BatchContext;
  readonly scopes: Scopes;
  readonly workingDays: WorkingDays;
  /** Where this partition adds up; see the column `shard`. */
  readonly shard: number;
  /** What is moved in periods that were closed already. */
  readonly restatements: Restatements;
  /** Other partitions may hold the same clients: the log alone has only one. */
  readonly concurrent: boolean;
}
