import { chinaCalendar, type Channel, Id, instantOf, type Purpose, startOfDay, type Tier } from '@hengxin/contracts';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  DIRECTORY,
  pageSize,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedIn,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Keeping, keepings } from '../portfolio/assignment.rules.js';
import { consentValidAt, type ConsentWord, wordsNewestFirst } from '../consent/consent-ledger.rules.js';
import { CLIENT } from './client.projection.js';
import { lastContacts } from './last-contact.projection.js';
import { type ClientCursor, ClientsQueries } from './clients.queries.js';
import { PhoneReveals } from './phone-reveals.js';
import type { ClientView } from './client.view.js';
import { ClientViews } from './client.views.js';
import { ClientHistories } from './client-histories.js';
import { Gathered } from './gathered.js';

export interface ClientFilter {
  readonly rmId?: string | null;
  readonly unitId?: string | null;
  readonly tiers?: readonly Tier[] | null;
  readonly notContactedSince?: string | null;
}

type KeepingView = Omit<Keeping, 'rmId'> & { readonly rm: { readonly __typename: 'Staff'; readonly id: string } };

@Resolver('Client')
export class ClientQueriesResolver {
  constructor(
    private readonly views: ClientViews,
    private readonly queries: ClientsQueries,
    private readonly reveals: PhoneReveals,
    private readonly histories: ClientHistories,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, lastContacts.consumer)
  async client(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<ClientView | null> {
    const [view] = await this.views.ofIds([id], caller);
    return view && view.sight !== 'REFERENCE' ? view : null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, lastContacts.consumer)
  async clients(
    @Args('filter') filter: ClientFilter | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<ClientView>> {
    const size = pageSize(first, 20);
    const places = await this.queries.longestWithoutContact({
      rmIds: this.searched(filter ?? {}, context),
      tiers: filter?.tiers ? [...new Set(filter.tiers)] : null,
      lastContactBeforeMs: this.beginningOf(filter?.notContactedSince),
      after: placeOf(after),
      limit: size + 1,
    });
    const views = await this.views.ofIds(
      places.map(({ clientId }) => clientId),
      context.caller,
    );
    // Handed over since it was found, a client is no row of this list any more: a field that the caller may not read
    // would cost the whole page.
    const found = places.flatMap((place, i) =>
      views[i] && views[i].sight !== 'REFERENCE' ? [{ ...place, view: views[i] }] : [],
    );
    return connection(
      found,
      { first: size, after },
      ({ lastContactMs, clientId }) => [lastContactMs, clientId],
      ({ view }) => view,
    );
  }

  /**
   * Every reveal is on record before the number leaves the service: one line a client and call, however often the call
   * asks.
   */
  @ResolveField()
  async phone(
    @Parent() view: ClientView,
    @Args('reveal') reveal: boolean | null,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    const { row } = view;
    if (!reveal) return view.maskedPhone;
    if (!this.scope.canRevealPhone(context.caller, view.keeper))
      throw new QueryRefused(this.scope.masksNames(context.caller) ? 'NOT_ALLOWED' : 'OUT_OF_SCOPE', [
        'phone',
        'reveal',
      ]);
    if (row.phone !== null) await sharedIn(context, this.reveals, () => this.recorded(context)).of(row.clientId);
    return row.phone;
  }

  /** Asked of the log, and not of the row, which holds the latest word alone. */
  @ResolveField()
  async consentValid(
    @Parent() view: ClientView,
    @Args('channel') channel: Channel,
    @Args('purpose') purpose: Purpose,
    @Args('at') at: string | null,
    @Context() context: RequestContext,
  ): Promise<boolean> {
    if (view.sight === 'REFERENCE') throw new QueryRefused('OUT_OF_SCOPE', ['consentValid']);
    const { timeZone } = this.clock;
    const moment = at ?? instantOf(this.clock.now(), timeZone);
    return consentValidAt((await this.histories.of(view.id, context)).consents, channel, purpose, moment, timeZone);
  }

  /** A caller who meets the client only behind something else gets none, as with `consents`. */
  @ResolveField()
  async consentHistory(
    @Parent() view: ClientView,
    @Context() context: RequestContext,
  ): Promise<readonly ConsentWord[]> {
    return view.sight === 'REFERENCE' ? [] : wordsNewestFirst((await this.histories.of(view.id, context)).consents);
  }

  @ResolveField()
  async keepers(@Parent() view: ClientView, @Context() context: RequestContext): Promise<readonly KeepingView[]> {
    if (view.sight === 'REFERENCE') return [];
    const { assignments } = await this.histories.of(view.id, context);
    return keepings(assignments).map(({ rmId, ...days }) => ({ rm: { __typename: 'Staff', id: rmId }, ...days }));
  }

  /** Ten clients a plan, thousands of plans a second: one look at the cache for all ids of a call. */
  @ScopedReference('Client')
  async references(ids: readonly string[], { caller }: RequestContext): Promise<(ClientView | null)[]> {
    return this.views.ofIds(ids, caller);
  }

  private recorded(context: RequestContext): Gathered<void> {
    return new Gathered(async (clientIds) => {
      await this.reveals.record(clientIds, context);
      return () => undefined;
    });
  }

  /**
   * Whose clients are searched: what the filter asks for, as far as the caller may see it. Refuses what lies outside.
   */
  private searched({ rmId, unitId }: ClientFilter, { caller }: RequestContext): 'ALL' | readonly string[] {
    if (rmId != null && !this.scope.canSeeStaff(caller, rmId))
      throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'rmId']);
    if (unitId != null && !this.scope.canSeeUnit(caller, unitId))
      throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    const visible = this.scope.visibleRms(caller);
    const ofUnit = unitId == null ? 'ALL' : this.rmsOf(unitId);
    if (rmId != null) return holds(visible, rmId) && holds(ofUnit, rmId) ? [rmId] : [];
    if (ofUnit === 'ALL') return visible === 'ALL' ? 'ALL' : [...visible];
    return [...ofUnit].filter((id) => holds(visible, id));
  }

  /** The root of the tree stands for the whole bank, clients whom nobody keeps included. */
  private rmsOf(unitId: string): 'ALL' | ReadonlySet<string> {
    const isRoot = this.directory.tree.unit(unitId, this.clock.today())?.parentId === null;
    return isRoot ? 'ALL' : this.scope.staffBelow(unitId);
  }

  private beginningOf(date: string | null | undefined): number | null {
    if (date == null) return null;
    const { firstYear, lastYear } = chinaCalendar;
    if (!chinaCalendar.supports(date))
      throw QueryRefused.of(
        sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, ['filter', 'notContactedSince']),
      );
    return startOfDay(date, this.clock.timeZone);
  }
}

function holds(ids: 'ALL' | ReadonlySet<string>, id: string): boolean {
  return ids === 'ALL' || ids.has(id);
}

function placeOf(after: string | null): ClientCursor | null {
  const key = decodeCursor(after, 2);
  if (!key) return null;
  const [lastContactMs, clientId] = key;
  const isPlace = (lastContactMs === null || isMoment(lastContactMs)) && Id.safeParse(clientId).success;
  if (!isPlace) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { lastContactMs: lastContactMs as number | null, clientId: clientId as string };
}
