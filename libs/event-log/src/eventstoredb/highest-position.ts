import { comparePositions, START } from '../position.js';

/** The highest place that this process knows of: what stands no higher was stored before. */
export class HighestPosition {
  value: string = START;

  note(place: string): void {
    if (comparePositions(place, this.value) > 0) this.value = place;
  }

  /** The log ends here, before a place that was known: a restore took away what stood behind. */
  fallBack(place: string): void {
    this.value = place;
  }
}
