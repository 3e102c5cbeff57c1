import { Clock } from '../clock.js';

/** A clock that stands still until it is told to move. */
export class FixedClock extends Clock {
  private constructor(
    timeZone: string,
    private readonly hands: { ms: number },
  ) {
    super(timeZone, () => hands.ms);
  }

  static at(instant: string, timeZone = 'Asia/Shanghai'): FixedClock {
    return new FixedClock(timeZone, { ms: Date.parse(instant) });
  }

  /** Sets it to a moment, RFC 3339, earlier or later. */
  set(instant: string): void {
    this.hands.ms = Date.parse(instant);
    this.setOffset(0);
  }

  advanceMinutes(minutes: number): void {
    this.hands.ms += minutes * 60_000;
    this.tellMoved();
  }
}

/** A clock that stands at a moment, RFC 3339. */
export function fixedClock(instant = '2026-03-02T09:00:00+08:00', timeZone?: string): FixedClock {
  return FixedClock.at(instant, timeZone);
}
