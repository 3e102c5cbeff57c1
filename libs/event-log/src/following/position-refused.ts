/**
 * A position from which nothing can be read: it belongs to another log, or to a state of this one that a restore took
 * away.
 */
export class PositionRefused extends RangeError {
  override readonly name = 'PositionRefused';
  readonly code = 'POSITION_REFUSED';

  static beyond(position: string, end: string): PositionRefused {
    return new PositionRefused(
      `position ${position} lies beyond the end of the event log (${end}): the log was restored or is another one, so empty what was made of it and read again from the start`,
    );
  }

  static ofAnotherLog(position: string): PositionRefused {
    return new PositionRefused(
      `position ${position} is of another event log: empty what was made of that one and read from the start`,
    );
  }

  static ofEpoch(position: string, its: number, epoch: number): PositionRefused {
    return new PositionRefused(
      `position ${position} is of epoch ${its}, this event log is in epoch ${epoch}: empty what was made of the earlier one and read again from the start`,
    );
  }
}
