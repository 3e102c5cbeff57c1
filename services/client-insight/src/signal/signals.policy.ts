import {
  type BusinessDate,
  chinaCalendar,
  dateOfDayNumber,
  dayNumber,
  type HoldingRow,
  type SignalKind,
} from '@hengxin/contracts';
import { yuanOf } from '../holding/money.rules.js';
import { DepositHistory } from './deposit-history.policy.js';
import { balanceAt, isOpenAt, type Standing, standingOf } from './standing.policy.js';

/** What makes a signal fire. Days are whole days, amounts cents. */
export interface SignalThresholds {
  readonly maturesWithinDays: number;
  readonly fallToPercent: number;
  readonly meanOfDays: number;
  readonly meanAtLeastCents: number;
  readonly inflowCents: number;
  readonly dormantDays: number;
  readonly dormantDepositsCents: number;
  /** A kind fires once in so many days. */
  readonly onceInDays: number;
  /** Days on which a signal is alive, the one on which it fires included. */
  readonly aliveDays: number;
}

/** Rule 20's numbers, where the bank sets no others. */
export const SIGNAL_THRESHOLDS: SignalThresholds = {
  maturesWithinDays: 7,
  fallToPercent: 70,
  meanOfDays: 30,
  meanAtLeastCents: 10_000_00,
  inflowCents: 100_000_00,
  dormantDays: 90,
  dormantDepositsCents: 1_000_00,
  onceInDays: 14,
  aliveDays: 14,
};

/** A fact mined from data that makes a client worth contacting, with what made it fire. */
export interface Signal {
  readonly kind: SignalKind;
  readonly firedOn: BusinessDate;
  /** The last day on which it is alive. */
  readonly lapsesOn: BusinessDate;
  readonly label: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/**
 * The signals of a client up to a day, from all that was told of its holdings: each day is looked at with the rows told
 * for it and for the days before, so that neither the order in which they came nor their repetition changes anything.
 * A kind that has fired does not fire again within 14 days. Days to come may be asked for: they say what time alone
 * brings. The day on which it fires counts among those on which it is alive.
 */
export function signalsUntil(
  rows: readonly HoldingRow[],
  until: BusinessDate,
  thresholds: SignalThresholds = SIGNAL_THRESHOLDS,
): Signal[] {
  // No file brings a day that the calendar does not know.
  const inOrder = rows
    .filter(({ asOf }) => chinaCalendar.supports(asOf))
    .map(standingOf)
    .sort((a, b) => a.asOf - b.asOf || compareText(a.holdingId, b.holdingId));
  const watch = new Watch(thresholds);
  const last = dayNumber(until);
  let next = 0;
  for (let day = inOrder[0]?.asOf ?? last + 1; day <= last; day++) {
    const from = next;
    while (next < inOrder.length && inOrder[next]!.asOf === day) next++;
    watch.pass(day, from === next ? NOTHING : inOrder.slice(from, next));
  }
  return watch.fired;
}

const NOTHING: readonly Standing[] = [];

/**
 * What stands of a client on the day that is looked at, which follows the day looked at before. Most days tell nothing
 * and close nothing, and years of them are passed for each client: what stands is gone through when it changes.
 */
class Watch {
  readonly fired: Signal[] = [];
  private readonly standing = new Map<string, Standing>();
  private readonly deposits: DepositHistory;
  private readonly lastFired = new Map<SignalKind, number>();
  private lastChange = Number.NEGATIVE_INFINITY;
  /** Null before the first deposit was told: nothing is known of how much there is. */
  private depositsNow: number | null = null;
  /** The next day on which a holding is announced to be closed. */
  private nextClosing = Number.POSITIVE_INFINITY;
  /** The first day on which a holding may be near its maturity. */
  private nextMaturing = Number.POSITIVE_INFINITY;

  constructor(private readonly thresholds: SignalThresholds) {
    this.deposits = new DepositHistory(thresholds.meanOfDays);
  }

  pass(day: number, told: readonly Standing[]): void {
    const early = told.length === 0 && day < this.nextClosing ? NOTHING : this.change(day, told);
    const deposits = this.depositsNow;
    this.maturing(day);
    this.inflow(day, deposits);
    this.fall(day, deposits);
    this.closedEarly(day, early);
    this.dormant(day, deposits);
    this.deposits.push(deposits);
  }

  /** Takes what a day changes. Answers which holdings it closes before their maturity. */
  private change(day: number, told: readonly Standing[]): Standing[] {
    const early = [...this.closing(day, told), ...told.filter((each) => this.take(day, each))];
    this.depositsNow = this.sumOfDeposits(day);
    this.nextClosing = Number.POSITIVE_INFINITY;
    this.nextMaturing = Number.POSITIVE_INFINITY;
    for (const { closed, matures, tellsMaturity } of this.standing.values()) {
      if (closed > day) this.nextClosing = Math.min(this.nextClosing, closed);
      if (tellsMaturity && matures >= day)
        this.nextMaturing = Math.min(this.nextMaturing, matures - this.thresholds.maturesWithinDays);
    }
    return early;
  }

