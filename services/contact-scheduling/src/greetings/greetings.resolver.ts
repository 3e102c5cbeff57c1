import {
  addDays,
  type BusinessCalendar,
  type BusinessDate,
  daysBetween,
  type Festival,
  festivalsBetween,
} from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  CALENDAR,
  CALENDAR_CONSUMER,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CLIENT_FACTS, GREETINGS } from '../consumers.js';
import { checkDate } from '../plan/calendar.rules.js';
import { GreetingDesk } from './greeting-desk.js';
import { RecordGreetingsInput } from './greeting.inputs.js';
import { mayBeGreeted, opensOn, opensProvisionally } from './greeting.policy.js';
import { greetingRejections } from './greeting.rejections.js';
import { type GreetingClient, greetingKey, GreetingsQueries } from './greetings.queries.js';

const DAYS_SHOWN = 90;
const MOST_DAYS = 366;

/** `GreetingList` of the schema, with those who stand on it. */
interface GreetingListView extends Festival {
  readonly opensOn: BusinessDate;
  readonly provisional: boolean;
  readonly members: readonly { readonly clientId: string; readonly isGreeted: boolean }[];
  readonly toGreet: number;
  readonly greeted: number;
}

interface ClientRef {
  readonly __typename: 'Client';
  readonly id: string;
}

@Resolver('GreetingList')
export class GreetingsResolver {
  constructor(
    private readonly queries: GreetingsQueries,
    private readonly desk: GreetingDesk,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  @Query()
  @Allow('RM')
  @ReadsFrom(CLIENT_FACTS, GREETINGS, CALENDAR_CONSUMER)
  async greetings(
    @Args() asked: { from?: string | null; to?: string | null },
    @Context() { caller }: RequestContext,
  ): Promise<GreetingListView[]> {
    for (const name of ['from', 'to'] as const) {
      const outside = asked[name] ? checkDate(asked[name], [name]) : undefined;
      if (outside) throw QueryRefused.of(outside);
    }
    const from = asked.from ?? this.clock.today();
    const to = asked.to ?? addDays(from, DAYS_SHOWN);
    if (to < from || daysBetween(from, to) >= MOST_DAYS)
      throw QueryRefused.of(greetingRejections.GREETINGS_SPAN({ from, to, most: MOST_DAYS }));
    const known = festivalsBetween(from, to).filter(({ date }) => this.calendar.supports(date));
    return this.lists(caller.id, known);
  }

  @Mutation()
  @Allow('RM')
  async recordGreetings(
    @Args('input') given: unknown,
    @Context() context: RequestContext,
  ): Promise<Payload & { greetingList?: GreetingListView | null }> {
    const input = parseInput(RecordGreetingsInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const outside = checkDate(input.date, ['input', 'date']);
    if (outside) return refused(outside.rejection, context);
    const result = await this.desk.record(input, context);
    if (!result.accepted) return refused(result.rejection, context);
    const { festival, date } = input;
    const [list] = await this.lists(context.caller.id, [{ festival, date }], result.state);
    return { greetingList: list ?? null, errors: [], position: result.position };
  }

  @ResolveField()
  clients(
    @Parent() { members }: GreetingListView,
    @Args() asked: { first?: number | null; after?: string | null; greeted?: boolean | null },
  ): Connection<ClientRef> {
    const first = pageSize(asked.first, 50);
    const place = placeOf(asked.after);
    const rows = members.filter(
      ({ clientId, isGreeted }) =>
        (asked.greeted == null || isGreeted === asked.greeted) && (place === undefined || clientId > place),
    );
    return connection(
      rows.slice(0, first + 1),
      { first, after: asked.after },
      ({ clientId }) => [clientId],
      ({ clientId }): ClientRef => ({ __typename: 'Client', id: clientId }),
    );
  }

  /** `greetedNow`: those whom a command has just greeted, of whom the read model need not know yet. */
  private async lists(
    staffId: string,
    festivals: readonly Festival[],
    greetedNow: ReadonlySet<string> = new Set(),
  ): Promise<GreetingListView[]> {
    const today = this.clock.today();
    const dates = festivals.map(({ date }) => date);
    const clients = festivals.length === 0 ? [] : await this.queries.portfolio(staffId, today, dates);
    const listed = clients.filter(({ consents }) => mayBeGreeted(consents, today));
    return festivals.map((festival) => this.list(festival, listed, greetedNow));
  }

  private list(
    { festival, date }: Festival,
    clients: readonly GreetingClient[],
    greetedNow: ReadonlySet<string>,
  ): GreetingListView {
    const key = greetingKey(festival, date);
    const members = clients.map(({ clientId, greeted }) => ({
      clientId,
      isGreeted: greeted.includes(key) || greetedNow.has(clientId),
    }));
    const greeted = members.filter(({ isGreeted }) => isGreeted).length;
    const toGreet = members.length - greeted;
    const provisional = opensProvisionally(date, this.calendar);
    return { festival, date, opensOn: opensOn(date, this.calendar), provisional, members, toGreet, greeted };
  }
}

/** Where a page begins. */
function placeOf(after: string | null | undefined): string | undefined {
  const key = decodeCursor(after, 1);
  if (!key) return undefined;
  if (typeof key[0] !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return key[0];
}
