/** Places of a whole working day; of one after a leave, while what was left lying is spread again. */
const PLACES_A_DAY = 10;
const PLACES_WHILE_SPREADING = 12;
/** Of ten places, those that promises and prompts may take before cadence had its share. */
const PLACES_FOR_WHAT_IS_DUE = 6;

/** What the calendar and the relationship manager's leaves say of a day. */
export interface Availability {
  /** By the bank's calendar, make-up working days included. */
  readonly workingDay: boolean;
  /** 0 to 1: 0 on leave, a half on half a day of it. */
  readonly availability?: number;
  /** True on the working days after a leave on which what was left lying is spread again. */
  readonly spreading?: boolean;
}

/** Places of a day: 10 x availability, rounded down; of 12 while rule 4 spreads again; 0 on a day off. */
export function capacityOf({ workingDay, availability = 1, spreading = false }: Availability): number {
  return workingDay ? Math.floor((spreading ? PLACES_WHILE_SPREADING : PLACES_A_DAY) * availability) : 0;
}

/** How many of the places promises and prompts may take first: 6 of 10, of another capacity in proportion, rounded down. */
export function placesForWhatIsDue(capacity: number): number {
  return Math.floor((capacity * PLACES_FOR_WHAT_IS_DUE) / PLACES_A_DAY);
}
