import { addDays, chinaCalendar } from '@hengxin/contracts';
import { bareClient } from '@hengxin/event-log/testing';
import pg from 'pg';
import { type BalanceFigures, BalancesOfLog } from './balance-figures.js';
import { type MadeFigures, MadeOfLog } from './made-figures.js';
import { bankDay, daysOf, mondayOf, startBefore } from './days.js';
import { PromptsOfLog } from './prompt-figures.js';
import { type VisitFigures, VisitsOfLog } from './visit-figures.js';

/*
 * Recomputes every figure from the raw log by walking over every day and every contact, the slow and obvious way.
 * It shares no code with the projections: a mistake would have to be made twice, in two different ways.
 */

export interface Figures extends VisitFigures, MadeFigures, BalanceFigures {
  TOUCHES: number;
  CONTACTS: number;
  CLIENTS_CONTACTED: number;
  PLAN_COMPLETION: [number, number];
  COVERAGE: [number, number];
  PACE: [number, number];
  CLIENTS_AT_TARGET: [number, number];
  UNTOUCHED_61: [number, number];
  CLIENTS_KEPT: number;
  NEW_CLIENTS: number;
  CONSENTED: [number, number];
  TOUCHES_PHONE: number;
  TOUCHES_SMS: number;
  TOUCHES_WECHAT: number;
  TOUCHES_WECHAT_GROUP: number;
  TOUCHES_EMAIL: number;
  TOUCHES_VISIT: number;
  PROMISES_KEPT: [number, number];
  PROMPTS_SERVED: [number, number];
}

export type Scope = { unitId: string } | { staffId: string };

interface Stored {
  type: string;
  /** The business day on which it was told. */
  told?: string | null;
  data: Record<string, never> & Record<string, unknown>;
}

interface Fact {
  id: string;
  client: string;
  staff: string;
  day: string;
  at: number;
  effective: boolean;
  channel: string;
  /** The day agreed for the next contact. */
  promised: string | null;
}

interface Word {
  channel: string;
  at: number;
  day: string;
  granted: boolean;
  expires: string | null;
}

interface Item {
  staff: string;
  date: string;
  client: string;
  promised: string | null;
  state: 'open' | 'done' | 'cancelled';
}

interface Planned {
  readonly itemId: string;
  readonly clientId: string;
  readonly reason?: { readonly promisedOn?: string | null };
}

/** One client with one relationship manager in one place of the tree, without a break. */
interface Part {
  readonly keeper: string;
  /** Its first day in the window. */
  readonly from: string;
  target: number;
  readonly weeks: Set<string>;
}

type Dated<T> = { from: string; value: T }[];

export class Oracle {
  private readonly units = new Map<string, Dated<string | null>>();
  private readonly staff = new Map<string, Dated<string>>();
  private readonly keepers = new Map<string, Dated<string>>();
  private readonly owed = new Map<string, Dated<number>>();
  readonly contacts = new Map<string, Fact>();
  private readonly items = new Map<string, Item>();
  private readonly promisedByHand = new Map<string, Pick<Item, 'client' | 'promised'>>();
  private readonly words = new Map<string, Word[]>();
  private readonly visits = new VisitsOfLog();
  private readonly made = new MadeOfLog();
  private readonly balances = new BalancesOfLog();
  private readonly prompts = new PromptsOfLog();
  /** Days agreed in reviews of visits. */
  private readonly reviewed: { client: string; at: number; day: string; promised: string }[] = [];
  /** Promised days that were let go or put off, by client. */
  private readonly letGo = new Map<string, Set<string>>();
  // Nothing is told to it later, so that what was worked out once holds: for every scope of a window the same.
  private readonly partsOf = new Map<string, Part[]>();
  private readonly paths = new Map<string, readonly string[]>();
  private readonly byClient = new Map<string, Fact[]>();
  private readonly daysContacted = new Map<string, Set<string>>();

  /** From the log at a URL, past every adapter of it. */
  static async read(logUrl: string): Promise<Oracle> {
    if (logUrl.startsWith('esdb')) return new Oracle(await allOf(logUrl));
    const client = new pg.Client({ connectionString: logUrl });
    await client.connect();
    try {
      const { rows } = await client.query<Stored>(
        "select type, data, meta->>'businessDate' as told from event_log.events order by epoch, xid, seq",
      );
      return new Oracle(rows);
    } finally {
      await client.end();
    }
  }

