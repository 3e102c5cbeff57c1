import { OrgTree, type Role, type StaffPlacement, type UnitKind, type UnitPlacement } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { Directory } from '@hengxin/identity';
import type { Database } from '../database/database.js';

/** Asked that often for what other instances wrote. */
const POLL_MS = 1000;

interface UnitRow {
  unit_id: string;
  valid_from: string | null;
  parent_id: string | null;
  kind: UnitKind;
  name: string;
  changed: number;
}

interface StaffRow {
  staff_id: string;
  valid_from: string | null;
  valid_to: string | null;
  role: Role;
  unit_id: string;
  changed: number;
}

/** The organisation in memory, filled from the tables that the consumer `directory` writes. */
export class OrgDirectory implements Directory {
  readonly tree = new OrgTree();
  version = 0;
  private readTo = 0;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  /** Loads the whole and keeps it current from then on. */
  async start(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch(this.onError), POLL_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Takes placements in at once: for what this instance has just committed. */
  take(units: readonly UnitPlacement[], staff: readonly StaffPlacement[]): void {
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
    const [current] = await this.database.query<{ version: number }>('select version from directory_version', [], 'directory_version');
    const upTo = current?.version ?? 0;
    if (upTo === this.readTo) return;
    const between = [this.readTo, upTo];
    const units = await this.database.query<UnitRow>('select * from directory_unit where changed > $1 and changed <= $2', between);
    const staff = await this.database.query<StaffRow>('select * from directory_staff where changed > $1 and changed <= $2', between);
    this.take(
      units.map((row) => ({ unitId: row.unit_id, parentId: row.parent_id, kind: row.kind, name: row.name, validFrom: row.valid_from })),
      staff.map(placementOf),
    );
    this.readTo = upTo;
  }
}

/** Writes placements into the directory's tables, in the transaction of whoever heard of them. */
export async function storePlacements(tx: Tx, units: readonly UnitPlacement[], staff: readonly StaffPlacement[]): Promise<void> {
  if (units.length + staff.length === 0) return;
  const [next] = await tx.query<{ version: number }>(
    'update directory_version set version = version + 1 returning version',
    [],
    'directory_next',
  );
  const lastUnits = [...new Map(units.map((row) => [`${row.unitId}|${row.validFrom}`, row])).values()];
  const lastStaff = [...new Map(staff.map((row) => [`${row.staffId}|${row.validFrom}`, row])).values()];
  if (lastUnits.length > 0)
    await tx.query(
      `insert into directory_unit (unit_id, valid_from, parent_id, kind, name, changed)
       select u.*, $6::bigint from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[]) u
       on conflict (unit_id, valid_from) do update
         set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name, changed = excluded.changed`,
      [...columns(lastUnits, ['unitId', 'validFrom', 'parentId', 'kind', 'name']), next!.version],
      'directory_units',
    );
  if (lastStaff.length > 0)
    await tx.query(
      `insert into directory_staff (staff_id, valid_from, role, unit_id, valid_to, changed)
       select s.*, $6::bigint from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::date[]) s
       on conflict (staff_id, valid_from) do update
         set role = excluded.role, unit_id = excluded.unit_id, valid_to = excluded.valid_to, changed = excluded.changed`,
      [...columns(lastStaff, ['staffId', 'validFrom', 'role', 'unitId', 'validTo']), next!.version],
      'directory_staff',
    );
}

function placementOf({ staff_id, role, unit_id, valid_from, valid_to }: StaffRow): StaffPlacement {
  return { staffId: staff_id, role, unitId: unit_id, validFrom: valid_from, validTo: valid_to };
}

function columns<Row>(rows: readonly Row[], names: readonly (keyof Row)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name]));
}
