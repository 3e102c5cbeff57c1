import { FactCounts1777000000000 } from '../migrations/1777000000000-fact-counts.migration.js';
import { MoreFigures1777100000000 } from '../migrations/1777100000000-more-figures.migration.js';
import { DirectFigures1777200000000 } from '../migrations/1777200000000-direct-figures.migration.js';
import { Closings1777200000100 } from '../migrations/1777200000100-closings.migration.js';
import { ClosingDigests1779300000000 } from '../migrations/1779300000000-closing-digests.migration.js';
import { KeptCalendar1779200000000 } from '../migrations/1779200000000-kept-calendar.migration.js';
import { HoldingRows1779000000000 } from '../migrations/1779000000000-holding-rows.migration.js';
import { ReviewPromises1779000000100 } from '../migrations/1779000000100-review-promises.migration.js';
import { Prompts1779100000000 } from '../migrations/1779100000000-prompts.migration.js';
import { Figures1767229200000 } from '../migrations/1767229200000-figures.migration.js';
import { RestatementsByMoment1767229200100 } from '../migrations/1767229200100-restatements-by-moment.migration.js';
import { LateContacts1767229200200 } from '../migrations/1767229200200-late-contacts.migration.js';

interface Runner {
  query(text: string): Promise<unknown>;
}

/** Lays the tables of figures and closings, as the service does: a spec that counts on a bare database begins so. */
export async function layFigureTables(runner: Runner): Promise<void> {
  for (const migration of [
    new Figures1767229200000(),
    new RestatementsByMoment1767229200100(),
    new LateContacts1767229200200(),
    new FactCounts1777000000000(),
    new MoreFigures1777100000000(),
    new DirectFigures1777200000000(),
    new Closings1777200000100(),
    new HoldingRows1779000000000(),
    new ReviewPromises1779000000100(),
    new Prompts1779100000000(),
    new KeptCalendar1779200000000(),
    new ClosingDigests1779300000000(),
  ])
    await migration.up({ query: (text: string) => runner.query(text) } as never);
}
