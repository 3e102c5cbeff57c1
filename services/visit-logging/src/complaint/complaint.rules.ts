import { type BusinessCalendar, type BusinessDate, businessDateOf, instantOf, startOfDay } from '@hengxin/contracts';
import type { HeadedUnit } from '../help/help.rules.js';

const ANSWER_HOUR = 18;
const HOUR_MS = 3_600_000;

/** Whose a complaint is to answer. */
export interface Desk {
  readonly unitId: string;
  /** Null: neither the unit nor any above it has a head. */
  readonly addresseeId: string | null;
}

/** A complaint is to be answered by 18:00 of the last of so many working days after it came. RFC 3339. */
export function complaintDueAt(
  cameAt: string,
  workingDays: number,
  timeZone: string,
  calendar: Pick<BusinessCalendar, 'nextWorkingDay'>,
): string {
  let day: BusinessDate = businessDateOf(cameAt, timeZone);
  for (let left = workingDays; left > 0; left--) day = calendar.nextWorkingDay(day);
  return instantOf(startOfDay(day, timeZone) + ANSWER_HOUR * HOUR_MS, timeZone);
}

/**
 * The head of the unit in which it was heard; where a unit has none, the next one above that has, as rule 11 has it.
 * Where none has, it waits in the unit for the first head that it gets.
 */
export function firstDesk(above: readonly [HeadedUnit, ...HeadedUnit[]]): Desk {
  const headed = above.find(({ headId }) => headId !== null);
  return { unitId: headed?.unitId ?? above[0].unitId, addresseeId: headed?.headId ?? null };
}

/** The next head above a desk; null at the top. */
export function deskAbove({ unitId }: Desk, above: readonly HeadedUnit[]): Desk | null {
  const at = above.findIndex((unit) => unit.unitId === unitId);
  const headed = above.slice(at + 1).find(({ headId }) => headId !== null);
  return headed ? { unitId: headed.unitId, addresseeId: headed.headId } : null;
}
