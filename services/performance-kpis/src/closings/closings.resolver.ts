import { BusinessDateSchema, chinaCalendar, GRAINS, line, periodStart } from '@hengxin/contracts';
import { isRejected, type Rejected } from '@hengxin/event-sourcing';
import {
  Allow,
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  parseInput,
  type Payload,
  QueryRefused,
  refused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { kpiRejections } from '../kpi/kpi.rejections.js';
import type { KpiResult } from '../kpi/kpi.resolver.js';
import { dayOutside, type Period, periodOf } from '../kpi/period-input.rules.js';
import { type KpiValue, MetricSet } from '../metrics/metric-set.js';
import { ClosedFigures } from './closed-figures.js';
import { ClosingDigests } from './closing-digests.js';
import { Closings } from './closings.js';
import { type Revision, RevisionQueries } from './revisions.queries.js';

const ClosePeriodInput = z.object({
  commandId: line(200),
  period: z.object({ grain: z.enum(GRAINS), start: BusinessDateSchema }),
});
type ClosePeriodInput = z.infer<typeof ClosePeriodInput>;

const START = ['input', 'period', 'start'];

/** As the schema has it. */
interface ClosePeriodPayload extends Payload {
  readonly period?: Pick<Period, 'grain' | 'start' | 'end'>;
  readonly closedAt?: string;
}

/** As the schema has it. */
interface KpiRevision {
  readonly at: string;
  readonly changes: readonly { readonly metric: string; readonly before: KpiValue; readonly after: KpiValue }[];
}

/** Closes periods, and shows what they were when they were closed. */
@Resolver('KpiResult')
export class ClosingsResolver {
  constructor(
    private readonly closings: Closings,
    private readonly closed: ClosedFigures,
    private readonly digests: ClosingDigests,
    private readonly revised: RevisionQueries,
    private readonly metrics: MetricSet,
    private readonly clock: Clock,
  ) {}

  @Mutation()
  @Allow('HEAD_OFFICE')
  async closePeriod(@Args('input') given: unknown, @Context() context: RequestContext): Promise<ClosePeriodPayload> {
    const input = parseInput(ClosePeriodInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const period = namedBy(input);
    if (isRejected(period)) return refused(period.rejection, context);
    const result = await this.closings.close(period, { commandId: input.commandId, context });
    if (!result.accepted) return refused(result.rejection, context);
    const { grain, start, end, closedAt } = result.state!;
    return { period: { grain, start, end }, closedAt, errors: [], position: result.position };
  }

  @ResolveField('closed')
  async isClosed(@Parent() { period }: KpiResult): Promise<boolean> {
    return (await this.closed.closingOf(period)) !== undefined;
  }

  @ResolveField()
  async closedAt(@Parent() { period }: KpiResult): Promise<string | null> {
    const closing = await this.closed.closingOf(period);
    return closing ? this.clock.instant(closing.closedAtMs) : null;
  }

  @ResolveField()
  digest(@Parent() { scopeKey, period }: KpiResult): Promise<string | null> {
    return this.digests.of(scopeKey, period);
  }

  @ResolveField()
  async revisions(
    @Parent() { scopeKey, period, values }: KpiResult,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
  ): Promise<Connection<KpiRevision>> {
    const size = pageSize(first, 20);
    const asked = { scopeKey, grain: period.grain, window: period.window };
    const found = await this.revised.page(asked, placeOf(after), size + 1);
    const metrics = values.map(({ metric }) => metric);
    return connection(
      found,
      { first: size, after },
      ({ atMs }) => [atMs],
      (revision) => this.view(revision, metrics),
    );
  }

  private view({ atMs, before, after }: Revision, metrics: readonly string[]): KpiRevision {
    const changes = metrics.map((metric) => ({
      metric,
      before: this.metrics.valueOf(metric, before),
      after: this.metrics.valueOf(metric, after),
    }));
    return { at: this.clock.instant(atMs), changes: changes.filter(({ before: a, after: b }) => !isSame(a, b)) };
  }
}

const isSame = (a: KpiValue, b: KpiValue): boolean => a.numerator === b.numerator && a.denominator === b.denominator;

function namedBy({ period: { grain, start } }: ClosePeriodInput): Period | Rejected {
  const { firstYear, lastYear } = chinaCalendar;
  const date = dayOutside(chinaCalendar, grain, start);
  if (date !== undefined) return sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, START);
  const period = periodOf(grain, start);
  if (!isRejected(period)) return period;
  return kpiRejections.PERIOD_START({ start, grain, first: periodStart(grain, start) }, START);
}

function placeOf(after: string | null): number | undefined {
  const key = decodeCursor(after, 1);
  if (!key) return undefined;
  const [atMs] = key;
  if (!Number.isSafeInteger(atMs) || (atMs as number) < 0) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return atMs as number;
}
