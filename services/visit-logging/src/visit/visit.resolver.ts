import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  type Connection,
  pageSize,
  parseInput,
  QueryRefused,
  ReadsFrom,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { ContactViews } from '../contact/contact-views.js';
import { SHOWN_VISIT } from '../consumers.js';
import { CHECKLIST_VERSION, checklistOf } from './etiquette.rules.js';
import { VisitBook } from './visit-book.js';
import { VisitFeed } from './visit-feed.js';
import { VisitLists } from './visit-lists.js';
import { type VisitPayload, VisitPayloads } from './visit-payloads.js';
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
import { VisitPreparations } from './visit-preparations.js';
import { isReady, REQUIRED_SCORE } from './visit.rules.js';
import type { VisitView } from './visit.view.js';

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
    private readonly preparations: VisitPreparations,
    private readonly contacts: ContactViews,
    private readonly payloads: VisitPayloads,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  planVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(PlanVisitInput, given, context, (input) => this.book.plan(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  setVisitGoal(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(SetVisitGoalInput, given, context, (input) => this.book.setGoal(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  startVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(StartVisitInput, given, context, (input) => this.book.start(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  endVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(EndVisitInput, given, context, (input) => this.book.end(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  reviewVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(ReviewVisitInput, given, context, (input) => this.book.review(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  cancelVisit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(CancelVisitInput, given, context, (input) => this.book.cancel(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  splitCredit(@Args('input') given: unknown, @Context() context: RequestContext): Promise<VisitPayload> {
    return this.payloads.carryOut(SplitCreditInput, given, context, (input) => this.book.splitCredit(input, context));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SHOWN_VISIT)
  async visit(@Args('id') id: string, @Context() { caller }: RequestContext): Promise<VisitView | null> {
    return (await this.lists.ofIds([id], caller))[0] ?? null;
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(...SHOWN_VISIT)
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
    const { now, parts } = await this.preparations.of(stored);
    return {
      parts,
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
}
