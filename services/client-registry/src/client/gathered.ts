import { setImmediate as turn } from 'node:timers/promises';

/**
 * Gathers what the fields of one call ask for client by client. Each client's is had once, however often it is asked
 * for, and all that is asked for in one turn of the event loop is had at once. A page resolves its fields in one turn,
 * so that it costs one look.
 */
export class Gathered<Value> {
  private readonly known = new Map<string, Promise<Value>>();
  private open: { readonly ids: string[]; readonly values: Promise<(id: string) => Value> } | undefined;

  constructor(private readonly load: (ids: readonly string[]) => Promise<(id: string) => Value>) {}

  of(id: string): Promise<Value> {
    let value = this.known.get(id);
    if (!value) this.known.set(id, (value = this.asked(id)));
    return value;
  }

  private async asked(id: string): Promise<Value> {
    this.open ??= this.begin();
    this.open.ids.push(id);
    return (await this.open.values)(id);
  }

  private begin(): NonNullable<typeof this.open> {
    const ids: string[] = [];
    const values = turn().then(() => {
      this.open = undefined;
      return this.load(ids);
    });
    return { ids, values };
  }
}
