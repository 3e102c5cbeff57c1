import { chinaCalendar, type Grain } from '@hengxin/contracts';
import fc from 'fast-check';

/**
 * A second opinion for the specs: the figures by brute force, day by day from the history as it stands at the end. It shares no
 * code with the projection and is as simple and slow as the rulebook's own words.
 */
export type Fact =
  | { kind: 'unit'; unitId: string; parentId: string | null; validFrom: string | null }
  | { kind: 'staff'; staffId: string; unitId: string; validFrom: string | null }
  | { kind: 'registered'; clientId: string; contactsAYear: number; on: string }
  | { kind: 'rate'; clientId: string; contactsAYear: number; on: string }
  | { kind: 'assigned'; clientId: string; rmId: string; from: string }
  | { kind: 'contact'; contactId: string; clientId: string; staffId: string; on: string; effective: boolean; loggedOn?: string }
  | { kind: 'drawn'; staffId: string; on: string; items: string[] }
  | { kind: 'added'; staffId: string; on: string; item: string }
  | { kind: 'done' | 'cancelled'; staffId: string; on: string; item: string };

export interface OracleFigures {
  touches: number;
  contacts: number;
  clients: number;
  covered: number;
  target: number;
  drawn: number;
  done: number;
}

/** What orders facts among each other: those of one key arrive in their order, others in any. */
export function keyOfFact(fact: Fact): string {
  if (fact.kind === 'unit') return `unit ${fact.unitId}`;
  if (fact.kind === 'contact') return `contacts ${fact.clientId}`;
  if ('clientId' in fact) return `client ${fact.clientId}`;
  return fact.kind === 'staff' ? `staff ${fact.staffId}` : `plan ${fact.staffId}`;
}

export class Oracle {
  private readonly pathMemo = new Map<string, string[]>();
  constructor(private readonly history: readonly Fact[]) {}

  figures(scope: { unitId: string } | { staffId: string }, grain: Grain, start: string): OracleFigures {
    const days = daysOf(grain, start);
    const figures: OracleFigures = { touches: 0, contacts: 0, clients: 0, covered: 0, target: 0, drawn: 0, done: 0 };
    const holds = (staffId: string, day: string) =>
      'staffId' in scope ? scope.staffId === staffId : this.path(staffId, day).includes(scope.unitId);
    const clients = new Set(this.history.flatMap((fact) => ('clientId' in fact ? [fact.clientId] : [])));
    for (const clientId of clients) {
      const touches = this.of('contact').filter((t) => t.clientId === clientId && days.includes(t.on));
      const mine = touches.filter((t) => holds(t.staffId, t.on));
      figures.touches += mine.length;
      figures.contacts += mine.filter((t) => t.effective).length;
      if (mine.some((t) => t.effective)) figures.clients++;
      for (const part of this.partsWithin(clientId, days)) {
        if (!holds(part.rm, part.days[0]!)) continue;
        const target = part.days.filter((day) => chinaCalendar.isWorkingDay(day)).reduce((sum, day) => sum + this.rate(clientId, day), 0);
        const weeks = new Set(touches.filter((t) => t.effective && part.days.includes(t.on)).map((t) => monday(t.on)));
        figures.target += target;
        figures.covered += Math.min(weeks.size * workingDaysOfYear(start.slice(0, 4)), target);
      }
    }
    for (const drawn of this.of('drawn')) {
      if (!days.includes(drawn.on) || !holds(drawn.staffId, drawn.on)) continue;
      const is = (kind: 'done' | 'cancelled', item: string) => this.history.some((fact) => fact.kind === kind && fact.item === item);
      const kept = drawn.items.filter((item) => !is('cancelled', item));
      figures.drawn += kept.length;
      figures.done += kept.filter((item) => is('done', item)).length;
    }
    return figures;
  }

  scopes(): ({ unitId: string } | { staffId: string })[] {
    const staff = new Set(this.history.flatMap((f) => ('staffId' in f ? [f.staffId] : 'rmId' in f ? [f.rmId] : [])));
    const units = new Set(this.of('unit').map((f) => f.unitId));
    return [...[...staff].map((staffId) => ({ staffId })), ...[...units].map((unitId) => ({ unitId }))];
  }

  path(staffId: string, day: string): string[] {
    const memo = `${staffId} ${day}`;
    const known = this.pathMemo.get(memo);
    if (known) return known;
    const path: string[] = [];
    let unitId: string | null =
      asOf(
        this.of('staff').filter((f) => f.staffId === staffId),
        day,
      )?.unitId ?? null;
    while (unitId !== null) {
      const unit = asOf(
        this.of('unit').filter((f) => f.unitId === unitId),
        day,
      );
      if (!unit) break;
      path.push(unit.unitId);
      unitId = unit.parentId;
    }
    this.pathMemo.set(memo, path);
    return path;
  }

