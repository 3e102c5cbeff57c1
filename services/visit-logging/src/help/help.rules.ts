import { type BusinessCalendar, businessDateOf, type HelpStep, instantOf, startOfDay } from '@hengxin/contracts';

const ANSWER_HOUR = 18;
const HOUR_MS = 3_600_000;

/** A unit from that of who asks upward, with its head: null where it has none but who asks. */
export interface HeadedUnit {
  readonly unitId: string;
  readonly headId: string | null;
}

/** Whom a request is addressed to. */
export interface Rung {
  readonly step: HelpStep;
  readonly unitId: string;
  /** Null: neither the unit nor any above it has a head. */
  readonly addresseeId: string | null;
}

/** Rule 11: a step is to be answered by 18:00 of the second working day after it began. RFC 3339. */
export function answerDueAt(
  beganAt: string,
  timeZone: string,
  calendar: Pick<BusinessCalendar, 'nextWorkingDay'>,
): string {
  const day = calendar.nextWorkingDay(calendar.nextWorkingDay(businessDateOf(beganAt, timeZone)));
  return instantOf(startOfDay(day, timeZone) + ANSWER_HOUR * HOUR_MS, timeZone);
}

/**
 * Rule 11: a colleague where one is named; else the head of the unit. Where a unit has no head, the next one above that
 * has; where none has, the request waits in the unit of who asks for the first head that it gets.
 */
export function firstRung(
  peer: { readonly staffId: string; readonly unitId: string } | null,
  above: readonly [HeadedUnit, ...HeadedUnit[]],
): Rung {
  if (peer) return { step: 'PEER', unitId: peer.unitId, addresseeId: peer.staffId };
  const headed = above.find(({ headId }) => headId !== null);
  return { step: 'SUB_BRANCH', unitId: headed?.unitId ?? above[0].unitId, addresseeId: headed?.headId ?? null };
}

/**
 * Rule 11: the next step up: from a colleague to the head of the unit, from there to the next head above. Null at the
 * top: nobody is above. Where a request stands with a head of another line, as after a handover, it goes on above the
 * unit of who asks by now: its own head is no step further up.
 */
export function nextRung({ step, unitId }: Rung, above: readonly HeadedUnit[]): Rung | null {
  if (step === 'BRANCH') return null;
  const place = above.findIndex((unit) => unit.unitId === unitId);
  const from = step === 'PEER' ? 0 : Math.max(place, 0) + 1;
  const headed = above.slice(from).find(({ headId }) => headId !== null);
  if (!headed) return null;
  return { step: step === 'PEER' ? 'SUB_BRANCH' : 'BRANCH', unitId: headed.unitId, addresseeId: headed.headId };
}
