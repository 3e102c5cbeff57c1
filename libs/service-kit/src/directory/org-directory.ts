import { OrgTree } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Directory } from '@hengxin/identity';
import { OrgTables, type Placements } from '@hengxin/projections';
import { every, type Stop } from '@hengxin/waiting';
import type { Database } from '../database/database.js';

/** Asked that often for what other instances wrote. */
const POLL_MS = 1000;

/** Its version is the one row of `directory_version`. */
export const directoryTables = new OrgTables({
  units: 'directory_unit',
  staff: 'directory_staff',
  version: 'changed',
  lastDays: true,
});

/** The organisation in memory, filled from the tables that the consumer `directory` writes. */
export class OrgDirectory implements Directory {
  readonly tree = new OrgTree();
  version = 0;
  private readTo = 0;
  private stopLooking: Stop | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
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

  /** Takes placements in at once: for what this instance has just committed. */
  take({ units, staff }: Placements): void {
    if (units.length + staff.length === 0) return;
    for (const unit of units) this.tree.placeUnit(unit);
    for (const person of staff) this.tree.placeStaff(person);
    this.version++;
  }

  /** Reads what has changed in the tables since last time. */
  async refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async read(): Promise<void> {
    const [current] = await this.database.query<{ version: number }>(
      'select version from directory_version',
      [],
      'directory_version',
    );
    const upTo = current?.version ?? 0;
    if (upTo === this.readTo) return;
    this.take(await directoryTables.writtenIn(this.database, this.readTo, upTo));
    this.readTo = upTo;
  }
}

/** Writes placements into the directory's tables. */
export async function storePlacements(tx: Tx, placements: Placements): Promise<void> {
  if (placements.units.length + placements.staff.length === 0) return;
  const [next] = await tx.query<{ version: number }>(
    'update directory_version set version = version + 1 returning version',
    [],
    'directory_next',
  );
  await directoryTables.put(tx, placements, next!.version);
}
