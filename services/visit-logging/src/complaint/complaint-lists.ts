import { type Caller, UnitScope } from '@hengxin/identity';
import {
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ComplaintFilter } from './complaint.inputs.js';
import { type ComplaintPlace, ComplaintQueries, type ComplaintSearch } from './complaint.queries.js';
import { type ComplaintView, viewOfComplaint } from './complaint.view.js';

/** Complaints as a caller may see them, in pages. */
@Injectable()
export class ComplaintLists {
  constructor(
    private readonly queries: ComplaintQueries,
    private readonly scope: UnitScope,
  ) {}

  /**
   * A relationship manager sees what they heard; heads what was heard in their units or is to be answered there; head
   * office all, without the words.
   */
  async list(
    { unitId, states, overdue }: ComplaintFilter,
    first: number,
    after: string | null | undefined,
    { caller }: RequestContext,
  ): Promise<Connection<ComplaintView>> {
    if (unitId && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    const found = await this.queries.page({
      ...this.seeds(unitId ? [...this.scope.subtree(unitId)] : undefined, caller),
      states: states ?? undefined,
      overdue: overdue ?? undefined,
      after: placeOf(after),
      limit: first + 1,
    });
    const showsTexts = !this.scope.masksNames(caller);
    return connection(
      found,
      { first, after },
      ({ dueMs, complaintId }) => [dueMs, complaintId],
      ({ data }) => viewOfComplaint(data, showsTexts),
    );
  }

  /** The narrowest indexes that hold what is asked for and may be seen: a caller who sees a unit sees all of it. */
  private seeds(
    asked: readonly string[] | undefined,
    caller: Caller,
  ): Pick<ComplaintSearch, 'staffId' | 'unitIds' | 'within'> {
    const staffId = caller.isStaff ? caller.id : null;
    if (caller.role === 'RM') return { staffId, unitIds: [], within: asked };
    if (asked) return { staffId: null, unitIds: asked };
    const visible = this.scope.visibleUnits(caller);
    return { staffId, unitIds: visible === 'ALL' ? 'ALL' : [...visible] };
  }
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): ComplaintPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [dueMs, complaintId] = key;
  if (!isMoment(dueMs) || typeof complaintId !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { dueMs, complaintId };
}
