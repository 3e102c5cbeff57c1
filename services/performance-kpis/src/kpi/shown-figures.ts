import { QueryRefused } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { ClosedFigures } from '../closings/closed-figures.js';
import { closingRejections } from '../closings/closing.rejections.js';
import type { ScopeFigures } from '../metrics/metric-set.js';
import type { FiguresAsked } from './figures.queries.js';
import type { Period } from './period-input.rules.js';
import { type TreeView, TreeViews } from './tree-views.js';

/** How the figures of a period are looked at: by which tree, and as they were shown when. */
export interface Look {
  readonly view: TreeView;
  /** Epoch milliseconds; undefined for now. */
  readonly asOfMs: number | undefined;
}

/** Figures as they are, by either tree, or as they were. */
@Injectable()
export class ShownFigures {
  constructor(
    private readonly views: TreeViews,
    private readonly closed: ClosedFigures,
  ) {}

  /**
   * Throws QueryRefused for a moment of which nothing was kept. Of `staffId` either tree is answered: a member of staff
   * has the same figures by both.
   */
  async lookOf(view: TreeView | null, asOf: string | null, period: Period, staffId?: string): Promise<Look> {
    const by = view ?? 'AS_WAS';
    if (asOf == null) return { view: by, asOfMs: undefined };
    if (by === 'AS_IS' && staffId === undefined) throw QueryRefused.of(closingRejections.AS_OF_TREE());
    return { view: by, asOfMs: await this.closed.momentOf(asOf, period) };
  }

  async one(asked: FiguresAsked, look: Look): Promise<ScopeFigures> {
    if (look.asOfMs === undefined) return this.views.one(asked, look.view);
    return (await this.closed.asOf([asked], look.asOfMs))[0]!;
  }

  /** In the order asked for; all of one period. */
  table(asked: readonly FiguresAsked[], look: Look): Promise<readonly ScopeFigures[]> {
    return look.asOfMs === undefined ? this.views.table(asked, look.view) : this.closed.asOf(asked, look.asOfMs);
  }

  /** In another period than the one looked at. Undefined where that was not closed by the moment of the look. */
  async inPeriod(scopeKey: string, period: Period, look: Look): Promise<ScopeFigures | undefined> {
    if (look.asOfMs === undefined) return this.views.one({ scopeKey, ...period }, look.view);
    return (await this.keptOf([scopeKey], period, look.asOfMs))?.[0];
  }

  /** By scope, in the order of the periods; undefined for those that were not closed by the moment of the look. */
  async series(
    scopeKeys: readonly string[],
    periods: readonly Period[],
    { view, asOfMs }: Look,
  ): Promise<ReadonlyMap<string, readonly (ScopeFigures | undefined)[]>> {
    if (asOfMs === undefined) return this.views.series(scopeKeys, periods, view);
    const found = await Promise.all(periods.map((period) => this.keptOf(scopeKeys, period, asOfMs)));
    return new Map(scopeKeys.map((scopeKey, i) => [scopeKey, found.map((figures) => figures?.[i])]));
  }

  private async keptOf(
    scopeKeys: readonly string[],
    period: Period,
    asOfMs: number,
  ): Promise<readonly ScopeFigures[] | undefined> {
    const closing = await this.closed.closingOf(period);
    if (!closing || closing.closedAtMs > asOfMs) return undefined;
    const { grain, window } = period;
    return this.closed.asOf(
      scopeKeys.map((scopeKey) => ({ scopeKey, grain, window })),
      asOfMs,
    );
  }
}
