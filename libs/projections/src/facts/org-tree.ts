import {
  type Role,
  StaffPlaced,
  type StaffPlacement,
  type UnitKind,
  UnitPlaced,
  type UnitPlacement,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { type EventHandlers, handleEvent, type RecordedOf } from '@hengxin/event-sourcing';
import { bigint, day, text } from '../column.js';
import { type Table, table, type TableFacts } from '../table.js';

/** All that places units and people. */
export const PLACED = [UnitPlaced, StaffPlaced] as const;
export type PlacedEvent = (typeof PLACED)[number];

/** PostgreSQL's earliest day: how a placement that holds from the beginning is stored. */
export const BEGINNING = '-infinity';

/** What events place, in the order of the log. */
export interface Placements {
  readonly units: UnitPlacement[];
  readonly staff: StaffPlacement[];
}

export const noPlacements = (): Placements => ({ units: [], staff: [] });

/** Folds events into what they place. Names of people stay with the organisation service. */
export const takePlacements: EventHandlers<PlacedEvent, void, [Placements]> = {
  UnitPlaced: ({ data }, { units }) => void units.push(data),
  StaffPlaced: ({ data: { staffId, role, unitId, validFrom, validTo } }, { staff }) =>
    void staff.push({ staffId, role, unitId, validFrom, validTo: validTo ?? null }),
};

/** What these events place. */
export function placementsOf(events: readonly RecordedOf<PlacedEvent>[]): Placements {
  const told = noPlacements();
  for (const event of events) handleEvent<PlacedEvent, void, [Placements]>(event, takePlacements, told);
  return told;
}

interface OrgTableNames {
  readonly units: string;
  readonly staff: string;
  /** The column that says in which version of the tree a row was written last. */
  readonly version: string;
  /** Whether the last days of placements are kept: for saying who is there, not for saying where something belongs. */
  readonly lastDays: boolean;
}

interface UnitRow {
  readonly unit_id: string;
  readonly valid_from: string | null;
  readonly parent_id: string | null;
  readonly kind: UnitKind;
  readonly name: string;
}

interface StaffRow {
  readonly staff_id: string;
  readonly valid_from: string | null;
  readonly valid_to?: string | null;
  readonly role: Role;
  readonly unit_id: string;
}

const unitColumns = {
  unit_id: text(),
  valid_from: day(),
  parent_id: text().orNull(),
  kind: text<UnitKind>(),
  name: text(),
};
const staffColumns = { staff_id: text(), valid_from: day(), role: text<Role>(), unit_id: text() };

/** The organisation by day in two tables: where units hang and where people work, from which day on. */
export class OrgTables {
  readonly tables: readonly TableFacts[];
  private readonly units: Table;
  private readonly staff: Table;
  private readonly version: string;

  constructor({ units, staff, version, lastDays }: OrgTableNames) {
    this.version = version;
    const written = { [version]: bigint() };
    const ofStaff = { ...staffColumns, ...(lastDays && { valid_to: day().orNull() }), ...written };
    this.units = table(units, {
      key: ['unit_id', 'valid_from'],
      columns: { ...unitColumns, ...written },
    }) as unknown as Table;
    this.staff = table(staff, { key: ['staff_id', 'valid_from'], columns: ofStaff }) as unknown as Table;
    this.tables = [this.units, this.staff];
  }

  /**
   * Writes placements as a version of the tree. Of several with one day the last one counts, as it does against what is
   * stored.
   */
  async put(tx: Tx, { units, staff }: Placements, version: number): Promise<void> {
    const common = { [this.version]: version };
    await this.units.put(
      tx,
      units.map((each) => ({ ...unitRow(each), ...common })),
    );
    await this.staff.put(
      tx,
      staff.map((each) => ({ ...staffRow(each), ...common })),
    );
  }

  /** What was written in versions after one, up to another, oldest first. */
  async writtenIn(database: Pick<Tx, 'query'>, after: number, upTo: number): Promise<Placements> {
    const units = await database.query<UnitRow>(this.readingOf(this.units), [after, upTo]);
    const staff = await database.query<StaffRow>(this.readingOf(this.staff), [after, upTo]);
    return { units: units.map(unitOf), staff: staff.map(staffOf) };
  }

  private readingOf({ name }: TableFacts): string {
    return `select * from ${name} where ${this.version} > $1 and ${this.version} <= $2 order by ${this.version}`;
  }
}

function unitRow({ unitId, validFrom, parentId, kind, name }: UnitPlacement): UnitRow {
  return { unit_id: unitId, valid_from: validFrom ?? BEGINNING, parent_id: parentId, kind, name };
}

function staffRow({ staffId, validFrom, validTo, role, unitId }: StaffPlacement): StaffRow {
  return { staff_id: staffId, valid_from: validFrom ?? BEGINNING, valid_to: validTo ?? null, role, unit_id: unitId };
}

function unitOf({ unit_id, valid_from, parent_id, kind, name }: UnitRow): UnitPlacement {
  return { unitId: unit_id, parentId: parent_id, kind, name, validFrom: dayOf(valid_from) };
}

function staffOf({ staff_id, valid_from, valid_to = null, role, unit_id }: StaffRow): StaffPlacement {
  return { staffId: staff_id, role, unitId: unit_id, validFrom: dayOf(valid_from), validTo: valid_to };
}

/**
 * Null as well as the earliest day: an instance of an earlier version may have written it while it went on beside this
 * one.
 */
function dayOf(validFrom: string | null): string | null {
  return validFrom === BEGINNING ? null : validFrom;
}
