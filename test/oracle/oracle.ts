import { chinaCalendar } from '@hengxin/contracts';
import { EventStoreDBClient } from '@eventstore/db-client';
import pg from 'pg';

/*
 * Recomputes every figure from the raw log by walking over every day and every contact, the slow and obvious way.
 * It shares no code with the projections: a mistake would have to be made twice, in two different ways.
 */

export interface Figures {
  TOUCHES: number;
  CONTACTS: number;
  CLIENTS_CONTACTED: number;
  PLAN_COMPLETION: [number, number];
  COVERAGE: [number, number];
}

export type Scope = { unitId: string } | { staffId: string };

interface Stored {
  type: string;
  data: Record<string, never> & Record<string, unknown>;
}

interface Fact {
  id: string;
  client: string;
  staff: string;
  day: string;
  effective: boolean;
}

interface Item {
  staff: string;
  date: string;
  state: 'open' | 'done' | 'cancelled';
}

type Dated<T> = { from: string; value: T }[];

export class Oracle {
  private readonly units = new Map<string, Dated<string | null>>();
  private readonly staff = new Map<string, Dated<string>>();
  private readonly keepers = new Map<string, Dated<string>>();
  private readonly owed = new Map<string, Dated<number>>();
  readonly contacts = new Map<string, Fact>();
  private readonly items = new Map<string, Item>();

  /** From the log at a URL, past every adapter of it. */
  static async read(logUrl: string): Promise<Oracle> {
    if (logUrl.startsWith('esdb')) return new Oracle(await allOf(logUrl));
    const client = new pg.Client({ connectionString: logUrl });
    await client.connect();
    try {
      const { rows } = await client.query<Stored>('select type, data from event_log.events order by epoch, xid, seq');
      return new Oracle(rows);
    } finally {
      await client.end();
    }
  }

  constructor(events: readonly Stored[]) {
    for (const event of events) this.take(event);
  }

  private take({ type, data }: Stored): void {
    const d = data as Record<string, string>;
    if (type === 'UnitPlaced') say(this.units, d['unitId']!, d['validFrom'] ?? '', d['parentId'] ?? null);
    if (type === 'StaffPlaced') say(this.staff, d['staffId']!, d['validFrom'] ?? '', d['unitId']!);
    if (type === 'ClientAssigned') say(this.keepers, d['clientId']!, d['from']!, d['rmId']!);
    if (type === 'ClientRegistered') {
      say(this.owed, d['clientId']!, d['registeredOn']!, Number(d['contactsAYear']));
      const keeper = data['keeper'] as { from: string; rmId: string } | null | undefined;
      if (keeper) say(this.keepers, d['clientId']!, keeper.from, keeper.rmId);
    }
    if (type === 'ClientProfileChanged' && d['contactsAYear'] !== undefined)
      say(this.owed, d['clientId']!, d['changedOn']!, Number(d['contactsAYear']));
    if (type === 'ContactLogged')
      this.contacts.set(d['contactId']!, {
        id: d['contactId']!,
        client: d['clientId']!,
        staff: d['staffId']!,
        day: bankDay(d['startedAt']!),
        effective: (data['effective'] as unknown) === true,
      });
    if (type === 'PlanDrawn')
      for (const item of data['items'] as unknown as { itemId: string }[])
        this.items.set(item.itemId, { staff: d['staffId']!, date: d['date']!, state: 'open' });
    const drawn = this.items.get(d['itemId'] ?? '');
    if (type === 'PlanItemDone' && drawn) drawn.state = 'done';
    if (type === 'PlanItemCancelled' && drawn) drawn.state = 'cancelled';
  }

  /** Units and staff that figures can be asked for. */
  scopes(): Scope[] {
    return [...[...this.units.keys()].map((unitId) => ({ unitId })), ...[...this.staff.keys()].map((staffId) => ({ staffId }))];
  }

