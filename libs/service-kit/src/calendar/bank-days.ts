import type { BankCalendar, ToldDay } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { bigint, day, table, text } from '@hengxin/projections';
import { every, type Stop } from '@hengxin/waiting';
import type { Database } from '../database/database.js';

/** Asked that often for what other instances wrote. */
const POLL_MS = 1000;

const toldDay = table('told_day', {
  key: ['date'],
  columns: { date: day(), kind: text<ToldDay['kind']>(), changed: bigint() },
});

/** The bank's calendar in memory, filled from the table that the consumer `calendar` writes. */
export class BankDays {
  private readonly listeners = new Set<() => void>();
  private readTo = 0;
  private stopLooking: Stop | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Pick<Database, 'query'>,
    readonly calendar: BankCalendar,
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

  /** Calls the listener after each day that is known otherwise than before. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Takes days in at once: for what this instance has just committed. */
  take(days: readonly ToldDay[]): void {
    if (this.calendar.overrule(days)) for (const listener of this.listeners) listener();
  }

  /** Reads what has changed in the table since last time. */
  async refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async read(): Promise<void> {
    const [current] = await this.database.query<{ version: number }>(VERSION, [], 'calendar_version');
    const upTo = current?.version ?? 0;
    if (upTo === this.readTo) return;
    this.take(await this.database.query<ToldDay>(WRITTEN, [this.readTo, upTo], 'days-written'));
    this.readTo = upTo;
  }
}

/** Writes days into the table, the later word of one day last. */
export async function storeDays(tx: Tx, days: readonly ToldDay[]): Promise<void> {
  if (days.length === 0) return;
  const [next] = await tx.query<{ version: number }>(NEXT_VERSION, [], 'calendar_next');
  await toldDay.put(
    tx,
    days.map(({ date, kind }) => ({ date, kind, changed: next!.version })),
  );
}

/** Copies the days of another schema. */
export async function copyDays(tx: Tx, from: string): Promise<void> {
  await tx.query(`insert into told_day (date, kind, changed) select date, kind, changed from ${from}.told_day`);
  await tx.query(`update calendar_version set version = (select version from ${from}.calendar_version)`);
}

/** Finds a row where two schemas know other days. */
export const daysDiffer = (one: string, other: string): string =>
  `select 1 from ${one}.told_day a full join ${other}.told_day b using (date)
    where a.kind is distinct from b.kind limit 1`;

const VERSION = 'select version from calendar_version';
const NEXT_VERSION = 'update calendar_version set version = version + 1 returning version';
const WRITTEN = 'select date, kind from told_day where changed > $1 and changed <= $2 order by date';
