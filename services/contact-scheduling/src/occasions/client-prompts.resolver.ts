import { addDays, type BusinessCalendar, type BusinessDate } from '@hengxin/contracts';
import { UnitScope } from '@hengxin/identity';
import { keepersOn } from '@hengxin/projections';
import {
  CALENDAR,
  CALENDAR_CONSUMER,
  Clock,
  Database,
  ReadsFrom,
  type RequestContext,
  ScopedReference,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Resolver } from '@nestjs/graphql';
import {
  CLIENT_DATES,
  CLIENT_FACTS,
  CLIENT_PRODUCTS,
  CLIENT_SIGNALS,
  CLIENT_TOPICS,
  CONTACTS,
  DIRECTORY_CONSUMER,
  PLAYBOOKS,
  USED_TOPICS,
} from '../consumers.js';
import { candidateOf, type CandidateRow, PortfolioQueries } from '../client-facts/portfolio.queries.js';
import { nextDueOn } from '../plan/draw-plan.policy.js';
import { type PromptView, promptView } from '../plan/prompt.view.js';
import { byLapse, isOccasion, type Prompt } from '../plan/prompts.policy.js';
import { type Days, datesServedOn } from './occasions.policy.js';

/** Occasions that are shown before they are alive: those of so many days. */
const DAYS_AHEAD = 14;

interface ClientOfPlans {
  readonly __typename: 'Client';
  readonly id: string;
  readonly prompts: readonly PromptView[];
  readonly nextDueOn: BusinessDate | null;
}

/** What planning knows of a client: for those who keep the client, and for the heads above. */
@Resolver('Client')
export class ClientPromptsResolver {
  constructor(
    private readonly portfolio: PortfolioQueries,
    private readonly database: Database,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  @ScopedReference('Client', 'prompts', 'nextDueOn')
  @ReadsFrom(
    ...[CLIENT_FACTS, CLIENT_DATES, CLIENT_PRODUCTS, CLIENT_SIGNALS, CLIENT_TOPICS],
    ...[CONTACTS, DIRECTORY_CONSUMER, CALENDAR_CONSUMER, PLAYBOOKS, USED_TOPICS],
  )
  async clients(ids: readonly string[], context: RequestContext): Promise<ClientOfPlans[]> {
    const today = this.clock.today();
    const seen = await this.seen(ids, today, context);
    const rows = new Map((await this.portfolio.rowsByIds(seen)).map((row) => [row.client_id, row]));
    const ahead = addDays(today, DAYS_AHEAD);
    const served = datesServedOn(today, this.calendar);
    const days = { from: today, to: ahead > served.to ? ahead : served.to };
    return ids.map((id) => this.view(id, rows.get(id), days, context));
  }

  private async seen(ids: readonly string[], today: BusinessDate, { caller }: RequestContext): Promise<string[]> {
    if (this.scope.masksNames(caller)) return [];
    const kept = await keepersOn(
      ids.map((clientId) => ({ clientId, on: today })),
      this.database,
    );
    return kept.filter(({ rmId }) => this.scope.canSeeClient(caller, { rmId })).map(({ clientId }) => clientId);
  }

  private view(id: string, row: CandidateRow | undefined, days: Days, { language }: RequestContext): ClientOfPlans {
    if (!row) return { __typename: 'Client', id, prompts: [], nextDueOn: null };
    const client = candidateOf(row, this.clock, days, this.calendar);
    const servedBy = ({ from }: Prompt) =>
      client.lastContactOn !== null && client.lastContactOn >= from ? row.last_contact_id : null;
    // Of signals those that are alive; one that lapsed is history.
    const shown = client.prompts.filter(
      (each) => isOccasion(each) || (each.from <= days.from && days.from <= each.lapsesOn),
    );
    const prompts = shown.sort(byLapse).map((each) => promptView(each, servedBy(each), language));
    return { __typename: 'Client', id, prompts, nextDueOn: nextDueOn(client) };
  }
}
