import {
  addDays,
  type BusinessCalendar,
  Closing,
  type Grain,
  GRAINS,
  periodStart,
  startOfDay,
} from '@hengxin/contracts';
import type { Due } from '@hengxin/deadlines';
import {
  CALENDAR,
  Clock,
  CommandHandler,
  type CommandResult,
  Database,
  Progress,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { previousPeriod } from '../comparisons/comparison.rules.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { type Period, periodFrom } from '../kpi/period-input.rules.js';
import { MetricSet } from '../metrics/metric-set.js';
import { closingDecider, type ClosingEvent, type ClosingState } from './closing.decider.js';
import { closesOn, periodIdOf } from './closing.rules.js';
import { closings } from './closings.projection.js';
import { periodCloses } from './period-closes.deadline.js';

/** As which the service gives commands of its own. */
const SERVICE_ACTOR = { caller: { id: 'performance-kpis' } };

/** How long a closing waits until it is known, and all that was known before it is counted. */
const KNOWN_WITHIN_MS = 2_000;

interface NamedPeriod {
  readonly grain: Grain;
  readonly start: string;
}

type Closed = CommandResult<ClosingState, ClosingEvent>;

/**
 * Closes periods: by the word of head office, or by itself three working days after their end. What should have been
 * closed before the service's first start is closed by nobody but head office: a bank's history is still being loaded
 * then.
 */
@Injectable()
export class Closings implements OnApplicationBootstrap {
  constructor(
    private readonly commands: CommandHandler,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly progress: Progress,
    private readonly metrics: MetricSet,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /** The periods that run, and those whose time is still to come; each that closes lets the next one of its grain wait. */
  async onApplicationBootstrap(): Promise<void> {
    const [today, now] = [this.clock.today(), this.clock.now()];
    for (const grain of GRAINS)
      for (
        let period: Period | undefined = periodFrom(grain, periodStart(grain, today));
        period && (this.closesAt(period) ?? 0) > now;
        period = previousPeriod(this.calendar, period)
      )
        await this.letWait(period);
  }

  /** A second time the first closing stands. */
  async close(
    period: Period,
    { commandId, context }: { readonly commandId: string; readonly context: RequestContext },
  ): Promise<Closed> {
    const { grain, start } = period;
    const result = await this.commands.execute({
      aggregate: Closing,
      decider: closingDecider,
      id: periodIdOf(grain, start),
      command: {
        type: 'ClosePeriod',
        data: { ...this.factsOf(period, this.clock.now(), context.caller.id), today: this.clock.today() },
      },
      commandId,
      input: { command: 'closePeriod', grain, start },
      context,
    });
    // What the caller tells next is known to come after the closing, and what was told before is part of it.
    await this.progress.caughtUp([closings.consumer, ...FIGURE_SOURCES], KNOWN_WITHIN_MS).catch(() => undefined);
    return result;
  }

  /** The time of a period has come. Where head office was quicker, nothing happens but that the next one waits. */
  async closeByItself({ data, commandId, at }: Due<NamedPeriod>): Promise<void> {
    const { grain, start } = data;
    const period = periodFrom(grain, start);
    const today = this.clock.dayOf(at);
    const result = await this.commands.execute({
      aggregate: Closing,
      decider: closingDecider,
      id: periodIdOf(grain, start),
      command: { type: 'ClosePeriod', data: { ...this.factsOf(period, Date.parse(at), null), today } },
      commandId,
      input: { command: 'closePeriod', grain, start },
      context: SERVICE_ACTOR,
      businessDate: today,
    });
    if (!result.accepted) throw new Error(`the period ${grain} ${start} is not closed: ${result.rejection.code}`);
    await this.letWait(periodFrom(grain, addDays(period.end, 1)));
  }

  private async letWait(period: Period): Promise<void> {
    const { grain, start } = period;
    const at = this.closesAt(period);
    if (at === undefined) return;
    const waiting = { key: periodIdOf(grain, start), at: new Date(at).toISOString(), data: { grain, start } };
    await periodCloses.register(this.database, [waiting]);
  }

  /** When a period closes by itself, epoch milliseconds; undefined where the calendar ends. */
  private closesAt({ start, end }: Period): number | undefined {
    const day = this.calendar.supports(start) ? closesOn(this.calendar, end) : undefined;
    return day === undefined ? undefined : startOfDay(day, this.clock.timeZone);
  }

  private factsOf({ grain, start, end }: Period, atMs: number, closedBy: string | null) {
    const closedAt = this.clock.instant(atMs);
    return {
      periodId: periodIdOf(grain, start),
      grain,
      start,
      end,
      closedAt,
      closedBy,
      metrics: [...this.metrics.codes],
    };
  }
}
