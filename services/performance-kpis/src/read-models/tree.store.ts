import { randomUUID } from 'node:crypto';
import { OrgTree, type Role, type StaffPlacement, type UnitKind, type UnitPlacement } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { TreePlaces } from '../domain/places.js';
import type { Scopes } from '../domain/scopes.js';
import { OtherCalendar } from './calendar-edition.js';

interface Version {
  readonly seq: number;
  readonly stamp: string | null;
}

interface UnitRow {
  unit_id: string;
  valid_from: string;
  parent_id: string | null;
  kind: UnitKind;
  name: string;
}

interface StaffRow {
  staff_id: string;
  valid_from: string;
  unit_id: string;
  role: Role;
}

const EMPTY: Version = { seq: 0, stamp: null };
const BEGINNING = '-infinity';

/**
 * The organisation that the figures were counted with, in memory. It changes only in transactions that recount what the change
 * touches, under an exclusive lock; everyone else shares the lock, so that no contact is attributed by a tree about to go.
 */
export class TreeStore {
  private tree = new OrgTree();
  private treePlaces: TreePlaces;
  private version: Version = EMPTY;

  constructor(
    private readonly scopes: Scopes,
    /** The calendar that this process counts with. */
    private readonly edition: string,
  ) {
    this.treePlaces = new TreePlaces(this.tree, scopes);
  }

  /** The tree as it is for the rest of the transaction. */
  async share(tx: Tx): Promise<TreePlaces> {
    await this.refresh(tx, false);
    return this.treePlaces;
  }

  /** The tree, for a change of it: everyone else waits until the transaction ends. */
  async claim(tx: Tx): Promise<{ tree: OrgTree; places: TreePlaces }> {
    await this.refresh(tx, true);
    return { tree: this.tree, places: this.treePlaces };
  }

  /** Takes placements in, in memory and in the tables. If the transaction fails, the stamp is found missing and all is read again. */
  async place(tx: Tx, units: readonly UnitPlacement[], staff: readonly StaffPlacement[]): Promise<void> {
    const next = { seq: this.version.seq + 1, stamp: randomUUID() };
    this.version = next;
    for (const unit of units) this.tree.placeUnit(unit);
    for (const person of staff) this.tree.placeStaff(person);
    if (units.length > 0) this.treePlaces.forgetAll();
    for (const { staffId } of staff) this.treePlaces.forgetStaff(this.scopes.staff(staffId));
    await tx.query('insert into tree_change (seq, stamp) values ($1, $2)', [next.seq, next.stamp], 'kpi_tree_change');
    await this.write(tx, units, staff, next.seq);
  }

  private async write(tx: Tx, units: readonly UnitPlacement[], staff: readonly StaffPlacement[], seq: number): Promise<void> {
    const lastUnits = [...new Map(units.map((row) => [`${row.unitId} ${row.validFrom}`, row])).values()];
    const lastStaff = [...new Map(staff.map((row) => [`${row.staffId} ${row.validFrom}`, row])).values()];
    if (lastUnits.length > 0)
      await tx.query(
        `insert into unit_placement (unit_id, valid_from, parent_id, kind, name, seq)
         select u.*, $6::bigint from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[]) u
         on conflict (unit_id, valid_from) do update set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name, seq = excluded.seq`,
        [
          lastUnits.map((row) => row.unitId),
          lastUnits.map((row) => row.validFrom ?? BEGINNING),
          lastUnits.map((row) => row.parentId),
          lastUnits.map((row) => row.kind),
          lastUnits.map((row) => row.name),
          seq,
        ],
      );
    if (lastStaff.length > 0)
      await tx.query(
        `insert into staff_placement (staff_id, valid_from, unit_id, role, seq)
         select s.*, $5::bigint from unnest($1::text[], $2::date[], $3::text[], $4::text[]) s
         on conflict (staff_id, valid_from) do update set unit_id = excluded.unit_id, role = excluded.role, seq = excluded.seq`,
        [
          lastStaff.map((row) => row.staffId),
          lastStaff.map((row) => row.validFrom ?? BEGINNING),
          lastStaff.map((row) => row.unitId),
          lastStaff.map((row) => row.role),
          seq,
        ],
      );
  }

  private async refresh(tx: Tx, exclusive: boolean): Promise<void> {
    const [row] = await tx.query<{ seq: number | string | null; stamp: string | null; calendar: string | null }>(
      'select tree_seq as seq, tree_stamp as stamp, calendar from lock_tree($1)',
      [exclusive],
      'kpi_lock_tree',
    );
    if (row!.calendar !== this.edition) throw new OtherCalendar();
    const current = { seq: Number(row!.seq ?? 0), stamp: row!.stamp };
    if (current.stamp === this.version.stamp) return;
    const after = (await this.isAncestor(tx)) ? this.version.seq : 0;
    if (after === 0) this.tree = new OrgTree();
    const units = await tx.query<UnitRow>('select unit_id, valid_from::text, parent_id, kind, name from unit_placement where seq > $1', [
      after,
    ]);
    const staff = await tx.query<StaffRow>('select staff_id, valid_from::text, unit_id, role from staff_placement where seq > $1', [after]);
    for (const u of units)
      this.tree.placeUnit({ unitId: u.unit_id, parentId: u.parent_id, kind: u.kind, name: u.name, validFrom: dayOf(u.valid_from) });
    for (const s of staff) this.tree.placeStaff({ staffId: s.staff_id, role: s.role, unitId: s.unit_id, validFrom: dayOf(s.valid_from) });
    this.treePlaces = new TreePlaces(this.tree, this.scopes);
    this.version = current;
  }

  /** False when this process holds a tree whose transaction never committed. */
  private async isAncestor(tx: Tx): Promise<boolean> {
    if (this.version.stamp === null) return false;
    const rows = await tx.query('select 1 from tree_change where seq = $1 and stamp = $2', [this.version.seq, this.version.stamp]);
    return rows.length > 0;
  }
}

function dayOf(validFrom: string): string | null {
  return validFrom === BEGINNING ? null : validFrom;
}
