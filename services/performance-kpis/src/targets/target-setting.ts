import { chinaCalendar, type MonthTarget, periodEnd, Targets } from '@hengxin/contracts';
import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import {
  Clock,
  CommandHandler,
  type CommandResult,
  deterministicId,
  DIRECTORY,
  type RequestContext,
} from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { isPlacedIn } from '../figures/org-rows.js';
import { MetricSet } from '../metrics/metric-set.js';
import type { SetTargetsInput, TargetInput } from './target.inputs.js';
import { targetsDecider, type TargetsEvent, type TargetsState, type WantedTarget } from './target.decider.js';

/** Brings targets to a stream of their own, with what their rules need: who may set which, and what metrics there are. */
@Injectable()
export class TargetSetting {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly scope: UnitScope,
    private readonly metrics: MetricSet,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  set(input: SetTargetsInput, context: RequestContext): Promise<CommandResult<TargetsState, TargetsEvent>> {
    const { caller } = context;
    const { commandId } = input;
    const setId = deterministicId('targets', caller.id, commandId);
    return this.commands.execute({
      aggregate: Targets,
      decider: targetsDecider,
      id: setId,
      command: {
        type: 'SetTargets',
        data: {
          setId,
          setBy: caller.id,
          setAt: this.clock.instant(),
          targets: input.targets.map((target) => this.wanted(targetOf(target), caller)),
          fieldOf: (place: number) => ['input', 'targets', String(place)],
        },
      },
      commandId,
      input: { command: 'setTargets', ...input },
      context,
      fresh: true,
    });
  }

  /** A target with what its rules need to know. Without a caller: of the whole bank. */
  wanted(target: MonthTarget, caller?: Caller): WantedTarget {
    return {
      ...target,
      direction: this.metrics.metrics.find(({ code }) => code === target.metric)?.direction,
      isWithinReach: this.isKnown(target) && (caller === undefined || this.scope.canSeeFigures(caller, target)),
      opensOn: target.unitId === null ? null : (this.directory.tree.historyOf(target.unitId)[0]?.validFrom ?? null),
      isThere: this.isThere(target),
    };
  }

  /** Of a month that the calendar does not know nobody asks. */
  private isThere({ staffId, month }: MonthTarget): boolean {
    if (staffId === null || !chinaCalendar.supports(month)) return true;
    const days = { start: month, end: periodEnd('MONTH', month) };
    return isPlacedIn(this.directory.tree.placementsOf(staffId), days, undefined);
  }

  private isKnown({ unitId, staffId }: MonthTarget): boolean {
    const { tree } = this.directory;
    return unitId !== null
      ? tree.historyOf(unitId).length > 0
      : staffId !== null && tree.placementsOf(staffId).length > 0;
  }
}

const targetOf = ({ unitId, staffId, metric, month, base, stretch, challenge }: TargetInput): MonthTarget => ({
  unitId: unitId ?? null,
  staffId: staffId ?? null,
  metric,
  month,
  base: base ?? null,
  stretch: stretch ?? null,
  challenge: challenge ?? null,
});
