import type { Caller, ContactFacts } from '@hengxin/identity';
import { type Directory, UnitScope } from '@hengxin/identity';
import { chinaCalendar } from '@hengxin/contracts';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  DIRECTORY,
  isMoment,
  QueryRefused,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { HelpQueries } from '../help/help.queries.js';
import { type ContactSearch, ContactsQueries, type Seeds, type StoredContact } from './contacts.queries.js';
import type { ContactFilter } from './contact.inputs.js';
import type { ContactView } from './contact.view.js';
import { ContactViews } from './contact-views.js';

/** Pages read at most to fill one, where some of what is found is not to be seen. What is found by then is answered. */
const ATTEMPTS = 20;

/** Lists of contacts: where to look for what the caller may see, and page by page what is found there. */
@Injectable()
export class ContactLists {
  constructor(
    private readonly contacts: ContactsQueries,
    private readonly clients: ClientFactsQueries,
    private readonly help: HelpQueries,
    private readonly views: ContactViews,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** Refuses a member of staff or a unit outside the caller's scope. A client outside it has no contacts to show. */
  async list(
    filter: ContactFilter,
    first: number,
    after: string | null | undefined,
    caller: Caller,
  ): Promise<Connection<ContactView>> {
    const { clientId, staffId, unitId, from, to, channels, effective } = filter;
    if (staffId && !this.scope.canSeeStaff(caller, staffId))
      throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'staffId']);
    if (unitId && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    for (const [name, date] of Object.entries({ from, to })) if (date) this.checkDate(date, ['filter', name]);
    const asked = unitId && !this.isRoot(unitId) ? [...this.scope.subtree(unitId)] : undefined;
    const keeping = clientId ? await this.keepingOf(clientId) : undefined;
    const { unitIds, madeBy }: Narrowed =
      keeping && !this.scope.canSeeContact(caller, keeping) ? this.withoutClient(asked, caller) : { unitIds: asked };
    const seeds = this.seeds({ clientId, staffId, unitIds }, caller);
    const search = {
      seeds,
      clientId: clientId ?? undefined,
      staffId: staffId ?? madeBy,
      unitIds,
      from: from ?? undefined,
      to: to ?? undefined,
      channels: channels ?? undefined,
      effective: effective ?? undefined,
    };
    return this.page(search, first, after, caller, keeping?.helperIds);
  }

  async ofClient(
    clientId: string,
    first: number,
    after: string | null | undefined,
    caller: Caller,
  ): Promise<Connection<ContactView>> {
    const keeping = await this.keepingOf(clientId);
    const { unitIds, madeBy }: Narrowed = this.scope.canSeeContact(caller, keeping)
      ? {}
      : this.withoutClient(undefined, caller);
    return this.page(
      { seeds: [{ by: 'client', ids: [clientId] }], clientId, staffId: madeBy, unitIds },
      first,
      after,
      caller,
      keeping.helperIds,
    );
  }

  private async page(
    search: Omit<ContactSearch, 'limit' | 'after'>,
    first: number,
    after: string | null | undefined,
    caller: Caller,
    helperIds?: readonly string[],
  ): Promise<Connection<ContactView>> {
    let place = placeOf(after);
    let ended = false;
    const found: { stored: StoredContact; view: ContactView }[] = [];
    for (let attempt = 0; attempt < ATTEMPTS && found.length <= first && !ended; attempt++) {
      const limit = first + 1;
      const stored = await this.contacts.newest({ ...search, after: place, limit });
      for (const contact of stored) {
        const view = this.views.ofStored(contact, caller, helperIds);
        if (view) found.push({ stored: contact, view });
      }
      ended = stored.length < limit;
      place = stored.at(-1) ?? place;
    }
    return connection(
      found.slice(0, first + 1),
      { first, after },
      ({ stored }) => keyOf(stored),
      ({ view }) => view,
      ended || !place ? undefined : keyOf(place),
    );
  }

  /** By it a caller sees the client's contacts for the client's sake, by any maker and in any unit, or does not. */
  private async keepingOf(clientId: string): Promise<ContactFacts & { readonly helperIds: readonly string[] }> {
    const [rmId, helperIds] = await Promise.all([this.clients.keeper(clientId), this.help.helpersOf(clientId)]);
    return { staffId: '', unitId: '', rmId, helperIds };
  }

  /**
   * Of a client whose contacts the caller may not all see, only what is the caller's without them: made by the
   * relationship manager, or in the units below. The search itself is narrowed, so that not even the end of a page
   * tells of anything else.
   */
  private withoutClient(asked: string[] | undefined, caller: Caller): Narrowed {
    if (caller.role === 'RM') return { unitIds: asked, madeBy: caller.id };
    const visible = this.scope.visibleUnits(caller);
    if (visible === 'ALL') return { unitIds: asked };
    return { unitIds: asked ? asked.filter((unit) => visible.has(unit)) : [...visible] };
  }

  /** The narrowest indexes that hold all that is asked for and may be seen. */
  private seeds(
    {
      clientId,
      staffId,
      unitIds,
    }: { clientId: string | null | undefined; staffId: string | null | undefined; unitIds: string[] | undefined },
    caller: Caller,
  ): readonly Seeds[] {
    if (clientId) return [{ by: 'client', ids: [clientId] }];
    if (staffId) return [{ by: 'staff', ids: [staffId] }];
    if (caller.role === 'RM')
      return [
        { by: 'staff', ids: [caller.id] },
        { by: 'keeper', id: caller.id },
      ];
    if (unitIds) return [{ by: 'unit', ids: unitIds }];
    const visible = this.scope.visibleUnits(caller);
    return visible === 'ALL' ? [{ by: 'all' }] : [{ by: 'unit', ids: [...visible] }];
  }

  private isRoot(unitId: string): boolean {
    return this.directory.tree.unit(unitId, this.clock.today())?.parentId === null;
  }

  private checkDate(date: string, field: readonly string[]): void {
    const { firstYear, lastYear } = chinaCalendar;
    if (!chinaCalendar.supports(date))
      throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, field));
  }
}

interface Narrowed {
  readonly unitIds?: string[] | undefined;
  readonly madeBy?: string;
}

type Place = NonNullable<ContactSearch['after']>;

function keyOf({ startedMs, contactId }: Place): [number, string] {
  return [startedMs, contactId];
}

function placeOf(after: string | null | undefined): Place | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [startedMs, contactId] = key;
  if (!isMoment(startedMs) || typeof contactId !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { startedMs, contactId };
}
