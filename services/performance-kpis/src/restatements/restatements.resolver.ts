import { dayNumber } from '@hengxin/contracts';
import { type Caller, UnitScope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MetricSet } from '../metrics/metric-set.js';
import {
  beforeOf,
  type LateContact,
  type LedgerCursor,
  type Restatement,
  RestatementQueries,
} from './restatements.queries.js';
import type { KpiResult } from '../kpi/kpi.resolver.js';

interface RestatementView {
  readonly at: string;
  readonly cause: string;
  readonly contact: { id: string } | null;
  readonly changes: readonly { metric: string; before: number; after: number }[];
}

/** A closed period's late facts, each with the figures before and after. */
@Resolver('KpiResult')
export class RestatementsResolver {
  constructor(
    private readonly queries: RestatementQueries,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    private readonly metrics: MetricSet,
  ) {}

  @ResolveField()
  async restatements(
    @Parent() { scopeKey, period }: KpiResult,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<RestatementView>> {
    const size = pageSize(first, 20);
    const today = dayNumber(this.clock.today());
    const entries = await this.queries.page({
      scopeKey,
      window: period.window,
      place: placeOf(after, this.metrics.restated.length),
      limit: size + 1,
      today,
    });
    return connection(entries, { first: size, after }, cursorKeyOf, (entry) => this.view(entry, caller));
  }

  private view(entry: Restatement, caller: Caller): RestatementView {
    const before = beforeOf(entry);
    return {
      at: this.clock.instant(Date.parse(entry.at)),
      cause: entry.cause,
      contact: entry.contact && this.isVisible(caller, entry.contact) ? { id: entry.contact.contactId } : null,
      changes: this.metrics.restated.flatMap(({ metric }, i) =>
        entry.moved[i] === 0 ? [] : [{ metric, before: before[i]!, after: entry.after[i]! }],
      ),
    };
  }

  /**
   * A figure is covered by contacts of colleagues, too. Every reader may know that one came late; only a caller who may
   * see it learns which one.
   */
  private isVisible(caller: Caller, { staffId, unitId, rmId }: LateContact): boolean {
    return this.scope.canSeeContact(caller, { staffId, unitId: unitId ?? '', rmId });
  }
}

function cursorKeyOf(entry: Restatement): readonly number[] {
  return [entry.atMicros, entry.seq, ...beforeOf(entry)];
}

function placeOf(after: string | null, numerators: number): LedgerCursor | undefined {
  const key = decodeCursor(after, 2 + numerators);
  if (!key) return undefined;
  if (!key.every((part) => Number.isSafeInteger(part))) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  const [atMicros, seq, ...before] = key as readonly [number, number, ...number[]];
  return { atMicros, seq, before };
}
