import { randomUUID } from 'node:crypto';
import { OrgTree } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { OrgTables, type Placements } from '@hengxin/projections';
import { TreePlacements } from './placements.rules.js';
import type { Scopes } from './scopes.rules.js';
import { OtherCalendar } from './calendar-edition.js';

interface Version {
  readonly seq: number;
  readonly stamp: string | null;
}

const EMPTY: Version = { seq: 0, stamp: null };

/**
 * Places for as long as anything may belong to them: the last day of a placement ends no attribution. Its version is
 * that of `tree_change`.
 */
export const orgTables = new OrgTables({
  units: 'unit_placement',
  staff: 'staff_placement',
  version: 'seq',
  lastDays: false,
});

/**
 * The organisation that the figures were counted with, in memory. It changes only in transactions that recount what the
 * change touches, under an exclusive lock; everyone else shares the lock, so that no contact is attributed by a tree
 * about to go.
 */
export class TreeStore {
  private tree = new OrgTree();
  private treePlaces: TreePlacements;
  private version: Version = EMPTY;

  constructor(private readonly scopes: Scopes) {
    this.treePlaces = new TreePlacements(this.tree, scopes);
  }

  /**
   * The tree as it is for the rest of the transaction. `edition`: of what is counted with; throws OtherCalendar where
   * the tables hold another one.
   */
  async share(tx: Tx, edition: string): Promise<TreePlacements> {
    await this.refresh(tx, false, edition);
    return this.treePlaces;
  }

  /** The tree, for a change of it: everyone else waits until the transaction ends. */
  async claim(tx: Tx, edition: string): Promise<{ tree: OrgTree; places: TreePlacements }> {
    await this.refresh(tx, true, edition);
    return { tree: this.tree, places: this.treePlaces };
  }

  /**
   * Takes placements in, in memory and in the tables. If the transaction fails, the stamp is found missing and all is
   * read again.
   */
  async place(tx: Tx, placements: Placements): Promise<void> {
    const { units, staff } = placements;
    const next = { seq: this.version.seq + 1, stamp: randomUUID() };
    this.version = next;
    for (const unit of units) this.tree.placeUnit(unit);
    for (const person of staff) this.tree.placeStaff(person);
    if (units.length > 0) this.treePlaces.forgetAll();
    for (const { staffId } of staff) this.treePlaces.forgetStaff(this.scopes.staff(staffId));
    await tx.query('insert into tree_change (seq, stamp) values ($1, $2)', [next.seq, next.stamp], 'kpi_tree_change');
    await orgTables.put(tx, placements, next.seq);
  }

  private async refresh(tx: Tx, exclusive: boolean, edition: string): Promise<void> {
    const [row] = await tx.query<{ seq: number | string | null; stamp: string | null; calendar: string | null }>(
      'select tree_seq as seq, tree_stamp as stamp, calendar from lock_tree($1)',
      [exclusive],
      'kpi_lock_tree',
    );
    if (row!.calendar !== edition) throw new OtherCalendar();
    const current = { seq: Number(row!.seq ?? 0), stamp: row!.stamp };
    if (current.stamp === this.version.stamp) return;
    const after = (await this.isAncestor(tx)) ? this.version.seq : 0;
    if (after === 0) this.tree = new OrgTree();
    const { units, staff } = await orgTables.writtenIn(tx, after, current.seq);
    for (const unit of units) this.tree.placeUnit(unit);
    for (const person of staff) this.tree.placeStaff(person);
    this.treePlaces = new TreePlacements(this.tree, this.scopes);
    this.version = current;
  }

  /** False when this process holds a tree whose transaction never committed. */
  private async isAncestor(tx: Tx): Promise<boolean> {
    if (this.version.stamp === null) return false;
    const rows = await tx.query('select 1 from tree_change where seq = $1 and stamp = $2', [
      this.version.seq,
      this.version.stamp,
    ]);
    return rows.length > 0;
  }
}
