import { WIDE_ROLES } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { Database, DIRECTORY, Progress } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/**
 * Tells a bank's first load: the run that gives the first wide role at all, when there is nobody yet who could give a
 * second word. Which run that is stays on record, so that it goes on as the first load when it was cut off, and no
 * other run is one beside it.
 */
@Injectable()
export class FirstLoad {
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly progress: Progress,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /**
   * Stores a batch of a run, told whether that is the first load. A run becomes the first load when no run has ever
   * given anybody a wide role. Until the first load is over for good, batches that give wide roles are stored one after
   * the other in the whole platform. So of two runs that begin at the same time the later one finds what the other has
   * given. In this process they go in the order in which they were called: a batch of a run may wait for the one before
   * it.
   */
  async during<Result>(run: string, store: (isFirst: boolean) => Promise<Result>): Promise<Result> {
    // Before the database is asked: who waits holds no connection, and no answer overtakes another.
    const before = this.turn;
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.turn = promise;
    try {
      await before;
      if (!(await this.known()).over) return await this.alone(async () => store(await this.isOf(run)));
    } finally {
      done();
    }
    return store(false);
  }

  /** Holds no row: a transaction that writes would hold readers of the log back, who are waited for in it. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.tx(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext(current_schema() || ' first load'))");
      return work();
    });
  }

  private async isOf(run: string): Promise<boolean> {
    const known = await this.known();
    if (known.over) return false;
    if (known.run === run) return true;
    await this.progress.caughtUp(['directory']);
    if (this.directory.tree.hasEverHeld(WIDE_ROLES)) return false;
    await this.database.query('update first_load set run = $1', [run]);
    return true;
  }

  private async known(): Promise<{ run: string | null; over: boolean }> {
    return (await this.database.query<{ run: string | null; over: boolean }>('select run, over from first_load'))[0]!;
  }
}
