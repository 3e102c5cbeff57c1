import { after, type Stop } from '@hengxin/waiting';

/** When one operation must be over. All its requests to services share it, those that wait for their turn too. */
export class Deadline {
  private isOver = false;
  private readonly told = new Set<() => void>();
  private readonly stop: Stop;
  constructor(readonly afterMs: number) {
    this.stop = after(afterMs, () => this.expire());
  }

  get over(): boolean {
    return this.isOver;
  }

  /** Called when the time is over, unless it is forgotten before. */
  tell(listener: () => void): void {
    this.told.add(listener);
  }
  forget(listener: () => void): void {
    this.told.delete(listener);
  }

  /** The operation has its answer. */
  end(): void {
    this.stop();
  }

  private expire(): void {
    this.isOver = true;
    for (const listener of this.told) listener();
    this.told.clear();
  }
}

/** Runs something under a deadline of its own. */
export async function within<T>(afterMs: number, run: (deadline: Deadline) => Promise<T>): Promise<T> {
  const deadline = new Deadline(afterMs);
  try {
    return await run(deadline);
  } finally {
    deadline.end();
  }
}
