/** Addresses kept count of; more than come in a minute, and few enough for any machine. */
const ADDRESSES_KEPT = 10_000;

/** How often an address may try within a while: a few times for a person, not enough to guess anything. */
export class Attempts {
  private readonly counts = new Map<string, { count: number; until: number }>();

  constructor(
    private readonly most: number,
    private readonly withinMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts one more. False where it is one too many. */
  take(address: string): boolean {
    const now = this.now();
    const known = this.counts.get(address);
    if (known && known.until > now) return ++known.count <= this.most;
    // The one that came first is the first to go: a crowd of addresses costs no memory.
    if (this.counts.size >= ADDRESSES_KEPT) this.counts.delete(this.counts.keys().next().value!);
    this.counts.delete(address);
    this.counts.set(address, { count: 1, until: now + this.withinMs });
    return true;
  }
}
