import { dayNumber } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  DIRECTORY,
  encodeCursor,
  pageSize,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Period } from '../kpi/period-input.rules.js';
import { type Counted, type CountedContact, CountedContactQueries, PAGE_LIMIT } from './counted-contacts.queries.js';
import { OrgRows } from '../figures/org-rows.js';
import type { AskedScope } from '../kpi/kpi-questions.js';
import type { TreeView } from '../kpi/tree-views.js';

export interface ContactsAsked {
  readonly caller: Caller;
  readonly scope: AskedScope;
  readonly period: Period;
  /** A metric's code. */
  readonly metric: string;
  readonly first: number | null;
  readonly after: string | null;
  /** By which tree the figure was counted; that of each day by default. */
  readonly view?: TreeView;
}

type Place = Pick<CountedContact, 'at' | 'contactId'>;

/**
 * Looks a page takes at most, of 101 contacts each: who may see few of a unit's contacts gets shorter pages, not a walk
 * over its year.
 */
const LOOKS = 10;

/** The contacts behind a figure, as far as the caller may see them. */
@Injectable()
export class CountedContacts {
  private readonly orgRows: OrgRows;

  constructor(
    private readonly queries: CountedContactQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) directory: Directory,
  ) {
    this.orgRows = new OrgRows(directory);
  }

  async page({
    caller,
    scope,
    period,
    metric,
    first,
    after,
    view = 'AS_WAS',
  }: ContactsAsked): Promise<Connection<{ id: string }>> {
    const size = pageSize(first, 20);
    const counted = this.counted(scope, period, view);
    const today = dayNumber(this.clock.today());
    const keepers = this.scope.visibleUnits(caller) !== 'ALL';
    const found: CountedContact[] = [];
    let place = placeOf(after);
    let more = true;
    // Someone else's contact is left out where the client went to another manager or the unit to another branch: then
    // one look is not enough.
    for (let look = 0, limit = size + 1; more && found.length <= size && look < LOOKS; look++, limit = PAGE_LIMIT) {
      const rows = await this.queries.page({
        counted,
        window: period.window,
        metric,
        today,
        after: place,
        limit,
        keepers,
      });
      found.push(...rows.filter((row) => this.isVisible(caller, row)));
      more = rows.length === limit;
      place = rows.at(-1) ?? place;
    }
    const page = connection(found.slice(0, size + 1), { first: size, after }, keyOf, ({ contactId }) => ({
      id: contactId,
    }));
    if (!more || found.length > size) return page;
    return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: true, endCursor: encodeCursor(keyOf(place!)) } };
  }

  private counted(scope: AskedScope, period: Period, view: TreeView): Counted {
    if (scope.staffId !== undefined) return { staffId: scope.staffId };
    // By the tree of today the same units all the time: those that hang below the one today.
    if (view === 'AS_IS') return this.orgRows.subtreeNow(scope.unitId, this.clock.today(), period.window);
    return this.orgRows.subtree(scope.unitId, period.start, period.end);
  }

  private isVisible(caller: Caller, { staffId, unitId, rmId }: CountedContact): boolean {
    return staffId !== null && this.scope.canSeeContact(caller, { staffId, unitId: unitId ?? '', rmId });
  }
}

const keyOf = ({ at, contactId }: Place) => [at, contactId];

function placeOf(after: string | null): Place | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [at, contactId] = key;
  if (!Number.isSafeInteger(at) || typeof contactId !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { at: at as number, contactId };
}