  childrenOf(unitId: string, day: string): string[] {
    const units = new Set(this.of('unit').map((f) => f.unitId));
    return [...units].filter(
      (id) =>
        asOf(
          this.of('unit').filter((f) => f.unitId === id),
          day,
        )?.parentId === unitId,
    );
  }

  rmOf(clientId: string, day: string): string | undefined {
    const assigned = this.of('assigned').filter((f) => f.clientId === clientId);
    return lastOnOrBefore(
      assigned.map((f) => ({ ...f, validFrom: f.from })),
      day,
    )?.rmId;
  }

  /** Runs of days with one manager in one place, within these days. */
  private partsWithin(clientId: string, days: string[]): { rm: string; days: string[] }[] {
    const parts: { rm: string; key: string; days: string[] }[] = [];
    for (const day of days) {
      const rm = this.rmOf(clientId, day);
      const key = rm === undefined ? '' : `${rm} in ${this.path(rm, day).join('/')}`;
      const last = parts.at(-1);
      if (last && last.key === key) last.days.push(day);
      else parts.push({ rm: rm ?? '', key, days: [day] });
    }
    return parts.filter(({ key }) => key !== '');
  }

  private rate(clientId: string, day: string): number {
    const rates = this.history.flatMap((f) =>
      (f.kind === 'rate' || f.kind === 'registered') && f.clientId === clientId ? [{ validFrom: f.on, rate: f.contactsAYear }] : [],
    );
    return asOf(rates, day)?.rate ?? 0;
  }

  private of<K extends Fact['kind']>(kind: K): Extract<Fact, { kind: K }>[] {
    return this.history.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }
}

/** The latest on or before the day; the last word on a day wins. */
function lastOnOrBefore<R extends { validFrom: string | null }>(rows: R[], day: string): R | undefined {
  let found: R | undefined;
  for (const row of rows) if ((row.validFrom ?? '') <= day && (!found || (row.validFrom ?? '') >= (found.validFrom ?? ''))) found = row;
  return found;
}

/** The same; before the first one, the first one (its last word). */
function asOf<R extends { validFrom: string | null }>(rows: R[], day: string): R | undefined {
  const first = rows.map((row) => row.validFrom ?? '').sort()[0];
  return lastOnOrBefore(rows, day) ?? rows.filter((row) => (row.validFrom ?? '') === first).at(-1);
}

function plus(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function monday(day: string): string {
  let found = day;
  while (new Date(`${found}T00:00:00Z`).getUTCDay() !== 1) found = plus(found, -1);
  return found;
}

function daysOf(grain: Grain, start: string): string[] {
  const months = { DAY: 0, WEEK: 0, MONTH: 1, QUARTER: 3, YEAR: 12 }[grain];
  const end = new Date(`${start}T00:00:00Z`);
  if (months) end.setUTCMonth(end.getUTCMonth() + months);
  else end.setUTCDate(end.getUTCDate() + (grain === 'DAY' ? 1 : 7));
  const days: string[] = [];
  for (let day = start; day < end.toISOString().slice(0, 10); day = plus(day, 1)) days.push(day);
  return days;
}

/** The first days of the periods of a grain that hold one of these days. */
export function startsOf(grain: Grain, days: readonly string[]): string[] {
  const first = (day: string) => {
    if (grain === 'DAY') return day;
    if (grain === 'WEEK') return monday(day);
    const month = +day.slice(5, 7);
    const of = grain === 'MONTH' ? month : grain === 'QUARTER' ? month - ((month - 1) % 3) : 1;
    return `${day.slice(0, 4)}-${String(of).padStart(2, '0')}-01`;
  };
  return [...new Set(days.map(first))];
}

const yearMemo = new Map<string, number>();
function workingDaysOfYear(year: string): number {
  let days = yearMemo.get(year);
  if (days === undefined)
    yearMemo.set(year, (days = daysOf('YEAR', `${year}-01-01`).filter((day) => chinaCalendar.isWorkingDay(day)).length));
  return days;
}

/** Days around the turn of a year, where week, month, quarter and year part ways, and a few months on. */
const aDay = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 130 }).map((n) => plus('2025-11-24', n)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2025-12-01',
      '2025-12-29',
      '2025-12-31',
      '2026-01-01',
      '2026-01-04',
      '2026-01-05',
      '2026-01-07',
      '2026-01-08',
      '2026-02-28',
      '2026-03-02',
    ),
  },
);
const aClient = fc.constantFrom('C1', 'C2', 'C3');
const someone = fc.constantFrom('S1', 'S2', 'S3', 'S4');
const aLeaf = fc.constantFrom('L1', 'L2', 'L3');

