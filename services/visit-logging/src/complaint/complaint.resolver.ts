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
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { COMPLAINTS } from '../consumers.js';
import { VisitLists } from '../visit/visit-lists.js';
import type { VisitView } from '../visit/visit.view.js';
import { ComplaintDesk, type ComplaintResult } from './complaint-desk.js';
import { ComplaintLists } from './complaint-lists.js';
import { AnswerComplaintInput, CloseComplaintInput, ComplaintFilter } from './complaint.inputs.js';
import { type ComplaintView, viewOfComplaint } from './complaint.view.js';

type ComplaintPayload = Payload & { readonly complaint?: ComplaintView | null };

interface ComplaintsArgs {
  readonly filter?: unknown;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The API of complaints: it translates, and decides nothing. */
@Resolver('Complaint')
export class ComplaintResolver {
  constructor(
    private readonly desk: ComplaintDesk,
    private readonly lists: ComplaintLists,
    private readonly visits: VisitLists,
    private readonly scope: UnitScope,
  ) {}

  @Mutation()
  @Allow('UNIT_HEAD')
  answerComplaint(@Args('input') given: unknown, @Context() context: RequestContext): Promise<ComplaintPayload> {
    return this.carryOut(AnswerComplaintInput, given, context, (input) => this.desk.answer(input, context));
  }

  @Mutation()
  @Allow('UNIT_HEAD')
  closeComplaint(@Args('input') given: unknown, @Context() context: RequestContext): Promise<ComplaintPayload> {
    return this.carryOut(CloseComplaintInput, given, context, (input) => this.desk.close(input, context));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(COMPLAINTS, 'directory')
  complaints(@Args() args: ComplaintsArgs, @Context() context: RequestContext): Promise<Connection<ComplaintView>> {
    const filter = parseInput(ComplaintFilter, args.filter ?? {}, ['filter']);
    if (isRejected(filter)) throw QueryRefused.of(filter);
    return this.lists.list(filter, pageSize(args.first, 20), args.after, context);
  }

  @ResolveField()
  visit(@Parent() { stored }: ComplaintView, @Context() { caller }: RequestContext): Promise<VisitView | null> {
    return this.visits.one(stored.visitId, caller);
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    given: unknown,
    context: RequestContext,
    command: (input: z.output<S>) => Promise<ComplaintResult>,
  ): Promise<ComplaintPayload> {
    const input: z.output<S> | Rejected = parseInput(schema, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const showsTexts = !this.scope.masksNames(context.caller);
    return payloadOf(await command(input), context, (complaint) => ({
      complaint: viewOfComplaint(complaint!, showsTexts),
    }));
  }
}