  figures(scope: Scope, start: string, end: string): Figures {
    const made = [...this.contacts.values()].filter((c) => c.day >= start && c.day <= end && this.holds(scope, c.staff, c.day));
    const effective = made.filter((c) => c.effective);
    const items = [...this.items.values()].filter(
      (i) => i.date >= start && i.date <= end && this.holds(scope, i.staff, i.date) && i.state !== 'cancelled',
    );
    return {
      TOUCHES: made.length,
      CONTACTS: effective.length,
      CLIENTS_CONTACTED: new Set(effective.map((c) => c.client)).size,
      PLAN_COMPLETION: [items.filter((i) => i.state === 'done').length, items.length],
      COVERAGE: this.coverage(scope, start, end),
    };
  }

  private coverage(scope: Scope, start: string, end: string): [number, number] {
    const yearDays = chinaCalendar.workingDaysOfYear(Number(start.slice(0, 4)));
    const contacted = new Map<string, Set<string>>();
    for (const c of this.contacts.values())
      if (c.effective && c.day >= start && c.day <= end) contacted.set(c.client, (contacted.get(c.client) ?? new Set()).add(c.day));
    let numerator = 0;
    let denominator = 0;
    const days = daysOf(start, end);
    for (const [client, keepers] of this.keepers) {
      // A part is one client with one relationship manager in one place of the tree, without a break.
      const parts: { keeper: string; target: number; weeks: Set<string>; inScope: boolean }[] = [];
      let last = '';
      for (const day of days) {
        const rm = keepers[0]!.from > day ? undefined : at(keepers, day);
        const place = rm === undefined ? '' : `${rm}|${this.path(this.unitOf(rm, day), day).join('/')}`;
        if (rm === undefined) {
          last = '';
          continue;
        }
        if (place !== last) parts.push({ keeper: rm, target: 0, weeks: new Set(), inScope: this.holds(scope, rm, day) });
        last = place;
        const part = parts[parts.length - 1]!;
        if (chinaCalendar.isWorkingDay(day)) part.target += at(this.owed.get(client)!, day)!;
        if (contacted.get(client)?.has(day)) part.weeks.add(mondayOf(day));
      }
      for (const part of parts.filter((p) => p.inScope)) {
        numerator += Math.min(part.weeks.size * yearDays, part.target);
        denominator += part.target;
      }
    }
    return [numerator, denominator];
  }

  private holds(scope: Scope, staff: string, day: string): boolean {
    if ('staffId' in scope) return scope.staffId === staff;
    return this.path(this.unitOf(staff, day), day).includes(scope.unitId);
  }

  private unitOf(staff: string, day: string): string | undefined {
    const placements = this.staff.get(staff);
    return placements && at(placements, day);
  }

  private path(unit: string | undefined, day: string): string[] {
    const parent = unit === undefined ? undefined : this.units.get(unit);
    return unit === undefined || parent === undefined ? [] : [unit, ...this.path(at(parent, day) ?? undefined, day)];
  }
}

/** What the platform wrote to an EventStoreDB, among whatever else stands there. */
async function allOf(url: string): Promise<Stored[]> {
  const client = EventStoreDBClient.connectionString(url);
  const events: Stored[] = [];
  for await (const { event } of client.readAll())
    if (event?.isJson && !event.type.startsWith('$') && (event.metadata as { version?: number } | undefined)?.version)
      events.push({ type: event.type, data: event.data as Stored['data'] });
  (await (client as unknown as { getChannel(): Promise<{ close(): void }> }).getChannel()).close();
  return events;
}

/** Takes in what holds from a day on; a later word about the same day replaces the earlier one. */
function say<T>(book: Map<string, Dated<T>>, id: string, from: string, value: T): void {
  const rest = (book.get(id) ?? []).filter((row) => row.from !== from);
  book.set(
    id,
    [...rest, { from, value }].sort((a, b) => (a.from < b.from ? -1 : 1)),
  );
}

/** What held on a day; before the first word, the first word. */
function at<T>(rows: Dated<T>, day: string): T | undefined {
  return (rows.filter((row) => row.from <= day).pop() ?? rows[0])?.value;
}

function bankDay(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);
}

function daysOf(start: string, end: string): string[] {
  const days: string[] = [];
  for (let ms = Date.parse(start); ms <= Date.parse(end); ms += 86_400_000) days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}

function mondayOf(day: string): string {
  const ms = Date.parse(day);
  return new Date(ms - ((new Date(ms).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}
