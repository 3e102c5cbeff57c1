import type { RecordedEvent } from '@hengxin/event-sourcing';
import { LogUnavailable } from '../log-unavailable.js';

interface Asked {
  readonly stream: string;
  resolve(events: RecordedEvent[]): void;
  reject(error: unknown): void;
}

/** Statements under way at once at most. */
const AT_ONCE = 2;
const STREAMS_A_STATEMENT = 200;

/**
 * Reads of single streams, as commands make them: those asked for while others are under way share the next statement,
 * since a round trip costs more than a short stream. One alone goes out at once.
 */
export class GroupReader {
  private asked: Asked[] = [];
  private underWay = 0;
  private scheduled = false;

  constructor(
    private readonly readMany: (streams: readonly string[]) => Promise<ReadonlyMap<string, RecordedEvent[]>>,
  ) {}

  read(stream: string): Promise<RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      this.asked.push({ stream, resolve, reject });
      this.sendSoon();
    });
  }

  /** After the callbacks of this turn: those who were answered together come back together. */
  private sendSoon(): void {
    if (this.scheduled || this.underWay >= AT_ONCE || this.asked.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.send();
    });
  }

  private async send(): Promise<void> {
    const group = this.asked.splice(0, STREAMS_A_STATEMENT);
    this.underWay++;
    this.sendSoon();
    await this.answer(group);
    this.underWay--;
    this.sendSoon();
  }

  /**
   * What one stream makes fail, as an event that nobody understands, is not to fail for the others: then each is read
   * by itself.
   */
  private async answer(group: readonly Asked[]): Promise<void> {
    try {
      const found = await this.readMany([...new Set(group.map(({ stream }) => stream))]);
      for (const { stream, resolve } of group) resolve([...(found.get(stream) ?? [])]);
    } catch (error) {
      if (group.length === 1 || error instanceof LogUnavailable) return group.forEach(({ reject }) => reject(error));
      for (const each of group) await this.answer([each]);
    }
  }
}
