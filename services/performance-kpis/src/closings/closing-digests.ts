import { createHash } from 'node:crypto';
import type { Grain } from '@hengxin/contracts';
import type { Due } from '@hengxin/deadlines';
import { BatchedLookup, Database, Progress } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ids, numbers } from '../figures/array-literal.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { type Period, periodFrom } from '../kpi/period-input.rules.js';
import { MetricSet, type ScopeFigures } from '../metrics/metric-set.js';
import { ClosedFigures, type PeriodClosing } from './closed-figures.js';
import { scopesBehind } from './kept-figures.store.js';

/** How long a closing waits until all that was known is counted. */
const COUNTED_WITHIN_MS = 60_000;
/** And a question. */
const ANSWERED_WITHIN_MS = 2_000;

/** A scope in a closed period. */
interface Place {
  readonly scopeKey: string;
  readonly period: Period;
}

const KEPT = `
  select d.scope || ' ' || d.grain || ' ' || d.period_start::text as key, d.digest
    from unnest($1::text[], $2::smallint[], $3::date[]) n(scope, grain, start)
    join closing_digest d on d.scope = n.scope and d.grain = n.grain and d.period_start = n.start`;

/** What is there already was first, and stays. */
const KEEP = `
  insert into closing_digest (scope, grain, period_start, digest)
  select n.scope, $2::smallint, $3::date, n.digest from unnest($1::text[], $4::text[]) n(scope, digest)
   order by 1
  on conflict do nothing`;

/**
 * Proves what scopes showed when a period was closed (rule 14). A digest is made once all is counted that was known at
 * the closing, and is kept from then on: those of all scopes with the closing, of single days with the first question,
 * since there are too many of them, and so of what was closed before digests were kept.
 */
@Injectable()
export class ClosingDigests {
  private readonly kept = new BatchedLookup<Place, string>((places) => this.read(places), keyOf);

  constructor(
    private readonly closed: ClosedFigures,
    private readonly database: Database,
    private readonly progress: Progress,
    private readonly metrics: MetricSet,
  ) {}

  /** Null while the period is not closed, or not all is counted yet that was known at its closing. */
  async of(scopeKey: string, period: Period): Promise<string | null> {
    const closing = await this.closed.closingOf(period);
    if (!closing) return null;
    const place = { scopeKey, period };
    const kept = await this.kept.find(place);
    if (kept !== undefined) return kept;
    if (!(await this.isCounted())) return null;
    await this.keep([scopeKey], period, closing);
    return (await this.kept.find(place))!;
  }

  /** A period was closed. Throws where the figures take too long, to be tried again. */
  async prove({ data }: Due<{ readonly grain: Grain; readonly start: string }>): Promise<void> {
    const period = periodFrom(data.grain, data.start);
    const closing = await this.closed.closingOf(period);
    if (!closing) return;
    // What was known before the closing is part of it: it may be on its way.
    await this.progress.caughtUp([...FIGURE_SOURCES], COUNTED_WITHIN_MS);
    for (let last = ''; ;) {
      const scopes = await scopesBehind(this.database, last);
      if (scopes.length === 0) return;
      last = scopes.at(-1)!;
      await this.keep(scopes, period, closing);
    }
  }

  private isCounted(): Promise<boolean> {
    return this.progress.caughtUp([...FIGURE_SOURCES], ANSWERED_WITHIN_MS).then(
      () => true,
      () => false,
    );
  }

  private async keep(scopeKeys: readonly string[], period: Period, closing: PeriodClosing): Promise<void> {
    const { grain, window, start } = period;
    const asked = scopeKeys.map((scopeKey) => ({ scopeKey, grain, window }));
    const figures = await this.closed.asOf(asked, closing.closedAtMs);
    const digests = scopeKeys.map((scopeKey, i) => this.digestOf({ scopeKey, period }, closing, figures[i]!));
    await this.database.query(KEEP, [ids(scopeKeys), window.grain, start, ids(digests)], 'kpi_keep_digests');
  }

  /** Over the metrics of then, with their numerators and denominators. */
  private digestOf({ scopeKey, period }: Place, { metrics }: PeriodClosing, figures: ScopeFigures): string {
    const values = metrics.map((metric) => {
      if (!this.metrics.codes.includes(metric)) return [metric];
      const { numerator, denominator } = this.metrics.valueOf(metric, figures);
      return [metric, numerator, denominator];
    });
    const text = JSON.stringify([scopeKey, period.grain, period.start, values]);
    return createHash('sha256').update(text).digest('hex');
  }

  private async read(places: readonly Place[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ key: string; digest: string }>(
      KEPT,
      [
        ids(places.map(({ scopeKey }) => scopeKey)),
        numbers(places.map(({ period }) => period.window.grain)),
        ids(places.map(({ period }) => period.start)),
      ],
      'kpi_closing_digests',
    );
    return new Map(rows.map(({ key, digest }) => [key, digest]));
  }
}

const keyOf = ({ scopeKey, period }: Place): string => `${scopeKey} ${period.window.grain} ${period.start}`;
