import type { BusinessDate } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Covers } from '@hengxin/identity';
import { bigint, day, table, text } from '@hengxin/projections';
import { every, type Stop } from '@hengxin/waiting';
import type { Database } from '../database/database.js';

/** Asked that often for what other instances wrote. */
const POLL_MS = 1000;

/** A leave for which somebody covers. */
export interface Cover {
  readonly leaveId: string;
  readonly staffId: string;
  readonly coverId: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** The day on which the leave was taken back: the cover ended the day before. Null: it was not. */
  readonly cancelledOn: BusinessDate | null;
}

/** What a batch of leaves says of covers. */
export interface CoverNews {
  readonly taken: readonly Omit<Cover, 'cancelledOn'>[];
  readonly cancelled: readonly { readonly leaveId: string; readonly on: BusinessDate }[];
}

const knownCover = table('known_cover', {
  key: ['leave_id'],
  columns: {
    leave_id: text(),
    staff_id: text(),
    cover_id: text(),
    from_day: day(),
    to_day: day(),
    cancelled_on: day().orNull(),
    changed: bigint(),
  },
});
/** One that arrives again does not take a cancellation back. */
const putTaken = knownCover.putting('new', { update: 'keep' });

/** Who covers for whom, in memory, filled from the table that the consumer `covers` writes. */
export class CoverDirectory implements Covers {
  private readonly leaves = new Map<string, Cover>();
  private readonly byCover = new Map<string, Set<string>>();
  private readTo = 0;
  private stopLooking: Stop | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  /** Loads the whole and keeps it current from then on. */
  async start(): Promise<void> {
    await this.refresh();
    this.stopLooking = every(POLL_MS, () => void this.refresh().catch(this.onError));
  }

  stop(): void {
    this.stopLooking?.();
  }

  coveredBy(coverId: string, on: BusinessDate): readonly string[] {
    const leaveIds = this.byCover.get(coverId);
    if (!leaveIds) return [];
    const covered = new Set<string>();
    for (const leaveId of leaveIds) {
      const cover = this.leaves.get(leaveId)!;
      if (isOn(cover, on)) covered.add(cover.staffId);
    }
    return [...covered].sort();
  }

  /** Takes news in at once: for what this instance has just committed. */
  take({ taken, cancelled }: CoverNews): void {
    for (const cover of taken) if (!this.leaves.has(cover.leaveId)) this.keep({ ...cover, cancelledOn: null });
    for (const { leaveId, on } of cancelled) {
      const known = this.leaves.get(leaveId);
      if (known) this.keep({ ...known, cancelledOn: on });
    }
  }

  /** Reads what has changed in the table since last time. */
  async refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async read(): Promise<void> {
    const [current] = await this.database.query<{ version: number }>(VERSION, [], 'cover_version');
    const upTo = current?.version ?? 0;
    if (upTo === this.readTo) return;
    for (const cover of await this.database.query<Cover>(WRITTEN, [this.readTo, upTo], 'covers-written'))
      this.keep(cover);
    this.readTo = upTo;
  }

  private keep(cover: Cover): void {
    this.leaves.set(cover.leaveId, cover);
    const ofCover = this.byCover.get(cover.coverId) ?? new Set();
    this.byCover.set(cover.coverId, ofCover.add(cover.leaveId));
  }
}

/** A leave taken back ends the cover at once, and leaves the days before as they were. */
function isOn({ from, to, cancelledOn }: Cover, date: BusinessDate): boolean {
  return from <= date && date <= to && (cancelledOn === null || date < cancelledOn);
}

/** Writes news of covers into the table. */
export async function storeCovers(tx: Tx, { taken, cancelled }: CoverNews): Promise<void> {
  if (taken.length + cancelled.length === 0) return;
  const [next] = await tx.query<{ version: number }>(NEXT_VERSION, [], 'cover_next');
  const changed = next!.version;
  await putTaken(
    tx,
    taken.map(({ leaveId, staffId, coverId, from, to }) => ({
      ...{ leave_id: leaveId, staff_id: staffId, cover_id: coverId },
      ...{ from_day: from, to_day: to, cancelled_on: null, changed },
    })),
  );
  if (cancelled.length > 0)
    await tx.query(
      CANCEL,
      [cancelled.map(({ leaveId }) => leaveId), cancelled.map(({ on }) => on), changed],
      'covers-cancel',
    );
}

const VERSION = 'select version from cover_version';
const NEXT_VERSION = 'update cover_version set version = version + 1 returning version';

const WRITTEN = `
  select leave_id as "leaveId", staff_id as "staffId", cover_id as "coverId", from_day as "from", to_day as "to",
    cancelled_on as "cancelledOn"
  from known_cover where changed > $1 and changed <= $2`;

const CANCEL = `
  update known_cover set cancelled_on = told.day, changed = $3
  from unnest($1::text[], $2::date[]) as told (leave_id, day) where known_cover.leave_id = told.leave_id`;
