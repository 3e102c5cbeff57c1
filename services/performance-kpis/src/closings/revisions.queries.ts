import { dateOfDayNumber } from '@hengxin/contracts';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import { MetricSet, type ScopeFigures } from '../metrics/metric-set.js';
import { isShownAlike } from './moved-figures.rules.js';

/** What moved a closed period at a moment: the figures before and after it. */
export interface Revision {
  readonly atMs: number;
  readonly before: ScopeFigures;
  readonly after: ScopeFigures;
}

/** $4 where the page before ended; null for the newest. One more than the page, so that the last one shows what follows. */
const PAGE = `
  select (extract(epoch from until) * 1000)::float8 as "atMs", figures as before
    from kept_figures
   where scope = $1 and grain = $2 and period_start = $3 and ($4::float8 is null or until < to_timestamp($4::float8 / 1000))
   order by until desc limit $5`;
const NEXT = `
  select figures from kept_figures
   where scope = $1 and grain = $2 and period_start = $3 and until >= to_timestamp($4::float8 / 1000)
   order by until limit 1`;

/** What moved closed periods since they were closed, newest first. */
@Injectable()
export class RevisionQueries {
  constructor(
    private readonly database: Database,
    private readonly figures: FigureQueries,
    private readonly metrics: MetricSet,
  ) {}

  /**
   * Each begins with the figures at which the one before it ended; the newest ends with those of now. What was kept
   * though nothing moved is none: before another calendar everything is kept, and its days move some of it alone.
   */
  async page(asked: FiguresAsked, beforeMs: number | undefined, limit: number): Promise<Revision[]> {
    const { scopeKey, window } = asked;
    const scope = [scopeKey, window.grain, dateOfDayNumber(window.start)];
    // Those of now first: what moves them after this look is kept, and seen below.
    const now = await this.figures.one(asked);
    let after = now;
    if (beforeMs !== undefined) {
      const [next] = await this.database.query<{ figures: ScopeFigures }>(
        NEXT,
        [...scope, beforeMs],
        'kpi_revision_after',
      );
      after = { ...now, ...next?.figures };
    }
    const found: Revision[] = [];
    let place = beforeMs ?? null;
    for (let more = true; more && found.length < limit;) {
      const rows = await this.database.query<{ atMs: number; before: ScopeFigures }>(
        PAGE,
        [...scope, place, limit],
        'kpi_revisions',
      );
      more = rows.length === limit;
      place = rows.at(-1)?.atMs ?? place;
      for (const { atMs, before: kept } of rows) {
        // What is counted since then has no figure of then, and shows that of now.
        const before = { ...now, ...kept };
        if (!isShownAlike(this.metrics, before, after)) found.push({ atMs, before, after });
        after = before;
      }
    }
    return found.slice(0, limit);
  }
}
