import { backOffMs } from '@hengxin/waiting';
import type { AnyDeadline, Due, ProviderToken } from './deadline.js';
import type { DeadlineRow, Failure, Outcome } from './deadline-statements.js';
import type { DeadlinesObserver } from './deadlines.js';

const BACK_OFF = { firstMs: 1_000, longestMs: 60_000 };

/** One attempt to act on a deadline. Afterwards it has an outcome or a failure. */
export class Attempt {
  outcome: Outcome | undefined;
  failure: Failure | undefined;

  constructor(
    private readonly deadline: AnyDeadline,
    private readonly row: DeadlineRow,
    private readonly providerOf: <P>(token: ProviderToken<P>) => P,
  ) {}

  async act(signal: AbortSignal, observer: DeadlinesObserver): Promise<void> {
    const { kind, key, generation, failures } = this.row;
    const { provider, act, backOff = BACK_OFF } = this.deadline.definition;
    try {
      const again = await act(this.due(signal), this.providerOf(provider()));
      this.outcome = { kind, key, generation, again: again?.again ?? null };
      observer.acted({ kind, key });
    } catch (error) {
      // Told to break off, it has not failed: the next leader begins it again.
      if (signal.aborted) return;
      this.failure = { kind, key, generation, againInMs: backOffMs(failures + 1, backOff) };
      observer.failed({ kind, key, failures: failures + 1, error });
    }
  }

  private due(signal: AbortSignal): Due<unknown> {
    const { kind, key, atMs, failures } = this.row;
    const at = new Date(atMs).toISOString();
    return {
      key,
      at,
      failures,
      signal,
      data: this.deadline.definition.schema.parse(this.row.data),
      commandId: `${kind} ${key} ${at}`,
    };
  }
}
