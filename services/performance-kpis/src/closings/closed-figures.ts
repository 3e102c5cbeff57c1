import { dateOfDayNumber } from '@hengxin/contracts';
import { BatchedLookup, Clock, Database, QueryRefused } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ids } from '../figures/array-literal.js';
import { FigureQueries, type FiguresAsked } from '../kpi/figures.queries.js';
import type { Period } from '../kpi/period-input.rules.js';
import type { ScopeFigures } from '../metrics/metric-set.js';
import { closingRejections } from './closing.rejections.js';

/** When a period was closed, and the metrics that there were then. */
export interface PeriodClosing {
  readonly closedAtMs: number;
  readonly metrics: readonly string[];
}

/** A period by the place of its grain and its first day. */
type Named = Pick<Period, 'window' | 'start' | 'end'>;

const CLOSINGS = `
  select c.grain || ' ' || c.period_start::text as key, (extract(epoch from c.closed_at) * 1000)::float8 as "closedAtMs", c.metrics
    from unnest($1::smallint[], $2::date[]) k(grain, start)
    join closing c on c.grain = k.grain and c.period_start = k.start`;

/** Of each scope what stood until the first move after a moment. */
const KEPT = `
  select k.scope, f.figures
    from unnest((select $1::text[])) k(scope)
    cross join lateral (
      select c.figures from kept_figures c
       where c.scope = k.scope and c.grain = $2::smallint and c.period_start = $3::date and c.until > to_timestamp($4::float8 / 1000)
       order by c.until limit 1
    ) f`;

/** Closed periods as they were shown (rule 14). */
@Injectable()
export class ClosedFigures {
  private readonly closings = new BatchedLookup<Named, PeriodClosing>((periods) => this.readClosings(periods), keyOf);

  constructor(
    private readonly database: Database,
    private readonly figures: FigureQueries,
    private readonly clock: Clock,
  ) {}

  /** Undefined while a period is not closed. */
  closingOf(period: Named): Promise<PeriodClosing | undefined> {
    return this.closings.find(period);
  }

  /** What `asOf` means for a period, epoch milliseconds. Throws QueryRefused where nothing was kept for it. */
  async momentOf(asOf: string, period: Period): Promise<number> {
    const asOfMs = Date.parse(asOf);
    if (asOfMs > this.clock.now())
      throw QueryRefused.of(closingRejections.AS_OF_FUTURE({ asOf, now: this.clock.instant() }));
    const closing = await this.closingOf(period);
    if (!closing) {
      const { start, end } = period;
      throw QueryRefused.of(closingRejections.AS_OF_NOT_CLOSED({ start, end }));
    }
    if (asOfMs < closing.closedAtMs) {
      const closedAt = this.clock.instant(closing.closedAtMs);
      throw QueryRefused.of(closingRejections.AS_OF_BEFORE_CLOSING({ closedAt }));
    }
    return asOfMs;
  }

  /** The figures of scopes in one closed period as they were shown at a moment since its closing, in their order. */
  async asOf(asked: readonly FiguresAsked[], asOfMs: number): Promise<readonly ScopeFigures[]> {
    if (asked.length === 0) return [];
    // Those of now first: what moves them after this look is found as kept.
    const now = await this.figures.table(asked);
    const { window } = asked[0]!;
    const rows = await this.database.query<{ scope: string; figures: ScopeFigures }>(
      KEPT,
      [ids(asked.map(({ scopeKey }) => scopeKey)), window.grain, dateOfDayNumber(window.start), asOfMs],
      'kpi_kept_figures',
    );
    const kept = new Map(rows.map(({ scope, figures }) => [scope, figures]));
    // What is counted since then has no figure of then, and shows that of now.
    return asked.map(({ scopeKey }, i) => ({ ...now[i]!, ...kept.get(scopeKey) }));
  }

  private async readClosings(periods: readonly Named[]): Promise<Map<string, PeriodClosing>> {
    const rows = await this.database.query<PeriodClosing & { readonly key: string }>(
      CLOSINGS,
      [`{${periods.map(({ window }) => window.grain).join(',')}}`, `{${periods.map(({ start }) => start).join(',')}}`],
      'kpi_closings',
    );
    return new Map(rows.map(({ key, ...closing }) => [key, closing]));
  }
}

const keyOf = ({ window, start }: Named): string => `${window.grain} ${start}`;
