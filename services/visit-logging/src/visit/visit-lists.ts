import { BusinessDateSchema, chinaCalendar } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  type Connection,
  connection,
  decodeCursor,
  DIRECTORY,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { HelpQueries } from '../help/help.queries.js';
import { StartedVisits } from './started-visits.js';
import type { VisitFilter } from './visit.inputs.js';
import { type VisitView, viewOfVisit } from './visit.view.js';
import { partOf } from './visit.state.js';
import {
  type StoredVisit,
  type VisitPlaceInList,
  type VisitSearch,
  type VisitSeeds,
  VisitsQueries,
} from './visits.queries.js';

/** Visits as a caller may see them, one by one and in pages. */
@Injectable()
export class VisitLists {
  constructor(
    private readonly visits: VisitsQueries,
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly log: StartedVisits,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** In the order of the ids; null for what is unknown or not to be seen. */
  async ofIds(ids: readonly string[], caller: Caller): Promise<(VisitView | null)[]> {
    const stored = await this.visits.byIds(ids);
    return stored.map((visit) => (visit ? this.ofStored(visit, caller) : null));
  }

  /** One that may have been planned a moment ago: where the list has it not yet, the log does. Null as above. */
  async one(visitId: string, caller: Caller): Promise<VisitView | null> {
    const [listed] = await this.visits.byIds([visitId]);
    if (listed) return this.ofStored(listed, caller);
    const data = await this.log.read(visitId);
    if (!data) return null;
    const unitId = this.directory.tree.staff(data.staffId, data.plannedOn)?.unitId ?? data.unitId ?? '';
    return this.ofStored({ ...(await this.keepingOf(data.clientId)), unitId, data }, caller);
  }

  /** Null for what is not to be seen. */
  ofStored(
    { unitId, rmId, helperIds, data }: Omit<StoredVisit, 'visitId' | 'plannedOn'>,
    caller: Caller,
  ): VisitView | null {
    const facts = { staffId: data.staffId, unitId, rmId, helperIds, takingPart: partOf(data) };
    if (!this.scope.canSeeVisit(caller, facts)) return null;
    return viewOfVisit(data, unitId, !this.scope.masksNames(caller));
  }

  /** Refuses a member of staff or a unit outside the caller's scope. A client outside it has no visits to show. */
  async list(
    filter: VisitFilter,
    first: number,
    after: string | null | undefined,
    caller: Caller,
  ): Promise<Connection<VisitView>> {
    const { clientId, staffId, unitId, from, to, states, reviewOverdue, reason, endedFrom, endedTo } = filter;
    if (staffId && !this.scope.canSeeStaff(caller, staffId))
      throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'staffId']);
    if (unitId && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    for (const [name, date] of Object.entries({ from, to, endedFrom, endedTo }))
      if (date) checkDate(date, ['filter', name]);
    const asked = unitId ? [...this.scope.subtree(unitId)] : undefined;
    const search: VisitSearch = {
      ...(await this.narrowed(clientId ?? undefined, staffId ?? undefined, asked, caller)),
      clientId: clientId ?? undefined,
      staffId: staffId ?? undefined,
      from: from ?? undefined,
      to: to ?? undefined,
      states: states ?? undefined,
      overdue: reviewOverdue ?? undefined,
      reason: reason ?? undefined,
      endedFrom: endedFrom ?? undefined,
      endedTo: endedTo ?? undefined,
      after: placeOf(after),
      limit: first + 1,
    };
    const found = await this.visits.newest(search);
    const views = found.flatMap((stored) => {
      const view = this.ofStored(stored, caller);
      return view ? [{ stored, view }] : [];
    });
    // What is asked for is what may be seen, so that nothing is left out but in the moment of a handover.
    const more = found.length > first ? found.at(-1) : undefined;
    return connection(
      views,
      { first, after },
      ({ stored }) => [stored.plannedOn, stored.visitId],
      ({ view }) => view,
      more && views.length <= first ? [more.plannedOn, more.visitId] : undefined,
    );
  }

  /** The narrowest index that holds what is asked for, and of that only what the caller may see. */
  private async narrowed(
    clientId: string | undefined,
    staffId: string | undefined,
    asked: readonly string[] | undefined,
    caller: Caller,
  ): Promise<Pick<VisitSearch, 'seeds' | 'unitIds' | 'forManager'>> {
    const forManager = caller.role === 'RM' ? caller.id : undefined;
    if (caller.role === 'RM') {
      const own: VisitSeeds = { by: 'manager', id: caller.id };
      const seeds: VisitSeeds = clientId ? { by: 'client', id: clientId } : own;
      return { seeds, unitIds: asked, forManager };
    }
    const visible = this.scope.visibleUnits(caller);
    const sees = clientId !== undefined && (await this.seesAllOf(clientId, caller));
    const within = visible === 'ALL' || sees ? asked : (asked ?? [...visible]).filter((id) => visible.has(id));
    if (clientId) return { seeds: { by: 'client', id: clientId }, unitIds: within };
    if (staffId) return { seeds: { by: 'staff', id: staffId }, unitIds: within };
    return { seeds: within ? { by: 'unit', ids: within } : { by: 'all' } };
  }

  /** Whether the caller sees the client's visits for the client's sake, by anybody and in any unit. */
  private async seesAllOf(clientId: string, caller: Caller): Promise<boolean> {
    const keeping = await this.keepingOf(clientId);
    return this.scope.canSeeVisit(caller, { ...keeping, staffId: '', unitId: '', takingPart: [] });
  }

  private async keepingOf(clientId: string): Promise<Pick<StoredVisit, 'rmId' | 'helperIds'>> {
    const [rmId, helperIds] = await Promise.all([this.clients.keeper(clientId), this.help.helpersOf(clientId)]);
    return { rmId, helperIds };
  }
}

function checkDate(date: string, field: readonly string[]): void {
  const { firstYear, lastYear } = chinaCalendar;
  if (!chinaCalendar.supports(date))
    throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, field));
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): VisitPlaceInList | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [plannedOn, visitId] = key;
  if (!BusinessDateSchema.safeParse(plannedOn).success || typeof visitId !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { plannedOn: plannedOn as string, visitId };
}
