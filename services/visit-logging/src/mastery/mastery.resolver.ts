import type { BusinessCalendar } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Caller, UnitScope } from '@hengxin/identity';
import {
  Allow,
  CALENDAR,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  pageSize,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { MASTERY_DAYS, MASTERY_LEAVES, PLAN_ITEMS, STUDY_ENTRIES } from '../consumers.js';
import { EVIDENCE_KINDS, GOAL_MINUTES, projectedOn, streaksOf } from './mastery.policy.js';
import type { StudyData } from './mastery.projection.js';
import { MasteryQueries, type StudyPlace } from './mastery.queries.js';
import { StudyDesk } from './study-desk.js';
import { LogStudyInput } from './study.inputs.js';

type StudyPayload = Payload & { readonly studyEntry?: object | null };

interface StudyArgs {
  readonly staffId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The API of learning: it translates, and decides nothing. */
@Resolver()
export class MasteryResolver {
  constructor(
    private readonly desk: StudyDesk,
    private readonly queries: MasteryQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async logStudy(@Args('input') given: unknown, @Context() context: RequestContext): Promise<StudyPayload> {
    const input = parseInput(LogStudyInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    return payloadOf(await this.desk.log(input, context), context, (entry) => ({ studyEntry: viewOf(entry) }));
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(MASTERY_DAYS, MASTERY_LEAVES, PLAN_ITEMS)
  async mastery(@Args('staffId') asked: string | null, @Context() { caller }: RequestContext): Promise<object> {
    const staffId = this.whose(asked, caller);
    const today = this.clock.today();
    const [{ minutes, last90, byKind }, plans] = await Promise.all([
      this.queries.minutes(staffId, today),
      this.queries.plans(staffId, today),
    ]);
    return {
      staff: { __typename: 'Staff', id: staffId },
      minutes,
      goalMinutes: GOAL_MINUTES,
      minutesLast90Days: last90,
      projectedOn: projectedOn(minutes, last90, today),
      ...streaksOf(plans, today, this.calendar),
      byKind: EVIDENCE_KINDS.map((kind) => ({ kind, minutes: byKind[kind] })),
    };
  }

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE')
  @ReadsFrom(STUDY_ENTRIES)
  async studyEntries(@Args() args: StudyArgs, @Context() { caller }: RequestContext): Promise<Connection<object>> {
    const staffId = this.whose(args.staffId, caller);
    const first = pageSize(args.first, 20);
    const rows = await this.queries.study(staffId, placeOf(args.after), first + 1);
    return connection(
      rows,
      { first, after: args.after },
      ({ ms, entryId }) => [ms, entryId],
      ({ data }) => viewOf(data),
    );
  }

  /** The caller's own, or that of somebody whom they see. */
  private whose(staffId: string | null | undefined, caller: Caller): string {
    if (staffId && !this.scope.canSeeStaff(caller, staffId)) throw new QueryRefused('OUT_OF_SCOPE', ['staffId']);
    return staffId ?? caller.id;
  }
}

function viewOf({ entryId: id, topic, source, startedAt, endedAt, note }: StudyData): object {
  return { id, topic, source, startedAt, endedAt, note: note ?? null };
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): StudyPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [ms, entryId] = key;
  if (!isMoment(ms) || typeof entryId !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { ms, entryId };
}
