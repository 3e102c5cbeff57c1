import { type Channel, instantOf, type Purpose, startOfDay, type Tier } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  type Connection,
  COVERS_CONSUMER,
  pageSize,
  parseInput,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedIn,
} from '@hengxin/service-kit';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Keeping, keepings } from '../portfolio/assignment.rules.js';
import { consentValidAt, type ConsentWord, wordsNewestFirst } from '../consent/consent-ledger.rules.js';
import { CLIENT } from './client.projection.js';
import { clientHelpers } from '../helpers/client-helpers.projection.js';
import { lastContacts } from './last-contact.projection.js';
import { type ClientCursor, type ClientSearch, ClientsQueries } from './clients.queries.js';
import { PhoneReveals } from './phone-reveals.js';
import type { ClientView } from './client.view.js';
import { ClientViews } from './client.views.js';
import { ClientHistories } from './client-histories.js';
import { ClientPages, placeAfter } from './client-pages.js';
import { Gathered } from './gathered.js';
import { GROUPS } from '../group/groups.projection.js';
import { clientHoldings } from '../segment/client-holdings.projection.js';
import { FilterScope } from '../segment/filter-scope.js';
import { SegmentFilter } from '../segment/segment-filter.rules.js';

/** `ClientFilter` of the schema as it comes: the filter of segments, and its tiers by their older name. */
type GivenFilter = Readonly<Record<string, unknown>> & { readonly tiers?: readonly Tier[] | null };

type KeepingView = Omit<Keeping, 'rmId'> & { readonly rm: { readonly __typename: 'Staff'; readonly id: string } };

@Resolver('Client')
export class ClientQueriesResolver {
  constructor(
    private readonly views: ClientViews,
    private readonly queries: ClientsQueries,
    private readonly pages: ClientPages,
    private readonly reveals: PhoneReveals,
    private readonly histories: ClientHistories,
    private readonly scope: UnitScope,
    private readonly filters: FilterScope,
    private readonly clock: Clock,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, lastContacts.consumer, clientHelpers.consumer, GROUPS, COVERS_CONSUMER)
  async client(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<ClientView | null> {
    const [view] = await this.views.ofIds([id], caller);
    return view && view.sight !== 'REFERENCE' ? view : null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, lastContacts.consumer, clientHoldings.consumer, COVERS_CONSUMER)
  async clients(
    @Args('filter') filter: GivenFilter | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: RequestContext,
  ): Promise<Connection<ClientView>> {
    const size = pageSize(first, 20);
    const places = await this.found(filter ?? {}, { after: placeAfter(after), limit: size + 1 }, context);
    return this.pages.of(places, { first: size, after }, context);
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
  @ScopedReference(
    'Client',
    ...(['name', 'tier', 'rm', 'kind', 'interests', 'taboos', 'preferences', 'tradingHabits', 'birthday'] as const),
    ...(['doNotContact', 'preferredChannel', 'consents', 'contactsAYear', 'lastContactAt', 'parts', 'dates'] as const),
  )
  async references(ids: readonly string[], { caller }: RequestContext): Promise<(ClientView | null)[]> {
    return this.views.ofIds(ids, caller);
  }

  private recorded(context: RequestContext): Gathered<void> {
    return new Gathered(async (clientIds) => {
      await this.reveals.record(clientIds, context);
      return () => undefined;
    });
  }

  /** Conditions that an index answers cost what the page costs; all others are asked of the caller's portfolios alone. */
  private async found(
    { tiers, ...conditions }: GivenFilter,
    page: Pick<ClientSearch, 'after' | 'limit'>,
    { caller }: RequestContext,
  ): Promise<ClientCursor[]> {
    const filter = parseInput(SegmentFilter, conditions, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    const refusal = this.filters.refusal(filter, caller, ['filter']);
    if (refusal) throw QueryRefused.of(refusal);
    const rmIds = this.filters.portfolios(filter, caller);
    const { rmId: _rm, unitId: _unit, tier, notContactedSince: since, ...others } = filter;
    const wanted = tiersOf(tiers, tier);
    if (Object.keys(others).length === 0) {
      const lastContactBeforeMs = since === undefined ? null : startOfDay(since, this.clock.timeZone);
      return this.queries.longestWithoutContact({ rmIds, tiers: wanted, lastContactBeforeMs, ...page });
    }
    const wide = await this.filters.tooWide(filter, caller, ['filter']);
    if (wide || rmIds === 'ALL') throw QueryRefused.of(wide!);
    if (wanted?.length === 0) return [];
    const whole = wanted ? { ...filter, tier: wanted } : filter;
    return this.queries.matching({ rmIds, filter: whole, day: this.filters.day(), ...page });
  }
}

function tiersOf(tiers: readonly Tier[] | null | undefined, tier: readonly Tier[] | undefined): Tier[] | null {
  if (tiers == null) return tier ? [...new Set(tier)] : null;
  return [...new Set(tiers)].filter((each) => tier?.includes(each) ?? true);
}
