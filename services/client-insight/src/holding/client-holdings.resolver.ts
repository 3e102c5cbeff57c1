import { type BusinessDate, chinaCalendar, Id } from '@hengxin/contracts';
import {
  Allow,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ClientRef } from '../client-facts/client-ref.js';
import { ClientsQueries } from '../client-facts/clients.queries.js';
import { CLIENTS, DIRECTORY_CONSUMER, HOLDINGS } from '../consumers.js';
import { CLIENT_REACH } from '../reach/reach.projection.js';
import { BALANCE_DAYS_MOST, balancesByDay, daysAsked, newestSums } from './balances.rules.js';
import { type HoldingView, openHoldings } from './holding.view.js';
import { HoldingsQueries, type KeptAside } from './holdings.queries.js';
import { yuanOf } from './money.rules.js';
import { questionRejections } from './question.rejections.js';

interface BalanceDayView {
  readonly date: BusinessDate;
  readonly deposits: string;
  readonly loans: string;
}

/** What clients have, for those who see all of them. */
@Resolver('Client')
export class ClientHoldingsResolver {
  constructor(
    private readonly holdingsTold: HoldingsQueries,
    private readonly clients: ClientsQueries,
    private readonly clock: Clock,
  ) {}

  @ScopedReference('Client')
  @ReadsFrom(CLIENTS, HOLDINGS, CLIENT_REACH, DIRECTORY_CONSUMER)
  async references(ids: readonly string[], { caller }: RequestContext): Promise<ClientRef[]> {
    const whole = await this.clients.seenWhole(ids, caller);
    return ids.map((id) => ({ __typename: 'Client', id, isWhole: whole.has(id) }));
  }

  @ResolveField()
  async holdings(@Parent() { id, isWhole }: ClientRef): Promise<HoldingView[]> {
    return isWhole ? openHoldings(await this.holdingsTold.newestOf(id), this.clock.today()) : [];
  }

  @ResolveField()
  deposits(@Parent() client: ClientRef): Promise<string | null> {
    return this.newest(client, 'deposits');
  }

  @ResolveField()
  loans(@Parent() client: ClientRef): Promise<string | null> {
    return this.newest(client, 'loans');
  }

  @ResolveField()
  async balances(
    @Parent() { id, isWhole }: ClientRef,
    @Args('from') from: BusinessDate,
    @Args('to') to: BusinessDate,
  ): Promise<BalanceDayView[]> {
    for (const [name, date] of Object.entries({ from, to })) checkDate(date, name);
    const days = daysAsked(from, to);
    if (days < 1 || days > BALANCE_DAYS_MOST)
      throw QueryRefused.of(questionRejections.BALANCE_DAYS({ from, to, days, most: BALANCE_DAYS_MOST }));
    if (!isWhole) return [];
    const today = this.clock.today();
    const last = to < today ? to : today;
    const told = await this.holdingsTold.rowsOf(id, from, last);
    return balancesByDay(told, from, last).map(({ date, deposits, loans }) => ({
      date,
      deposits: yuanOf(deposits),
      loans: yuanOf(loans),
    }));
  }

  @Query()
  @Allow('ADMIN')
  @ReadsFrom(CLIENTS, HOLDINGS)
  async holdingsKeptAside(
    @Args('first') first: number | null,
    @Args('after') after: string | null,
  ): Promise<Connection<KeptAside>> {
    const size = pageSize(first, 20);
    const rows = await this.holdingsTold.keptAside(placeOf(after), size + 1);
    return connection(rows, { first: size, after }, ({ clientId }) => [clientId]);
  }

  private async newest({ id, isWhole }: ClientRef, sum: 'deposits' | 'loans'): Promise<string | null> {
    const sums = isWhole ? newestSums(await this.holdingsTold.newestOf(id)) : undefined;
    return sums ? yuanOf(sums[sum]) : null;
  }
}

function checkDate(date: BusinessDate, name: string): void {
  const { firstYear, lastYear } = chinaCalendar;
  if (!chinaCalendar.supports(date))
    throw QueryRefused.of(sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, [name]));
}

/** Where a page begins; before all for the first. */
function placeOf(after: string | null): string {
  const key = decodeCursor(after, 1);
  if (!key) return '';
  const [clientId] = key;
  if (!Id.safeParse(clientId).success) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return clientId as string;
}
