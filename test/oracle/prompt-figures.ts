import { chinaCalendar, lunarMonthDays, solarDateOf } from '@hengxin/contracts';
import { bankDay, daysOf } from './days.js';

/** A date that comes round each year, from the day on which it was told until it was another one, or gone. */
interface Yearly {
  readonly id: string;
  readonly lunar: boolean;
  readonly month: number;
  readonly day: number;
  /** The first year in which it has an occasion. */
  readonly firstYear: number;
  readonly told: string;
  ended: string | null;
}

interface Told {
  readonly calendar: string;
  readonly month: number;
  readonly day: number;
  readonly year?: number | null;
}

interface Product {
  asOf: string;
  opened: string | null;
  closed: string | null;
  /** When its opening was first told. */
  readonly told: string | null;
}

interface Period {
  readonly start: string;
  readonly end: string;
  readonly today: string;
}

/** What made clients worth contacting, walked over day by day: occasions on their dates, and signals. */
export class PromptsOfLog {
  private readonly yearly = new Map<string, Yearly[]>();
  private readonly products = new Map<string, Map<string, Product>>();
  private readonly signals = new Map<string, Map<string, { from: string; lapses: string }>>();

  take(type: string, data: Record<string, unknown>, told: string): void {
    const d = data as Record<string, string>;
    const client = d['clientId'] ?? '';
    if (type === 'ClientRegistered' && data['birthday'])
      this.say(client, 'birthday', data['birthday'] as Told, d['registeredOn']!);
    if (type === 'ClientProfileChanged' && data['birthday'] !== undefined)
      this.say(client, 'birthday', data['birthday'] as Told | null, d['changedOn']!);
    if (type === 'ClientDateSet') this.say(client, `day ${d['dateId']}`, data['date'] as unknown as Told, d['setOn']!);
    if (type === 'ClientDateRemoved') this.say(client, `day ${d['dateId']}`, null, d['removedOn']!);
    if (type === 'HoldingsTold')
      for (const row of data['rows'] as Record<string, string | null>[]) this.hold(client, row, d['toldAt']!);
    const signals = this.signals.get(client) ?? new Map<string, { from: string; lapses: string }>();
    const name = `${d['kind']} ${d['firedOn']}`;
    if (type === 'SignalFired' && told <= d['lapsesOn']!)
      signals.set(name, { from: d['firedOn']!, lapses: d['lapsesOn']! });
    if (type === 'SignalTakenBack') signals.delete(name);
    if (signals.size > 0) this.signals.set(client, signals);
  }

  private say(client: string, id: string, told: Told | null, on: string): void {
    const known = this.yearly.get(client) ?? [];
    const open = known.find((each) => each.id === id && each.ended === null);
    const next = told && {
      ...{ id, lunar: told.calendar === 'LUNAR', month: told.month, day: told.day },
      ...{ firstYear: told.year ?? 0, told: on, ended: null },
    };
    if (open && next && JSON.stringify({ ...open, told: '' }) === JSON.stringify({ ...next, told: '' })) return;
    if (open) open.ended = on;
    this.yearly.set(client, next ? [...known, next] : known);
  }

  private hold(client: string, row: Record<string, string | null>, toldAt: string): void {
    const products = this.products.get(client) ?? new Map<string, Product>();
    this.products.set(client, products);
    const known = products.get(row['holdingId']!);
    if (known && known.asOf > row['asOf']!) return;
    const now = { asOf: row['asOf']!, opened: row['openedOn']!, closed: row['closedOn']! };
    products.set(row['holdingId']!, { ...now, told: known?.told ?? (now.opened ? bankDay(toldAt) : null) });
  }

  /** Prompts that lapsed in the period and are over; those with a contact of the client while they were alive. */
  served(
    { start, end, today }: Period,
    keeps: (client: string, day: string) => boolean,
    contacted: (client: string) => ReadonlySet<string>,
  ): [number, number] {
    let [served, lapsed] = [0, 0];
    const count = (client: string, from: string, lapses: string) => {
      if (lapses < start || lapses > end || lapses >= today || !keeps(client, lapses)) return;
      lapsed++;
      if ([...contacted(client)].some((day) => from <= day && day <= lapses)) served++;
    };
    for (const [client, signals] of this.signals)
      for (const { from, lapses } of signals.values()) count(client, from, lapses);
    const days = daysOf(start, end < today ? end : today).filter((day) => chinaCalendar.supports(day));
    for (const client of new Set([...this.yearly.keys(), ...this.products.keys()]))
      for (const day of days)
        for (let n = this.occasionsOn(client, day); n > 0; n--) count(client, servedFrom(day), day);
    return [served, lapsed];
  }

  /** How many dates of a client come round on a day. */
  private occasionsOn(client: string, day: string): number {
    const year = Number(day.slice(0, 4));
    const dates = (this.yearly.get(client) ?? []).filter(
      (date) =>
        date.told <= day &&
        (date.ended === null || day < date.ended) &&
        (date.lunar ? [year - 1, year] : [year]).some((of) => of >= date.firstYear && dayIn(of, date) === day),
    );
    const products = [...(this.products.get(client)?.values() ?? [])].filter(
      ({ opened, closed, told }) =>
        opened !== null &&
        told !== null &&
        told <= day &&
        (closed === null || day < closed) &&
        year > Number(opened.slice(0, 4)) &&
        dayIn(year, { lunar: false, month: Number(opened.slice(5, 7)), day: Number(opened.slice(8)) }) === day,
    );
    return dates.length + products.length;
  }
}

function dayIn(year: number, { lunar, month, day }: Pick<Yearly, 'lunar' | 'month' | 'day'>): string | undefined {
  if (lunar) return solarDateOf(year, month, Math.min(day, lunarMonthDays(year, month) ?? day));
  const written = (of: number) => `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`;
  const isReal = new Date(`${written(day)}T00:00:00Z`).toISOString().startsWith(written(day));
  return isReal ? written(day) : written(day - 1);
}

/** The day itself, or the last working day before it. */
function servedFrom(day: string): string {
  let from = day;
  while (!chinaCalendar.isWorkingDay(from)) from = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
  return from;
}
