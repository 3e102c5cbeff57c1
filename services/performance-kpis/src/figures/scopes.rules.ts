/** A unit or a member of staff, as a number: small in memory, quick in a loop. Numbers live as long as the process. */
export type Scope = number;

/** Gives each unit and each member of staff a number, and its key back. Keys: `unit:<id>`, `staff:<id>`. */
export class Scopes {
  private readonly keys: string[] = [];
  private readonly staffNumbers = new Map<string, Scope>();
  private readonly unitNumbers = new Map<string, Scope>();

  staff(id: string): Scope {
    return this.staffNumbers.get(id) ?? this.add(this.staffNumbers, id, staffKey(id));
  }

  unit(id: string): Scope {
    return this.unitNumbers.get(id) ?? this.add(this.unitNumbers, id, unitKey(id));
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
