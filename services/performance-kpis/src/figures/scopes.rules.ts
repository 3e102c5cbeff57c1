/** A unit or a member of staff, as a number: small in memory, quick in a loop. Numbers live as long as the process. */
export type Scope = number;

/**
 * Gives each unit and each member of staff a number, and its key back. Keys: `unit:<id>`, `staff:<id>`, and
 * `direct:<id>` for what belongs to a unit itself and to none below it.
 */
export class Scopes {
  private readonly keys: string[] = [];
  private readonly staffNumbers = new Map<string, Scope>();
  private readonly unitNumbers = new Map<string, Scope>();
  private readonly directNumbers = new Map<string, Scope>();

  staff(id: string): Scope {
    return this.staffNumbers.get(id) ?? this.add(this.staffNumbers, id, staffKey(id));
  }

  unit(id: string): Scope {
    return this.unitNumbers.get(id) ?? this.add(this.unitNumbers, id, unitKey(id));
  }

  /** What belongs to a unit itself, whatever hangs below it. */
  direct(unitId: string): Scope {
    return this.directNumbers.get(unitId) ?? this.add(this.directNumbers, unitId, directKey(unitId));
  }

  key(scope: Scope): string {
    return this.keys[scope]!;
  }

  /** The id of the unit or the member of staff. */
  id(scope: Scope): string {
    const key = this.keys[scope]!;
    return key.slice(key.indexOf(':') + 1);
  }

  private add(numbers: Map<string, Scope>, id: string, key: string): Scope {
    const scope = this.keys.push(key) - 1;
    numbers.set(id, scope);
    return scope;
  }
}

export const unitKey = (id: string): string => `unit:${id}`;
export const staffKey = (id: string): string => `staff:${id}`;
export const directKey = (unitId: string): string => `direct:${unitId}`;

/** The unit of a unit's key; undefined for that of a member of staff. */
export const unitOfKey = (key: string): string | undefined =>
  key.startsWith('unit:') ? key.slice('unit:'.length) : undefined;
