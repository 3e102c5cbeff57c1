import { type Caller } from '@hengxin/identity';
import { QueryRefused, type RequestContext, sharedIn } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { type ClientCursor, type ClientSearch, ClientsQueries } from '../client/clients.queries.js';
import { Gathered } from '../client/gathered.js';
import { FilterScope } from './filter-scope.js';
import type { StoredSegment } from './segment.decider.js';
import { maskedIn, readFilter, type SegmentFilter } from './segment-filter.rules.js';

type Kept = Pick<StoredSegment, 'segmentId' | 'filter'>;

/**
 * The clients of segments, within the caller's scope. A segment was refused when it was saved where it asked for what
 * its keeper does not see; one whose keeper has come to see less since has no clients any more.
 */
@Injectable()
export class SegmentClients {
  constructor(
    private readonly clients: ClientsQueries,
    private readonly filters: FilterScope,
  ) {}

  /** All counts that one call asks for cost one look at each client of its scope. */
  count({ segmentId, filter }: Kept, context: RequestContext): Promise<number> {
    const asked = sharedIn(context, this, () => new Map<string, string>());
    asked.set(segmentId, filter);
    const counts = sharedIn(context, COUNTS, () => new Gathered((ids) => this.counted(ids, asked, context.caller)));
    return counts.of(segmentId);
  }

  /** Of a filter that nobody has saved. Refuses what could not be saved. */
  async countNow(filter: SegmentFilter, caller: Caller): Promise<number> {
    const at = ['filter'];
    const refusal = this.filters.refusal(filter, caller, at) ?? (await this.filters.tooWide(filter, caller, at));
    const rmIds = this.filters.portfolios(filter, caller);
    if (refusal || rmIds === 'ALL') throw QueryRefused.of(refusal!);
    const [count] = await this.clients.counts(rmIds, [filter], this.filters.day());
    return count!;
  }

  async page(
    { filter: kept }: Kept,
    page: Pick<ClientSearch, 'after' | 'limit'>,
    { caller }: RequestContext,
  ): Promise<ClientCursor[]> {
    const filter = readFilter(kept);
    const rmIds = await this.searched(filter, caller);
    return rmIds.length === 0 ? [] : this.clients.matching({ rmIds, filter, day: this.filters.day(), ...page });
  }

  private async counted(
    ids: readonly string[],
    asked: ReadonlyMap<string, string>,
    caller: Caller,
  ): Promise<(segmentId: string) => number> {
    const segments = await Promise.all(
      ids.map(async (id) => {
        const filter = readFilter(asked.get(id)!);
        return { id, filter, rmIds: await this.searched(filter, caller) };
      }),
    );
    const counts = new Map<string, number>();
    // Most filters ask for all of the scope: these share a statement.
    for (const together of Map.groupBy(segments, ({ rmIds }) => rmIds.toSorted().join(' ')).values()) {
      const filters = together.map(({ filter }) => filter);
      const found = await this.clients.counts(together[0]!.rmIds, filters, this.filters.day());
      together.forEach(({ id }, i) => counts.set(id, found[i]!));
    }
    return (id) => counts.get(id)!;
  }

  private async searched(filter: SegmentFilter, caller: Caller): Promise<readonly string[]> {
    if (this.filters.masks(caller) && maskedIn(filter)) return [];
    const wide = await this.filters.tooWide(filter, caller, ['segment', 'filter']);
    const rmIds = this.filters.portfolios(filter, caller);
    if (wide || rmIds === 'ALL') throw QueryRefused.of(wide!);
    return rmIds;
  }
}

const COUNTS = Symbol('counts of segments asked for in a call');
