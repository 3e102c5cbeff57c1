import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  type Connection,
  DIRECTORY,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { z } from 'zod';
import { ClientPartsQueries } from '../client-facts/client-parts.queries.js';
import { ContactViews } from '../contact/contact-views.js';
import { isEffective, isLate } from '../contact/contact.rules.js';
import type { ContactView } from '../contact/contact.view.js';
import { CLIENT_FACTS, VISIT_LIST } from '../consumers.js';
import { CHECKLIST_VERSION, checklistOf } from './etiquette.rules.js';
import { VisitBook, type VisitResult } from './visit-book.js';
import { VisitFeed } from './visit-feed.js';
import { VisitLists } from './visit-lists.js';
import {
  CancelVisitInput,
  EndVisitInput,
  PlanVisitInput,
  ReviewVisitInput,
  SetVisitGoalInput,
  SplitCreditInput,
  StartVisitInput,
  VisitFilter,
} from './visit.inputs.js';
import { isReady, type Preparation, preparationOf, REQUIRED_SCORE } from './visit.rules.js';
import type { Visit } from './visit.state.js';
import { type VisitView, viewOfVisit } from './visit.view.js';

export interface VisitPayload extends Payload {
  readonly visit?: VisitView | null;
}

interface VisitsArgs {
  readonly filter?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The API of visits: it translates, and decides nothing. */
@Resolver('Visit')
export class VisitResolver {
  constructor(
    private readonly book: VisitBook,
    private readonly lists: VisitLists,
    private readonly feed: VisitFeed,
    private readonly parts: ClientPartsQueries,
    private readonly contacts: ContactViews,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  planVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(PlanVisitInput, given, context, (input) => this.book.plan(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  setVisitGoal(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(SetVisitGoalInput, given, context, (input) => this.book.setGoal(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  startVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(StartVisitInput, given, context, (input) => this.book.start(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  endVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(EndVisitInput, given, context, (input) => this.book.end(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  reviewVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(ReviewVisitInput, given, context, (input) => this.book.review(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  cancelVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(CancelVisitInput, given, context, (input) => this.book.cancel(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  splitCredit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.carryOut(SplitCreditInput, given, context, (input) => this.book.splitCredit(input, context));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(VISIT_LIST, CLIENT_FACTS)
  async visit(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<VisitView | null> {
    return (await this.lists.ofIds([id], caller))[0] ?? null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(VISIT_LIST, CLIENT_FACTS)
  visits(@Args() args: VisitsArgs, @Context() context: RequestContext): Promise<Connection<VisitView>> {
    const filter = parseInput(VisitFilter, args.filter ?? {}, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    return this.lists.list(filter, pageSize(args.first, 20), args.after, context.caller);
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  visitChecklist(@Context() { language }: RequestContext): object[] {
    const version = CHECKLIST_VERSION;
    return checklistOf(version)!.map((line) => ({ item: line.item, text: line[language], version }));
  }

  @Subscription('reviewsDue', { resolve: (visit: VisitView) => visit })
  @Allow('RM', 'UNIT_HEAD')
  reviewsDue(@Context() context: RequestContext): AsyncIterableIterator<VisitView> {
    return this.feed.subscribe(context);
  }

  @ResolveField()
  async preparation(@Parent() { stored, showsTexts }: VisitView): Promise<object> {
    const { started } = stored;
    const now = await this.preparationNow(stored);
    return {
      parts: now.parts.map(({ refreshedBy, ...part }) => ({
        ...part,
        refreshedBy: refreshedBy === null ? null : { __typename: 'Staff', id: refreshedBy },
      })),
      score: now.score,
      required: REQUIRED_SCORE,
      ready: isReady(now),
      frozenAt: started?.startedAt ?? null,
      overrideReason: showsTexts ? (started?.overrideReason ?? null) : null,
    };
  }

  @ResolveField()
  async contact(@Parent() { stored, contact }: VisitView, @Context() { caller }: RequestContext) {
    if (contact !== undefined || !stored.ended) return contact ?? null;
    return (await this.contacts.ofIds([stored.ended.contactId], caller))[0] ?? null;
  }

  /** Frozen once the visit has started. */
  private async preparationNow({ started, goal, clientId }: Visit): Promise<Preparation> {
    if (started) return started;
    const parts = await this.parts.find(clientId);
    return preparationOf(goal, parts, this.clock.today(), (moment) => this.clock.dayOf(moment));
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    given: unknown,
    context: RequestContext,
    command: (input: z.output<S>) => Promise<VisitResult>,
  ): Promise<VisitPayload> {
    const input: z.output<S> | Rejected = parseInput(schema, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await command(input);
    if (!result.accepted) return refused(result.rejection, context);
    const { staffId, plannedOn, unitId: storedUnit } = result.state!;
    const unitId = this.directory.tree.staff(staffId, plannedOn)?.unitId ?? storedUnit ?? '';
    const visit = viewOfVisit(result.state!, unitId, !this.scope.masksNames(context.caller));
    return { visit: { ...visit, ...contactOf(visit) }, errors: [], position: result.position };
  }
}

/** The contact of a visit that has just ended: the list of contacts may not have it yet. */
function contactOf({ stored, unit, client, staff, showsTexts }: VisitView): { contact?: ContactView } {
  if (!stored.ended) return {};
  const { contactId: id, startedAt, endedAt, outcome, notes, loggedAt } = stored.ended;
  const contact: ContactView = {
    __typename: 'Contact',
    id,
    client,
    staff,
    unit,
    channel: 'VISIT',
    startedAt,
    endedAt,
    outcome,
    effective: isEffective('VISIT', outcome),
    late: isLate(endedAt, loggedAt),
    loggedAt,
    notes: showsTexts ? notes : null,
    followUpOn: null,
  };
  return { contact };
}
