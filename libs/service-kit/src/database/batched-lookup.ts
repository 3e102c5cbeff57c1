import { isOutage } from '@hengxin/event-bus';

interface Asked<Key, Value> {
  readonly key: Key;
  resolve(value: Value | undefined): void;
  reject(error: unknown): void;
}

/**
 * Look-ups of calls that run at the same time share a statement. When nothing is under way one goes out at once, so
 * that a single call waits for nobody; while statements are under way the next ones gather. For hot paths: a round trip
 * costs more than a row.
 */
export class BatchedLookup<Key, Value> {
  private asked: Asked<Key, Value>[] = [];
  private underWay = 0;

  constructor(
    /** Values by the text of their keys; a missing one is undefined for who asked. */
    private readonly load: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>,
    private readonly textOf: (key: Key) => string = String,
    private readonly limits: { readonly statements: number; readonly keys: number } = { statements: 2, keys: 500 },
  ) {}

  find(key: Key): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      this.asked.push({ key, resolve, reject });
      if (this.underWay < this.limits.statements && this.asked.length === 1) queueMicrotask(() => void this.send());
    });
  }

  /**
   * What one key makes fail, as a character no database can hold, is not to fail for the others: then each is asked for
   * by itself.
   */
  private async answer(batch: readonly Asked<Key, Value>[]): Promise<void> {
    try {
      const values = await this.load(batch.map(({ key }) => key));
      for (const { key, resolve } of batch) resolve(values.get(this.textOf(key)));
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) return batch.forEach(({ reject }) => reject(error));
      for (const each of batch) await this.answer([each]);
    }
  }

  private async send(): Promise<void> {
    if (this.asked.length === 0 || this.underWay >= this.limits.statements) return;
    const batch = this.asked.splice(0, this.limits.keys);
    this.underWay++;
    try {
      await this.answer(batch);
    } finally {
      this.underWay--;
      void this.send();
    }
  }
}
