import { Coaching as CoachingStreams, Id, isDueProvisional, line, prose } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import {
  Allow,
  Clock,
  CommandHandler,
  type Connection,
  connection,
  decodeCursor,
  DIRECTORY,
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
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { KpiQuestions } from '../kpi/kpi-questions.js';
import { MetricSet } from '../metrics/metric-set.js';
import { coachingDecider, type Notice } from './coaching.decider.js';
import { type NoticePlace, NoticeQueries, notices, type StoredNotice } from './notices.projection.js';

const ReplyInput = z.object({
  commandId: line(200),
  noticeId: Id,
  reply: prose(2000).trim().min(1),
});

/** As the schema has it. */
interface NoticeView {
  readonly id: string;
  readonly unit: { readonly id: string };
  readonly head: { readonly id: string } | null;
  readonly months: readonly string[];
  readonly figures: StoredNotice['figures'];
  readonly replyDueOn: string;
  readonly replyDueProvisional: boolean;
  readonly reply: string | null;
  readonly repliedAt: string | null;
  readonly overdue: boolean;
}

interface NoticePayload extends Payload {
  readonly notice?: NoticeView;
}

/** Coaching notices, and the replies of heads. */
@Resolver()
export class CoachingResolver {
  constructor(
    private readonly commands: CommandHandler,
    private readonly queries: NoticeQueries,
    private readonly questions: KpiQuestions,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  @Mutation()
  @Allow('UNIT_HEAD')
  async replyToNotice(@Args('input') given: unknown, @Context() context: RequestContext): Promise<NoticePayload> {
    const input = parseInput(ReplyInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { caller } = context;
    const { commandId, noticeId, reply } = input;
    const result = await this.commands.execute({
      aggregate: CoachingStreams,
      decider: coachingDecider,
      id: noticeId,
      command: {
        type: 'ReplyToNotice',
        data: {
          ...{ noticeId, reply, repliedBy: caller.id, repliedAt: this.clock.instant() },
          leads: (unitId) => this.scope.canSeeFigures(caller, { unitId }),
        },
      },
      commandId,
      input: { command: 'replyToNotice', ...input },
      context,
    });
    if (!result.accepted) return refused(result.rejection, context);
    return { notice: this.viewOf(storedOf(result.state!)), errors: [], position: result.position };
  }

  @Query()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION')
  @ReadsFrom(notices.consumer, 'directory')
  async coachingNotices(
    @Args('unitId') unitId: string | null,
    @Args('open') open: boolean | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<NoticeView>> {
    const size = pageSize(first, 20);
    const root = unitId == null ? caller.unitId : this.questions.unitOf(unitId, caller).unitId;
    const isWhole = unitId == null && this.scope.visibleUnits(caller) === 'ALL';
    if (!isWhole && root === null) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
    const units = isWhole ? null : [...this.directory.tree.subtree(root!, this.clock.today())];
    const rows = await this.queries.page(units, open ?? null, placeOf(after), size + 1);
    return connection(rows, { first: size, after }, keyOf, (row) => this.viewOf(row));
  }

  private viewOf({ id, unitId, headId, months, figures, replyDueOn, reply, repliedAt }: StoredNotice): NoticeView {
    return {
      id,
      unit: { id: unitId },
      head: headId === null ? null : { id: headId },
      months,
      figures: figures.filter(({ metric }) => this.metrics.codes.includes(metric)),
      replyDueOn,
      replyDueProvisional: isDueProvisional(replyDueOn),
      reply,
      repliedAt: repliedAt && this.clock.instant(repliedAt.getTime()),
      overdue: reply === null && this.clock.today() > replyDueOn,
    };
  }
}

function storedOf({ noticeId, givenAt, repliedAt, ...notice }: Notice): StoredNotice {
  return {
    ...notice,
    id: noticeId,
    givenAtMs: Date.parse(givenAt),
    repliedAt: repliedAt === null ? null : new Date(repliedAt),
  };
}

const keyOf = ({ givenAtMs, id }: NoticePlace) => [givenAtMs, id];

function placeOf(after: string | null): NoticePlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [givenAtMs, id] = key;
  if (!Number.isSafeInteger(givenAtMs) || (givenAtMs as number) < 0 || typeof id !== 'string')
    throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { givenAtMs: givenAtMs as number, id };
}