const aFact: fc.Arbitrary<Fact> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record({
        kind: fc.constant('contact' as const),
        contactId: fc.uuid(),
        clientId: aClient,
        staffId: someone,
        on: aDay,
        effective: fc.boolean(),
        daysLate: fc.constantFrom(0, 0, 1, 5, 40),
      })
      .map(({ daysLate, ...fact }) => ({ ...fact, loggedOn: plus(fact.on, daysLate) })),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('assigned' as const), clientId: aClient, rmId: someone, from: aDay }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rate' as const),
      clientId: aClient,
      contactsAYear: fc.constantFrom(0, 1, 6, 12, 366),
      on: aDay,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('staff' as const),
      staffId: someone,
      unitId: fc.constantFrom('L1', 'L2', 'L3', 'B1', 'H', 'L9'),
      validFrom: fc.option(aDay),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unit' as const),
      unitId: aLeaf,
      parentId: fc.constantFrom('B1', 'B2', 'H'),
      validFrom: fc.option(aDay),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unit' as const),
      unitId: fc.constantFrom('B1', 'B2'),
      parentId: fc.constant('H'),
      validFrom: fc.option(aDay),
    }),
  },
);

const planFacts: fc.Arbitrary<Fact[]> = fc
  .uniqueArray(
    fc.record({ staffId: someone, on: aDay, fates: fc.array(fc.constantFrom('open', 'done', 'cancelled', 'added'), { maxLength: 4 }) }),
    {
      maxLength: 4,
      selector: ({ staffId, on }) => `${staffId} ${on}`,
    },
  )
  .map((plans) =>
    plans.flatMap(({ staffId, on, fates }): Fact[] => {
      const item = (n: number) => `${staffId}.${on}.${n}`;
      const facts: Fact[] = [{ kind: 'drawn', staffId, on, items: fates.flatMap((fate, n) => (fate === 'added' ? [] : [item(n)])) }];
      fates.forEach((fate, n) => {
        if (fate === 'added') facts.push({ kind: 'added', staffId, on, item: item(n) }, { kind: 'done', staffId, on, item: item(n) });
        if (fate === 'done' || fate === 'cancelled') facts.push({ kind: fate, staffId, on, item: item(n) });
      });
      return facts;
    }),
  );

/** A bank's history, with late facts, handovers, transfers, moves and changes of rate in every order. */
export const aHistory: fc.Arbitrary<Fact[]> = fc
  .tuple(
    fc.array(aFact, { minLength: 1, maxLength: 45, size: 'max' }),
    planFacts,
    fc.uniqueArray(
      fc.record({ kind: fc.constant('registered' as const), clientId: aClient, contactsAYear: fc.constantFrom(2, 6, 12, 52), on: aDay }),
      { selector: (f) => f.clientId },
    ),
    fc.boolean(),
  )
  .map(([facts, plans, registered, wholeTree]) => [
    ...(wholeTree
      ? ([
          { kind: 'unit', unitId: 'H', parentId: null, validFrom: null },
          { kind: 'unit', unitId: 'B1', parentId: 'H', validFrom: null },
          { kind: 'unit', unitId: 'B2', parentId: 'H', validFrom: null },
          { kind: 'unit', unitId: 'L1', parentId: 'B1', validFrom: null },
          { kind: 'unit', unitId: 'L2', parentId: 'B1', validFrom: null },
          { kind: 'unit', unitId: 'L3', parentId: 'B2', validFrom: null },
        ] as Fact[])
      : ([{ kind: 'unit', unitId: 'H', parentId: null, validFrom: null }] as Fact[])),
    ...registered,
    ...facts,
    ...plans,
  ]);

/** The same history as it may arrive: any order, but those of one key in theirs; cut into batches. */
export function arrivals(history: Fact[]): fc.Arbitrary<Fact[][]> {
  return fc
    .tuple(
      fc.array(fc.nat(1_000_000), { minLength: history.length, maxLength: history.length }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([ranks, sizes]) => {
      const shuffled = history.map((fact, i) => ({ key: keyOfFact(fact), rank: ranks[i]! })).sort((a, b) => a.rank - b.rank);
      const queues = new Map<string, Fact[]>();
      for (const fact of history) queues.set(keyOfFact(fact), [...(queues.get(keyOfFact(fact)) ?? []), fact]);
      const order = shuffled.map(({ key }) => queues.get(key)!.shift()!);
      const batches: Fact[][] = [];
      for (let at = 0, n = 0; at < order.length; n++) {
        const size = sizes[n % sizes.length]!;
        batches.push(order.slice(at, at + size));
        at += size;
      }
      return batches;
    });
}
