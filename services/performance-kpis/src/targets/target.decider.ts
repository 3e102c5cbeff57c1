import { chinaCalendar, type MonthTarget, periodEnd, TargetsSet } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import type { Direction } from '../metrics/metric.js';
import { targetRejections } from './target.rejections.js';
import { isSet, levelsInOrder, monthKnown, placeOfTwice } from './target.rules.js';

/** A target, with what its rules need to know. */
export interface WantedTarget extends MonthTarget {
  /** Which way is better; undefined for a metric that there is not. */
  readonly direction: Direction | undefined;
  /** Whether whose target it is can be seen by who sets it. */
  readonly isWithinReach: boolean;
  /** The day on which the unit opens; null for a member of staff, and for a unit that was there from the beginning. */
  readonly opensOn: string | null;
  /** Whether the member of staff works on any day of the month; true for a unit. */
  readonly isThere: boolean;
}

export type SetTargets = Command<
  'SetTargets',
  Omit<DataOf<typeof TargetsSet>, 'targets'> & {
    readonly targets: readonly WantedTarget[];
    /** Whether the same stands already, no matter who set it; undefined where that was not looked at. */
    readonly stands?: boolean;
    /** The path of a target in what was given. */
    readonly fieldOf: (place: number) => readonly string[];
  }
>;
export type TargetsEvent = EventOf<typeof TargetsSet>;
export type TargetsState = readonly MonthTarget[] | null;

/** The rules of a list of targets: all of them are set, or none. */
export const targetsDecider: Decider<SetTargets, TargetsEvent, TargetsState> = {
  initial: null,
  decide: {
    SetTargets: ({ targets, fieldOf, stands = true, ...set }, state) => {
      for (const [place, target] of targets.entries()) {
        const fault = faultOf(target, fieldOf(place));
        if (fault) return fault;
      }
      const twice = placeOfTwice(targets);
      if (twice >= 0) {
        const { metric, month } = targets[twice]!;
        return targetRejections.TARGET_TWICE({ metric, month }, fieldOf(twice));
      }
      const wanted = targets.map(({ unitId, staffId, metric, month, base, stretch, challenge }): MonthTarget => ({
        unitId,
        staffId,
        metric,
        month,
        base,
        stretch,
        challenge,
      }));
      return stands && isSame(wanted, state) ? [] : [TargetsSet.of({ ...set, targets: wanted })];
    },
  },
  evolve: { TargetsSet: ({ targets }) => targets },
};

function faultOf(target: WantedTarget, field: readonly string[]): Rejected | undefined {
  const { unitId, staffId, metric, direction, isWithinReach } = target;
  if ((unitId === null) === (staffId === null)) return targetRejections.TARGET_SCOPE_NOT_ONE({}, field);
  if (!isWithinReach)
    return unitId !== null
      ? targetRejections.TARGET_UNIT_UNKNOWN({ unitId }, [...field, 'unitId'])
      : targetRejections.TARGET_STAFF_UNKNOWN({ staffId: staffId! }, [...field, 'staffId']);
  if (direction === undefined) return targetRejections.TARGET_METRIC_UNKNOWN({ metric }, [...field, 'metric']);
  return (
    monthKnown(target, chinaCalendar, [...field, 'month']) ??
    thereInMonth(target, field) ??
    levelsInOrder(target, direction, field)
  );
}

/** Who is not there in a month reaches nothing in it. A target that stands may be taken back all the same. */
function thereInMonth(target: WantedTarget, field: readonly string[]): Rejected | undefined {
  const { unitId, staffId, month, opensOn, isThere } = target;
  if (!isSet(target)) return undefined;
  if (unitId !== null && opensOn !== null && opensOn > periodEnd('MONTH', month))
    return targetRejections.TARGET_UNIT_NOT_OPEN({ unitId, month, opensOn }, [...field, 'month']);
  if (staffId !== null && !isThere)
    return targetRejections.TARGET_STAFF_NOT_THERE({ staffId, month }, [...field, 'month']);
  return undefined;
}

const isSame = (wanted: readonly MonthTarget[], state: TargetsState): boolean =>
  state !== null && JSON.stringify(wanted) === JSON.stringify(state);