  /** What a row told for this day replaces. Answers whether it says that the holding was closed before its maturity. */
  private take(day: number, now: Standing): boolean {
    const before = this.standing.get(now.holdingId);
    this.standing.set(now.holdingId, now);
    if (!before || balanceAt(before, day - 1) !== balanceAt(now, day)) this.lastChange = day;
    // One that is told first when it is closed already is news while its signal would be alive.
    const isNews = before ? isOpenAt(before, day - 1) : day - now.closed < this.thresholds.aliveDays;
    return isNews && !isOpenAt(now, day) && now.closed < now.matures;
  }

  /**
   * Holdings whose announced day of closing has come, unless a row of that day says otherwise. Those that were closed
   * before their maturity are answered.
   */
  private closing(day: number, told: readonly Standing[]): Standing[] {
    const early: Standing[] = [];
    for (const each of this.standing.values()) {
      if (each.closed !== day || told.some(({ holdingId }) => holdingId === each.holdingId)) continue;
      if (each.balanceCents !== 0) this.lastChange = day;
      if (each.closed < each.matures) early.push(each);
    }
    return early;
  }

  private sumOfDeposits(day: number): number | null {
    let sum: number | null = null;
    for (const each of this.standing.values()) if (each.isDeposit) sum = (sum ?? 0) + balanceAt(each, day);
    return sum;
  }

  private maturing(day: number): void {
    if (day < this.nextMaturing || this.hasFiredLately('DEPOSIT_MATURING', day)) return;
    let first: Standing | undefined;
    for (const each of this.standing.values()) {
      const left = each.matures - day;
      if (!each.tellsMaturity || left < 0 || left > this.thresholds.maturesWithinDays || !isOpenAt(each, day)) continue;
      if (!first || byMaturity(each, first) < 0) first = each;
    }
    if (!first) return;
    const maturesOn = dateOfDayNumber(first.matures);
    const facts = { ...factsOf(first), maturesOn, balance: yuanOf(first.balanceCents) };
    this.fire('DEPOSIT_MATURING', day, facts, first.name, maturesOn);
  }

  private inflow(day: number, deposits: number | null): void {
    const before = this.depositsBefore(day);
    if (deposits === null || before === null || deposits - before < this.thresholds.inflowCents) return;
    this.fire('LARGE_INFLOW', day, { increase: yuanOf(deposits - before), deposits: yuanOf(deposits) });
  }

  /** Those of the day before: nothing where each deposit was opened since; null where nobody knows. */
  private depositsBefore(day: number): number | null {
    if (this.deposits.yesterday !== null) return this.deposits.yesterday;
    for (const { isDeposit, opened } of this.standing.values()) if (isDeposit && opened < day) return null;
    return 0;
  }

  private fall(day: number, deposits: number | null): void {
    const { fallToPercent, meanAtLeastCents } = this.thresholds;
    if (this.hasFiredLately('BALANCE_FALL', day)) return;
    if (deposits === null || !this.deposits.isAtMost(deposits, fallToPercent, meanAtLeastCents)) return;
    this.fire('BALANCE_FALL', day, { deposits: yuanOf(deposits), mean: yuanOf(this.deposits.mean) });
  }

  private closedEarly(day: number, early: readonly Standing[]): void {
    if (early.length === 0) return;
    const [first] = [...early].sort((a, b) => compareText(a.holdingId, b.holdingId));
    if (!first) return;
    const days = { closedOn: dateOfDayNumber(first.closed), maturesOn: dateOfDayNumber(first.matures) };
    this.fire('PRODUCT_CLOSED', day, { ...factsOf(first), ...days }, first.name);
  }

  private dormant(day: number, deposits: number | null): void {
    const { dormantDays, dormantDepositsCents } = this.thresholds;
    if (this.hasFiredLately('DORMANT', day)) return;
    const days = day - this.lastChange;
    if (deposits === null || deposits < dormantDepositsCents || days < dormantDays) return;
    this.fire('DORMANT', day, { days: String(days), deposits: yuanOf(deposits) });
  }

  private hasFiredLately(kind: SignalKind, day: number): boolean {
    const last = this.lastFired.get(kind);
    return last !== undefined && day - last < this.thresholds.onceInDays;
  }

  private fire(
    kind: SignalKind,
    day: number,
    facts: Readonly<Record<string, string>>,
    label: string | null = null,
    lapsesOn?: BusinessDate,
  ): void {
    if (this.hasFiredLately(kind, day)) return;
    this.lastFired.set(kind, day);
    this.fired.push({
      kind,
      firedOn: dateOfDayNumber(day),
      lapsesOn: lapsesOn ?? dateOfDayNumber(day + this.thresholds.aliveDays - 1),
      label,
      facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
    });
  }
}

const factsOf = ({ holdingId, productCode }: Standing) => ({ holding: holdingId, product: productCode });

/** The one that matures first, then the larger, then by its id. */
function byMaturity(a: Standing, b: Standing): number {
  return a.matures - b.matures || b.balanceCents - a.balanceCents || compareText(a.holdingId, b.holdingId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