  constructor(events: readonly Stored[]) {
    for (const event of events) this.take(event);
  }

  private take({ type, data, told }: Stored): void {
    const d = data as Record<string, string>;
    this.visits.take(type, data);
    this.made.take(type, data);
    this.balances.take(type, data);
    this.prompts.take(type, data, told ?? '');
    if (type === 'UnitPlaced') say(this.units, d['unitId']!, d['validFrom'] ?? '', d['parentId'] ?? null);
    if (type === 'StaffPlaced') say(this.staff, d['staffId']!, d['validFrom'] ?? '', d['unitId']!);
    if (type === 'ClientAssigned') say(this.keepers, d['clientId']!, d['from']!, d['rmId']!);
    if (type === 'ClientRegistered') {
      say(this.owed, d['clientId']!, d['registeredOn']!, Number(d['contactsAYear']));
      const keeper = data['keeper'] as { from: string; rmId: string } | null | undefined;
      if (keeper) say(this.keepers, d['clientId']!, keeper.from, keeper.rmId);
      for (const grant of (data['consents'] ?? []) as unknown as Record<string, string>[])
        this.hear(d['clientId']!, grant, true);
    }
    if (type === 'ConsentGranted' || type === 'ConsentWithdrawn')
      this.hear(d['clientId']!, d, type === 'ConsentGranted');
    if (type === 'ClientProfileChanged' && d['contactsAYear'] !== undefined)
      say(this.owed, d['clientId']!, d['changedOn']!, Number(d['contactsAYear']));
    if (type === 'ContactLogged')
      this.contacts.set(d['contactId']!, {
        id: d['contactId']!,
        client: d['clientId']!,
        staff: d['staffId']!,
        day: bankDay(d['startedAt']!),
        at: Date.parse(d['startedAt']!),
        effective: (data['effective'] as unknown) === true,
        channel: d['channel']!,
        promised: (data['effective'] as unknown) === true ? (d['followUpOn'] ?? null) : null,
      });
    if (type === 'VisitReviewed' && d['nextOn'])
      this.reviewed.push({
        client: d['clientId']!,
        at: Date.parse(d['reviewedAt']!),
        day: bankDay(d['reviewedAt']!),
        promised: d['nextOn'],
      });
    if (type === 'PlanDrawn')
      for (const { itemId, clientId: client, reason } of data['items'] as unknown as Planned[])
        this.items.set(itemId, {
          staff: d['staffId']!,
          date: d['date']!,
          client,
          promised: reason?.promisedOn ?? null,
          state: 'open',
        });
    if (type === 'PlanItemAdded') {
      const { itemId, clientId, reason } = data['item'] as unknown as Planned;
      this.promisedByHand.set(itemId, { client: clientId, promised: reason?.promisedOn ?? null });
    }
    const drawn = this.items.get(d['itemId'] ?? '');
    if (type === 'PlanItemSkipped' || type === 'PlanItemDeferred') {
      const item = drawn ?? this.promisedByHand.get(d['itemId']!);
      if (item?.promised) this.letGo.set(item.client, (this.letGo.get(item.client) ?? new Set()).add(item.promised));
    }
    if (type === 'PlanItemDone' && drawn) drawn.state = 'done';
    if (type === 'PlanItemCancelled' && drawn) drawn.state = 'cancelled';
  }

  private hear(client: string, word: Record<string, string>, granted: boolean): void {
    if (word['purpose'] !== 'SERVICE') return;
    const at = Date.parse(word['decidedAt']!);
    const told = { channel: word['channel']!, at, day: bankDay(word['decidedAt']!), granted };
    const words = [...(this.words.get(client) ?? []), { ...told, expires: word['expiresOn'] ?? null }];
    this.words.set(
      client,
      words.sort((a, b) => a.at - b.at),
    );
  }

  /** Units and staff that figures can be asked for. */
  scopes(): Scope[] {
    return [
      ...[...this.units.keys()].map((unitId) => ({ unitId })),
      ...[...this.staff.keys()].map((staffId) => ({ staffId })),
    ];
  }

