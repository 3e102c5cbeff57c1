import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import { UnitScope } from '@hengxin/identity';
import {
  Allow,
  type Connection,
  pageSize,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { z } from 'zod';
import { HELP_REQUESTS } from '../consumers.js';
import { VisitLists } from '../visit/visit-lists.js';
import type { VisitView } from '../visit/visit.view.js';
import { HelpFeed } from './help-feed.js';
import { HelpLadder, type HelpResult } from './help-ladder.js';
import { HelpLists } from './help-lists.js';
import { AnswerHelpInput, AskForHelpInput, CloseHelpInput, HelpFilter } from './help.inputs.js';
import { type HelpView, viewOfHelp } from './help.view.js';

type HelpPayload = Payload & { readonly helpRequest?: HelpView | null };

interface HelpArgs {
  readonly filter?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The API of help: it translates, and decides nothing. */
@Resolver('HelpRequest')
export class HelpResolver {
  constructor(
    private readonly ladder: HelpLadder,
    private readonly lists: HelpLists,
    private readonly feed: HelpFeed,
    private readonly visits: VisitLists,
    private readonly scope: UnitScope,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  askForHelp(@Args('input') given: unknown, @Context() context: RequestContext): Promise<HelpPayload> {
    return this.carryOut(AskForHelpInput, given, context, (input) => this.ladder.ask(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  answerHelp(@Args('input') given: unknown, @Context() context: RequestContext): Promise<HelpPayload> {
    return this.carryOut(AnswerHelpInput, given, context, (input) => this.ladder.answer(input, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  closeHelp(@Args('input') given: unknown, @Context() context: RequestContext): Promise<HelpPayload> {
    return this.carryOut(CloseHelpInput, given, context, (input) => this.ladder.close(input, context));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(HELP_REQUESTS, 'directory')
  helpRequests(@Args() args: HelpArgs, @Context() context: RequestContext): Promise<Connection<HelpView>> {
    const filter = parseInput(HelpFilter, args.filter ?? {}, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    return this.lists.list(filter, pageSize(args.first, 20), args.after, context);
  }

  @Subscription('helpAsked', { resolve: (help: HelpView) => help })
  @Allow('RM', 'UNIT_HEAD')
  helpAsked(@Context() context: RequestContext): AsyncIterableIterator<HelpView> {
    return this.feed.subscribe(context);
  }

  @ResolveField()
  async visit(
    @Parent() { stored: { visitId } }: HelpView,
    @Context() { caller }: RequestContext,
  ): Promise<VisitView | null> {
    return visitId === null ? null : this.visits.one(visitId, caller);
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    given: unknown,
    context: RequestContext,
    command: (input: z.output<S>) => Promise<HelpResult>,
  ): Promise<HelpPayload> {
    const input: z.output<S> | Rejected = parseInput(schema, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const showsTexts = !this.scope.masksNames(context.caller);
    return payloadOf(await command(input), context, (help) => ({
      helpRequest: viewOfHelp(help!, context.language, showsTexts),
    }));
  }
}
