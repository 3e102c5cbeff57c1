import { type BusinessDate, businessDateOf, DEFAULT_TIME_ZONE, instantOf } from '@hengxin/contracts';

/** The only source of "now" in business terms. It runs with the real clock, ahead of it by the demo clock's offset. */
export class Clock {
  private ahead = 0;
  private readonly listeners = new Set<() => void>();
  /** The day of the quarter of an hour asked for last: no zone changes its date within one. */
  private kept = { quarter: Number.NaN, date: '' };

  constructor(
    readonly timeZone: string = DEFAULT_TIME_ZONE,
    private readonly real: () => number = Date.now,
  ) {}

  /** Epoch milliseconds. */
  now(): number {
    return this.real() + this.ahead;
  }

  /** A moment, now by default, as RFC 3339 in the bank's offset. */
  instant(ms: number = this.now()): string {
    return instantOf(ms, this.timeZone);
  }

  /** The bank's business day. */
  today(): BusinessDate {
    const now = this.now();
    const quarter = Math.floor(now / 900_000);
    if (quarter !== this.kept.quarter) this.kept = { quarter, date: businessDateOf(now, this.timeZone) };
    return this.kept.date;
  }

  /** The business day of a moment, RFC 3339 or epoch ms. */
  dayOf(moment: string | number): BusinessDate {
    return businessDateOf(moment, this.timeZone);
  }

  /** How far it is ahead of the real clock; 0 where no demo clock runs. */
  get offsetMs(): number {
    return this.ahead;
  }

  /** Moves it forward to a moment. Answers false, and stays, when that would turn it back. */
  advanceTo(ms: number): boolean {
    if (ms < this.now()) return false;
    this.setOffset(ms - this.real());
    return true;
  }

  /** Takes over an offset kept elsewhere. */
  setOffset(ms: number): void {
    this.ahead = ms;
    this.tellMoved();
  }

  /** Calls the listener after each jump. Answers how to stop. */
  onMove(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  protected tellMoved(): void {
    for (const listener of this.listeners) listener();
  }
}
