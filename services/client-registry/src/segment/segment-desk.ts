import { Segment } from '@hengxin/contracts';
import { Clock, CommandHandler, type CommandResult, deterministicId, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { FilterScope } from './filter-scope.js';
import { type SegmentCommand, segmentDecider, type SegmentEvent, type StoredSegment } from './segment.decider.js';
import { conditionsOf, type SegmentFilter, spelt } from './segment-filter.rules.js';
import type { RetireSegmentInput, SaveSegmentInput } from './segment.inputs.js';
import { SegmentsQueries } from './segments.queries.js';

export type SegmentResult = CommandResult<StoredSegment | null, SegmentEvent>;

/** Brings commands about segments to their streams. */
@Injectable()
export class SegmentDesk {
  constructor(
    private readonly commands: CommandHandler,
    private readonly segments: SegmentsQueries,
    private readonly filters: FilterScope,
    private readonly clock: Clock,
  ) {}

  async save(input: SaveSegmentInput, context: RequestContext): Promise<SegmentResult> {
    const { caller } = context;
    const at = ['input', 'filter'];
    const forbidden =
      this.filters.refusal(input.filter, caller, at) ?? (await this.filters.tooWide(input.filter, caller, at)) ?? null;
    const segmentId = input.segmentId ?? deterministicId('segment', caller.id, input.commandId);
    const kept = await this.segments.ofStaff(caller.id);
    const others = kept.filter((segment) => segment.segmentId !== segmentId);
    const data = {
      ...this.given(segmentId, context),
      ...{ name: input.name, filter: spelt(input.filter), isNamed: input.segmentId != null, forbidden },
      kept: kept.length,
      conditions: { own: conditionsOf(input.filter), others: sumOf(others.map(conditionsOfKept)) },
    };
    const command: SegmentCommand = { type: 'SaveSegment', data };
    return this.execute(command, { command: 'saveSegment', ...input }, context);
  }

  retire(input: RetireSegmentInput, context: RequestContext): Promise<SegmentResult> {
    const command: SegmentCommand = { type: 'RetireSegment', data: this.given(input.segmentId, context) };
    return this.execute(command, { command: 'retireSegment', ...input }, context);
  }

  private given(segmentId: string, { caller }: RequestContext) {
    return { segmentId, staffId: caller.id, now: this.clock.instant(), today: this.clock.today() };
  }

  private execute(
    command: SegmentCommand,
    input: { readonly command: string; readonly commandId: string },
    context: RequestContext,
  ): Promise<SegmentResult> {
    return this.commands.execute<SegmentCommand, SegmentEvent, StoredSegment | null>({
      ...{ aggregate: Segment, decider: segmentDecider, id: command.data.segmentId },
      ...{ command, commandId: input.commandId, input, context },
    });
  }
}

function conditionsOfKept({ filter }: StoredSegment): number {
  return conditionsOf(JSON.parse(filter) as SegmentFilter);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
