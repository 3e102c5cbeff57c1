import { comparePositions, START } from '../position.js';

/** The highest place that this process has heard of: what stands no higher was stored before. */
export class HighestPlace {
  value: string = START;

  note(place: string): void {
    if (comparePositions(place, this.value) > 0) this.value = place;
  }
}
