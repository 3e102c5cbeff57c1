/** A part of a number that is more than rounding ever takes from it. */
const ROUNDED_AT_MOST = 1e-12;

/** The deposits of a client on the days before the one that is looked at, as far back as a mean reaches. */
export class DepositHistory {
  /** Of days on which deposits were known, the newest last. */
  private readonly days: number[] = [];
  private sum = 0;
  /** What stood on the day before; null where nobody knew. */
  yesterday: number | null = null;

  constructor(private readonly meanOfDays: number) {}

  push(deposits: number | null): void {
    this.yesterday = deposits;
    if (deposits === null) return;
    this.days.push(deposits);
    this.sum += deposits;
    if (this.days.length > this.meanOfDays) this.sum -= this.days.shift()!;
  }

  /**
   * In cents, rounded. Where fewer days were told than the mean is of, it is of those: a bank that has just begun to
   * tell shall hear of a fall all the same.
   */
  get mean(): number {
    return this.days.length === 0 ? 0 : Math.round(this.sum / this.days.length);
  }

  /** Whether deposits are at most so many percent of the mean, and the mean is large enough: in whole numbers. */
  isAtMost(deposits: number, percent: number, meanAtLeast: number): boolean {
    const days = this.days.length;
    if (days === 0 || this.sum < meanAtLeast * days) return false;
    const scaled = deposits * 100 * days;
    const most = percent * this.sum;
    // Beyond 2^53 both are rounded. Numbers that are not, cost ten times as much: they tell apart what is close.
    if (Math.abs(scaled - most) > ROUNDED_AT_MOST * (Math.abs(scaled) + Math.abs(most))) return scaled < most;
    return BigInt(deposits) * 100n * BigInt(days) <= BigInt(percent) * BigInt(this.sum);
  }
}