  /** `today`: the platform's business day; a period that is over by default. */
  figures(scope: Scope, start: string, end: string, today = '9999-12-31'): Figures {
    const made = [...this.contacts.values()].filter(
      (c) => c.day >= start && c.day <= end && this.holds(scope, c.staff, c.day),
    );
    const counts = (staff: string, day: string) => day >= start && day <= end && this.holds(scope, staff, day);
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
      PACE: start > today ? [0, 0] : this.coverage(scope, start, end < today ? end : today),
      CLIENTS_AT_TARGET: this.atTarget(scope, start, end),
      ...this.standing(scope, end < today ? end : today),
      NEW_CLIENTS: [...this.keepers.values()].filter(
        ([first]) => first!.from >= start && first!.from <= end && this.holds(scope, first!.value, first!.from),
      ).length,
      TOUCHES_PHONE: made.filter((c) => c.channel === 'PHONE').length,
      TOUCHES_SMS: made.filter((c) => c.channel === 'SMS').length,
      TOUCHES_WECHAT: made.filter((c) => c.channel === 'WECHAT').length,
      TOUCHES_WECHAT_GROUP: made.filter((c) => c.channel === 'WECHAT_GROUP').length,
      TOUCHES_EMAIL: made.filter((c) => c.channel === 'EMAIL').length,
      TOUCHES_VISIT: made.filter((c) => c.channel === 'VISIT').length,
      PROMISES_KEPT: this.promisesKept(scope, start, end, today),
      PROMPTS_SERVED: this.prompts.served(
        { start, end, today },
        (client, day) => this.keptIn(scope, client, day),
        (client) => this.contactDays(client),
      ),
      ...this.visits.figures(counts),
      ...this.made.figures(counts),
      ...this.balanceFigures(scope, start, end, today),
    };
  }

  private coverage(scope: Scope, start: string, end: string): [number, number] {
    const yearDays = chinaCalendar.workingDaysOfYear(Number(start.slice(0, 4)));
    let numerator = 0;
    let denominator = 0;
    for (const part of this.partsOfScope(scope, start, end)) {
      numerator += Math.min(part.weeks.size * yearDays, part.target);
      denominator += part.target;
    }
    return [numerator, denominator];
  }

  private atTarget(scope: Scope, start: string, end: string): [number, number] {
    const yearDays = chinaCalendar.workingDaysOfYear(Number(start.slice(0, 4)));
    const parts = this.partsOfScope(scope, start, end).filter(({ target }) => target > 0);
    return [parts.filter(({ weeks, target }) => weeks.size * yearDays >= target).length, parts.length];
  }

  private partsOfScope(scope: Scope, start: string, end: string): Part[] {
    return this.parts(start, end).filter(({ keeper, from }) => this.holds(scope, keeper, from));
  }

  /** A period that runs is taken up to yesterday; products are those of its last day, today's while it runs. */
  private balanceFigures(scope: Scope, start: string, end: string, today: string): BalanceFigures {
    const over = (day: string) => day < today;
    const last = end < today ? end : today;
    return this.balances.figures(
      (client, day) => this.keptIn(scope, client, day),
      daysOf(start, end).filter(over),
      daysOf(startBefore(start, end), addDays(start, -1)).filter(over),
      { day: last, clients: this.standing(scope, last).CLIENTS_KEPT },
    );
  }

  private keptIn(scope: Scope, client: string, day: string): boolean {
    const keepers = this.keepers.get(client);
    return keepers !== undefined && keepers[0]!.from <= day && this.holds(scope, at(keepers, day)!, day);
  }

  /** What stands on a day: clients kept, those left alone, those who may be served. */
  private standing(scope: Scope, day: string): Pick<Figures, 'CLIENTS_KEPT' | 'UNTOUCHED_61' | 'CONSENTED'> {
    const kept = [...this.keepers].filter(([client]) => this.keptIn(scope, client, day));
    const untouched = kept.filter(([client, keepers]) => {
      const last =
        [...this.contactDays(client)]
          .filter((on) => on <= day)
          .sort()
          .at(-1) ?? keepers[0]!.from;
      return Date.parse(day) - Date.parse(last) > 61 * 86_400_000;
    });
    const consented = kept.filter(([client]) => {
      const words = (this.words.get(client) ?? []).filter((word) => word.day <= day);
      return words.some(
        (word, i) =>
          word.granted &&
          (word.expires === null || word.expires >= day) &&
          !words.slice(i + 1).some(({ channel }) => channel === word.channel),
      );
    });
    return {
      CLIENTS_KEPT: kept.length,
      UNTOUCHED_61: [untouched.length, kept.length],
      CONSENTED: [consented.length, kept.length],
    };
  }

  private promisesKept(scope: Scope, start: string, end: string, today: string): [number, number] {
    const made = [...this.contacts.values(), ...this.reviewed];
    const counted = made.filter(({ promised: on, client, at: madeAt }) => {
      if (on === null || on < start || on > end || on >= today) return false;
      const keepers = this.keepers.get(client);
      if (!keepers || keepers[0]!.from > on || !this.holds(scope, at(keepers, on)!, on)) return false;
      const reviews = this.reviewed.filter((review) => review.client === client && review.at > madeAt);
      const moved = [...this.after(client, madeAt), ...reviews].some((c) => c.promised !== null && c.day < on);
      return !moved && !this.letGo.get(client)?.has(on);
    });
    const kept = counted.filter((c) => this.after(c.client, c.at).some(({ day }) => day <= c.promised!));
    return [kept.length, counted.length];
  }

  private after(client: string, moment: number): Fact[] {
    if (this.byClient.size === 0)
      for (const c of this.contacts.values())
        if (c.effective) this.byClient.set(c.client, [...(this.byClient.get(c.client) ?? []), c]);
    return (this.byClient.get(client) ?? []).filter((c) => c.at > moment);
  }

  /** Every client's parts of a window, worked out once for all scopes. */
  private parts(start: string, end: string): Part[] {
    const window = `${start}|${end}`;
    const parts =
      this.partsOf.get(window) ??
      [...this.keepers.keys()].flatMap((client) => this.partsOfClient(client, daysOf(start, end)));
    this.partsOf.set(window, parts);
    return parts;
  }

  private partsOfClient(client: string, days: readonly string[]): Part[] {
    const keepers = this.keepers.get(client)!;
    const contacted = this.contactDays(client);
    const parts: Part[] = [];
    let last = '';
    for (const day of days) {
      const rm = keepers[0]!.from > day ? undefined : at(keepers, day);
      if (rm === undefined) {
        last = '';
        continue;
      }
      const place = `${rm}|${this.pathOf(rm, day).join('/')}`;
      if (place !== last) parts.push({ keeper: rm, from: day, target: 0, weeks: new Set() });
      last = place;
      const part = parts[parts.length - 1]!;
      if (chinaCalendar.isWorkingDay(day)) part.target += at(this.owed.get(client)!, day)!;
      if (contacted.has(day)) part.weeks.add(mondayOf(day));
    }
    return parts;
  }

  private contactDays(client: string): ReadonlySet<string> {
    if (this.daysContacted.size === 0)
      for (const c of this.contacts.values())
        if (c.effective) this.daysContacted.set(c.client, (this.daysContacted.get(c.client) ?? new Set()).add(c.day));
    return this.daysContacted.get(client) ?? new Set();
  }

  private holds(scope: Scope, staff: string, day: string): boolean {
    if ('staffId' in scope) return scope.staffId === staff;
    return this.pathOf(staff, day).includes(scope.unitId);
  }

  /** The units above somebody on a day, the nearest first. */
  private pathOf(staff: string, day: string): readonly string[] {
    const key = `${staff}|${day}`;
    const path = this.paths.get(key) ?? this.path(this.unitOf(staff, day), day);
    this.paths.set(key, path);
    return path;
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

/** What the platform wrote to an EventStoreDB, among other data that stands there. */
async function allOf(url: string): Promise<Stored[]> {
  const { client, streamPrefix, close } = bareClient(url);
  const events: Stored[] = [];
  for await (const { event } of client.readAll())
    if (
      event?.isJson &&
      isOurs(event.streamId, streamPrefix) &&
      (event.metadata as { version?: number } | undefined)?.version
    )
      events.push({ type: event.type, data: event.data as Stored['data'], told: businessDateOf(event.metadata) });
  await close();
  return events;
}

const businessDateOf = (metadata: unknown): string | null =>
  (metadata as { meta?: { businessDate?: string } } | undefined)?.meta?.businessDate ?? null;

/** A dot before the first hyphen ends the prefix of a platform's streams; system streams begin with a dollar sign. */
function isOurs(stream: string, prefix: string): boolean {
  return stream.startsWith(prefix) && /^[^$.-]+-/.test(stream.slice(prefix.length));
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
