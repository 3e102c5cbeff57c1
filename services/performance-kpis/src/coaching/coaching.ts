import { addDays, type BusinessCalendar, Coaching as CoachingStreams, periodStart } from '@hengxin/contracts';
import type { Due } from '@hengxin/deadlines';
import type { Directory } from '@hengxin/identity';
import { CALENDAR, Clock, CommandHandler, deterministicId, DIRECTORY, Progress } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ClosedFigures, type PeriodClosing } from '../closings/closed-figures.js';
import { workingDaysAfter } from '../closings/closing.rules.js';
import { medianOf } from '../comparisons/comparison.rules.js';
import { FIGURE_SOURCES } from '../figures/figures.tables.js';
import { unitKey } from '../figures/scopes.rules.js';
import { type Period, periodFrom } from '../kpi/period-input.rules.js';
import { type KpiValue, MetricSet, type ScopeFigures } from '../metrics/metric-set.js';
import { coachingDecider } from './coaching.decider.js';
import { FEWEST_PEERS, furthestBelow, lowestTenth, REPLY_WITHIN_DAYS } from './coaching.rules.js';

/** As which the service gives commands of its own. */
const SERVICE_ACTOR = { caller: { id: 'performance-kpis' } };
const METRIC = 'COVERAGE';
const FIGURES_WITHIN_MS = 60_000;

/** The units of one kind at the end of a closed month, with what they showed when it was closed. */
type Peers = ReadonlyMap<string, ScopeFigures>;

/** Tells heads whose units are in the lowest tenth of their peers for two closed months running (rule 22). */
@Injectable()
export class Coaching {
  constructor(
    private readonly closed: ClosedFigures,
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly progress: Progress,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /** A month was closed: it may be the second of two, or, where it was closed late, the first. */
  async look(due: Due<{ readonly month: string }>): Promise<void> {
    const month = monthOf(due.data.month);
    // What was known before the closing is part of it: it may be on its way.
    await this.progress.caughtUp([...FIGURE_SOURCES], FIGURES_WITHIN_MS);
    await this.compare(monthOf(addDays(month.start, -1)), month, due);
    await this.compare(month, monthOf(addDays(month.end, 1)), due);
  }

  private async compare(first: Period, second: Period, due: Due<unknown>): Promise<void> {
    const closings = await Promise.all([first, second].map((period) => this.closed.closingOf(period)));
    const [closedFirst, closedSecond] = closings;
    if (!closedFirst || !closedSecond) return;
    const before = await this.shownIn(first, closedFirst);
    const now = await this.shownIn(second, closedSecond);
    // A unit may have had other peers then: each month is compared among those that there were.
    const low = new Set(before.flatMap((peers) => [...this.lowestIn(peers)]));
    for (const peers of now) {
      const noticed = [...this.lowestIn(peers)].filter((unitId) => low.has(unitId));
      if (noticed.length === 0) continue;
      const medians = this.mediansOf(peers);
      for (const unitId of noticed) {
        const figures = this.furthest(peers.get(unitId)!, medians);
        await this.give(unitId, [first, second], figures, due);
      }
    }
  }

  private unitsOn(day: string) {
    const { tree } = this.directory;
    return [...tree.unitIds()].sort().flatMap((unitId) => tree.unitPlacedOn(unitId, day) ?? []);
  }

  /** By kind of unit, where there are enough of it. */
  private async shownIn({ grain, window, end }: Period, { closedAtMs }: PeriodClosing): Promise<readonly Peers[]> {
    const found: Peers[] = [];
    for (const units of Map.groupBy(this.unitsOn(end), ({ kind }) => kind).values()) {
      if (units.length < FEWEST_PEERS) continue;
      const asked = units.map(({ unitId }) => ({ scopeKey: unitKey(unitId), grain, window }));
      const figures = await this.closed.asOf(asked, closedAtMs);
      found.push(new Map(units.map(({ unitId }, i) => [unitId, figures[i]!])));
    }
    return found;
  }

  private lowestIn(peers: Peers): ReadonlySet<string> {
    return lowestTenth(
      [...peers].map(([unitId, each]) => ({ unitId, value: this.metrics.valueOf(METRIC, each).value })),
    );
  }

  private async give(
    unitId: string,
    [first, second]: readonly [Period, Period],
    figures: KpiValue[],
    due: Due<unknown>,
  ): Promise<void> {
    const on = this.clock.dayOf(due.at);
    const noticeId = deterministicId('coaching', unitId, second.start);
    const result = await this.commands.execute({
      aggregate: CoachingStreams,
      decider: coachingDecider,
      id: noticeId,
      command: {
        type: 'GiveNotice',
        data: {
          ...{ noticeId, unitId, months: [first.start, second.start], figures },
          headId: this.headOf(unitId, on),
          givenAt: this.clock.instant(Date.parse(due.at)),
          replyDueOn: workingDaysAfter(this.calendar, on, REPLY_WITHIN_DAYS) ?? on,
        },
      },
      commandId: `${due.commandId}.${noticeId}`,
      input: { command: 'giveNotice', noticeId },
      context: SERVICE_ACTOR,
      businessDate: on,
    });
    if (!result.accepted) throw new Error(`the notice to ${unitId} was refused: ${result.rejection.code}`);
  }

  /** By metric; null where nobody has a value. */
  private mediansOf(peers: Peers): ReadonlyMap<string, number | null> {
    const figures = [...peers.values()];
    return new Map(
      this.metrics.codes.map((code): [string, number | null] => {
        const values = figures.map((each) => this.metrics.valueOf(code, each));
        return [code, medianOf(code, values).value];
      }),
    );
  }

  private furthest(own: ScopeFigures, medians: ReadonlyMap<string, number | null>): KpiValue[] {
    return furthestBelow(
      this.metrics.metrics.map(({ code, direction }) => ({
        own: this.metrics.valueOf(code, own),
        median: medians.get(code) ?? null,
        direction,
      })),
    );
  }

  private headOf(unitId: string, on: string): string | null {
    const { tree } = this.directory;
    const heads = tree.staffOf(new Set([unitId]), on).filter(({ role }) => role === 'UNIT_HEAD');
    return heads.find(({ staffId }) => tree.staffPlacedOn(staffId, on) !== undefined)?.staffId ?? null;
  }
}

const monthOf = (day: string): Period => periodFrom('MONTH', periodStart('MONTH', day));
