import {
  BusinessDateSchema,
  chinaCalendar,
  type Channel,
  Id,
  Instant,
  instantOf,
  type Purpose,
  startOfDay,
  type Tier,
} from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Directory, Scope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  DIRECTORY,
  pageSize,
  parseInput,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedIn,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { consentValidAt } from '../domain/consent-ledger.js';
import { CLIENT, LAST_CONTACT } from '../read-models/client.consumers.js';
import { type ClientPlace, ClientsQueries } from '../read-models/clients.queries.js';
import { PhoneReveals } from '../read-models/phone-reveals.js';
import type { ClientView } from './client.view.js';
import { ClientViews } from './client.views.js';
import { ConsentLedgers } from './consent-ledgers.js';
import { Gathered } from './gathered.js';

export interface ClientFilter {
  readonly rmId?: string | null;
  readonly unitId?: string | null;
  readonly tiers?: readonly Tier[] | null;
  readonly notContactedSince?: string | null;
}

@Resolver('Client')
export class ClientQueriesResolver {
  constructor(
    private readonly views: ClientViews,
    private readonly queries: ClientsQueries,
    private readonly reveals: PhoneReveals,
    private readonly ledgers: ConsentLedgers,
    private readonly scope: Scope,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, LAST_CONTACT)
  async client(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<ClientView | null> {
    const [view] = await this.views.ofIds([id], caller);
    return view && view.sight !== 'REFERENCE' ? view : null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(CLIENT, LAST_CONTACT)
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
    // Handed over since it was found, a client is no row of this list any more: a field that the caller may not read would cost the whole page.
    const found = places.flatMap((place, i) => (views[i] && views[i].sight !== 'REFERENCE' ? [{ ...place, view: views[i] }] : []));
    return connection(
      found,
      size,
      ({ lastContactMs, clientId }) => [lastContactMs, clientId],
      ({ view }) => view,
    );
  }

  /** Every reveal is on record before the number leaves the service: one line a client and call, however often the call asks. */
  @ResolveField()
  async phone(
    @Parent() view: ClientView,
    @Args('reveal') reveal: boolean | null,
    @Context() context: RequestContext,
  ): Promise<string | null> {
    const { row } = view;
    if (!reveal) return view.maskedPhone;
    if (!this.scope.canRevealPhone(context.caller, view.keeper))
      throw new QueryRefused(this.scope.masksNames(context.caller) ? 'NOT_ALLOWED' : 'OUT_OF_SCOPE', ['phone', 'reveal']);
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
    if (!Instant.safeParse(moment).success)
      throw QueryRefused.of(sharedRejections.INVALID_INPUT({ path: 'at', ...NO_INSTANT }, ['consentValid', 'at']));
    return consentValidAt(await this.ledgers.of(view.id, context), channel, purpose, moment, timeZone);
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

  /** Whose clients are searched: what the filter asks for, as far as the caller may see it. Refuses what lies outside. */
  private searched({ rmId, unitId }: ClientFilter, { caller }: RequestContext): 'ALL' | readonly string[] {
    if (rmId != null && !this.scope.canSeeStaff(caller, rmId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'rmId']);
    if (unitId != null && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
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
    const day = parseInput(BusinessDateSchema, date, ['filter', 'notContactedSince']);
    if (isRejected(day)) throw QueryRefused.of(day);
    const { firstYear, lastYear } = chinaCalendar;
    if (!chinaCalendar.supports(date))
      throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, ['filter', 'notContactedSince']));
    return startOfDay(date, this.clock.timeZone);
  }
}

const NO_INSTANT = {
  en: 'must be a moment with offset as 2026-03-02T10:00:00+08:00',
  zh: '必须是带时区的时间，例如 2026-03-02T10:00:00+08:00',
};

function holds(ids: 'ALL' | ReadonlySet<string>, id: string): boolean {
  return ids === 'ALL' || ids.has(id);
}

function placeOf(after: string | null): ClientPlace | null {
  const key = decodeCursor(after, 2);
  if (!key) return null;
  const [lastContactMs, clientId] = key;
  const isPlace = (lastContactMs === null || isMoment(lastContactMs)) && Id.safeParse(clientId).success;
  if (!isPlace) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { lastContactMs: lastContactMs as number | null, clientId: clientId as string };
}
