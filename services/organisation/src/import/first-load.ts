import { WIDE_ROLES } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';
import { Database, DIRECTORY, Progress } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/**
 * Tells a bank's first load: the run that gives the first wide role at all, when there is nobody yet who could give a second word. Which
 * run that is stays on record, so that it goes on as the first load when it was cut off, and no other run is one beside it.
 */
@Injectable()
export class FirstLoad {
  constructor(
    private readonly database: Database,
    private readonly progress: Progress,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** Whether a run is the first load. It becomes it when nobody was ever given a wide role, by whatever run. */
  isOf(run: string): Promise<boolean> {
    return this.database.tx(async (tx) => {
      const [known] = await tx.query<{ run: string | null; over: boolean }>('select run, over from first_load for update');
      if (known!.over) return false;
      if (known!.run === run) return true;
      await this.progress.caughtUp(['directory']);
      if (this.directory.tree.hasEverHeld(WIDE_ROLES)) return false;
      await tx.query('update first_load set run = $1', [run]);
      return true;
    });
  }
}
