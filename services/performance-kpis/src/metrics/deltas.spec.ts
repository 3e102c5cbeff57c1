import { chinaCalendar, dayNumber, GRAINS, OrgTree } from '@hengxin/contracts';
import fc from 'fast-check';
import { type ClientFacts, NO_FACTS, type Touch, withChange } from '../figures/client-facts.rules.js';
import { Deltas, windowsOfDays } from './deltas.js';
import { comparable, Oracle } from './figures.oracle.suite.js';
import { aHistory, arrivals, type Fact, TODAY } from './histories.suite.js';
import { startsOf } from './oracle-days.suite.js';
import { BEGINNING, type Day, END, type Window, windowsOf } from '../kpi/periods.rules.js';
import { type Placements, TreePlacements } from '../figures/placements.rules.js';
import { Scopes } from '../figures/scopes.rules.js';
import { WorkingDays } from '../figures/working-days.rules.js';
import { planItemVector } from './contributions.js';
import { withoutSignal, withSignal } from '../figures/prompts.rules.js';
import { METRIC_SET } from './index.js';
import type { ScopeFigures } from './metric-set.js';
import type { Reading } from './reading.js';
import { balanceSteps, type HeldRow, withRows } from '../figures/balances.rules.js';
import { dayOpens } from '../figures/day-moment.rules.js';
import { windowBefore } from '../figures/level-ranges.rules.js';

const workingDays = new WorkingDays(chinaCalendar);
const today = dayNumber(TODAY);

/** The projection's arithmetic with maps in place of tables. */
class Ledger {
  readonly scopes = new Scopes();
  readonly sheet = new Map<string, number[]>();
  private readonly steps = new Map<string, { from: Day; delta: number }[]>();
  private readonly courses = new Map<string, { day: Day; sums: readonly number[] }[]>();
  private readonly promised = new Map<string, string>();
  private readonly clients = new Map<string, ClientFacts>();
  private readonly held = new Map<string, HeldRow[]>();
  private readonly placements: Fact[] = [];
  private readonly plans: {
    staff: number;
    day: Day;
    item: string;
    drawn: boolean;
    status: 'OPEN' | 'DONE' | 'CANCELLED';
  }[] = [];

  take(batch: readonly Fact[]): void {
    const deltas = new Deltas({ metrics: METRIC_SET, workingDays });
    for (const fact of batch) this.one(fact, deltas);
    for (const { scope, window, vector } of deltas.moved()) {
      const key = `${this.scopes.key(scope)} ${window.grain} ${window.start}`;
      const sum = this.sheet.get(key) ?? METRIC_SET.noVector();
      this.sheet.set(
        key,
        sum.map((value, i) => value + vector[i]!),
      );
    }
    for (const { level, scope, from, delta } of deltas.stepped()) {
      const key = `${this.scopes.key(scope)} ${METRIC_SET.levels[level]!.name}`;
      this.steps.set(key, [...(this.steps.get(key) ?? []), { from, delta }]);
    }
    for (const { scope, window, day, sums } of deltas.coursed()) {
      const key = `${this.scopes.key(scope)} ${window.grain} ${window.start}`;
      this.courses.set(key, [...(this.courses.get(key) ?? []), { day, sums }]);
    }
  }

  read(scope: string, { level, kind }: Reading, { grain, start, end }: Window): number {
    const sum = (of: (from: Day) => number) =>
      (this.steps.get(`${scope} ${level.name}`) ?? []).reduce((all, { from, delta }) => all + delta * of(from), 0);
    const worked = (to: Day) => (from: Day) => workingDays.between(Math.max(from, start), to);
    const days = (of: Pick<Window, 'start' | 'end'>) => (from: Day) =>
      Math.max(0, of.end - Math.max(from, of.start) + 1);
    switch (kind) {
      case 'WORKING_DAYS':
        return sum(worked(end));
      case 'WORKING_DAYS_SO_FAR':
        return sum(worked(Math.min(end, today)));
      case 'OPENING':
        return workingDays.between(start, end) > 0 ? sum((from) => (from < start ? 1 : 0)) : 0;
      case 'LAST_DAY':
        return sum((from) => (from <= Math.min(end, today) ? 1 : 0));
      case 'DAYS_OVER':
        return sum((from) => (from >= start && from <= Math.min(end, today - 1) ? 1 : 0));
      case 'CALENDAR_DAYS':
        return sum(days({ start, end: Math.min(end, today - 1) }));
      case 'CALENDAR_DAYS_BEFORE':
        return sum(days(windowBefore(GRAINS[grain]!, { grain, start, end })));
    }
  }

  /** Of the one course. */
  paced(scope: string, { grain, start }: Window): number {
    return (this.courses.get(`${scope} ${grain} ${start}`) ?? [])
      .filter(({ day }) => day <= today)
      .reduce((all, { sums }) => all + sums[0]! + sums[1]! * workingDays.between(start, today), 0);
  }

  private one(fact: Fact, deltas: Deltas): void {
    if (fact.kind === 'unit' || fact.kind === 'staff') return this.placed(fact, deltas);
    const places = this.places();
    if (fact.kind === 'contact') {
      const before = this.client(fact.clientId);
      const day = dayNumber(fact.on);
      const touch: Touch = {
        day,
        at: dayOpens(day) + (fact.hour ?? 10),
        staff: this.scopes.staff(fact.staffId),
        effective: fact.effective,
        channel: fact.channel,
        ...(fact.effective && fact.followUpOn && { promisedOn: dayNumber(fact.followUpOn) }),
      };
      const after = { ...before, touches: [...before.touches, touch] };
      this.clients.set(fact.clientId, after);
      deltas.touched({ facts: before, places }, { facts: after, places }, windowsOf(touch.day));
      deltas.owed({ facts: before, places }, { facts: after, places }, 'TOUCHES');
    } else if (fact.kind === 'holding') {
      const { clientId, holdingId, product, cents, on, closedOn } = fact;
      const before = this.client(clientId);
      const row = {
        holdingId,
        from: dayNumber(on),
        deposits: product === 'DEMAND_DEPOSIT' ? cents : 0,
        loans: product === 'LOAN' ? cents : 0,
        closed: closedOn === null ? END : dayNumber(closedOn),
      };
      const rows = withRows(this.held.get(clientId) ?? [], [row]);
      this.held.set(clientId, rows);
      const after = { ...before, balances: balanceSteps(rows) };
      this.clients.set(clientId, after);
      deltas.owed({ facts: before, places }, { facts: after, places }, 'BALANCES');
    } else if (fact.kind === 'reviewed') {
      const before = this.client(fact.clientId);
      const promise = { at: dayOpens(dayNumber(fact.on)) + fact.hour, on: dayNumber(fact.nextOn) };
      const after = { ...before, reviewPromises: [...before.reviewPromises, promise] };
      this.clients.set(fact.clientId, after);
      deltas.owed({ facts: before, places }, { facts: after, places });
    } else if (fact.kind === 'signal' || fact.kind === 'signal-lost') {
      const before = this.client(fact.clientId);
      const signal = { kind: fact.signal, firedOn: dayNumber(fact.on) };
      if (fact.kind === 'signal' && fact.toldOn > fact.lapsesOn) return;
      const signals =
        fact.kind === 'signal'
          ? withSignal(before.signals, { ...signal, lapsesOn: dayNumber(fact.lapsesOn) })
          : withoutSignal(before.signals, signal);
      const after = { ...before, signals };
      this.clients.set(fact.clientId, after);
      deltas.owed({ facts: before, places }, { facts: after, places });
    } else if (fact.kind === 'consent') {
      const before = this.client(fact.clientId);
      const { channel, granted } = fact;
      const day = dayNumber(fact.on);
      const until = granted && fact.expiresOn ? dayNumber(fact.expiresOn) + 1 : END;
      const word = { channel, granted, day, atMs: day, until };
      const after = { ...before, consents: [...before.consents, word] };
      this.clients.set(fact.clientId, after);
      deltas.owed({ facts: before, places }, { facts: after, places });
    } else if (fact.kind === 'registered' || fact.kind === 'rate' || fact.kind === 'assigned') {
      const before = this.client(fact.clientId);
      const after =
        fact.kind === 'assigned'
          ? {
              ...before,
              assignments: withChange(before.assignments, {
                from: dayNumber(fact.from),
                value: this.scopes.staff(fact.rmId),
              }),
            }
          : { ...before, rates: withChange(before.rates, { from: dayNumber(fact.on), value: fact.contactsAYear }) };
      this.clients.set(fact.clientId, after);
      deltas.changed({ facts: before, places }, { facts: after, places }, BEGINNING);
    } else this.plan(fact, deltas, places);
  }

  private plan(fact: Extract<Fact, { on: string; staffId: string }>, deltas: Deltas, places: Placements): void {
    const staff = this.scopes.staff(fact.staffId);
    const day = dayNumber(fact.on);
    if (fact.kind === 'drawn') {
      for (const [item, on] of Object.entries(fact.promised ?? {})) this.promised.set(item, on);
      for (const item of fact.items) this.plans.push({ staff, day, item, drawn: true, status: 'OPEN' });
      deltas.onDay(staff, day, planItemVector(METRIC_SET, { drawn: true, status: 'OPEN' }), fact.items.length, places);
    } else if (fact.kind === 'added') this.plans.push({ staff, day, item: fact.item, drawn: false, status: 'OPEN' });
    else if (fact.kind === 'skipped') {
      const on = this.plans.some(({ item, drawn }) => drawn && item === fact.item) && this.promised.get(fact.item);
      const before = this.client('C1');
      if (!on || before.letGo.includes(dayNumber(on))) return;
      const after = { ...before, letGo: [...before.letGo, dayNumber(on)] };
      this.clients.set('C1', after);
      deltas.owed({ facts: before, places }, { facts: after, places });
    } else if (fact.kind === 'done' || fact.kind === 'cancelled') {
      const item = this.plans.find((plan) => plan.item === fact.item)!;
      deltas.onDay(staff, day, planItemVector(METRIC_SET, item), -1, places);
      item.status = fact.kind === 'done' ? 'DONE' : 'CANCELLED';
      deltas.onDay(staff, day, planItemVector(METRIC_SET, item), 1, places);
    }
  }

  private placed(fact: Fact, deltas: Deltas): void {
    const before = this.places();
    this.placements.push(fact);
    const after = this.places();
    for (const facts of this.clients.values())
      deltas.changed({ facts, places: before }, { facts, places: after }, BEGINNING);
    for (const item of this.plans) {
      deltas.onDay(item.staff, item.day, planItemVector(METRIC_SET, item), -1, before);
      deltas.onDay(item.staff, item.day, planItemVector(METRIC_SET, item), 1, after);
    }
  }

  private client(id: string): ClientFacts {
    return this.clients.get(id) ?? NO_FACTS;
  }

  private places(): TreePlacements {
    const tree = new OrgTree();
    for (const fact of this.placements) {
      if (fact.kind === 'unit') tree.placeUnit({ ...fact, kind: 'BRANCH', name: fact.unitId });
      if (fact.kind === 'staff') tree.placeStaff({ ...fact, role: 'RM' });
    }
    return new TreePlacements(tree, this.scopes);
  }
}

const DAYS = [
  '2025-11-24',
  '2025-12-01',
  '2025-12-31',
  '2026-01-01',
  '2026-01-04',
  '2026-02-14',
  '2026-03-05',
  '2026-03-31',
  '2026-04-02',
];

function figuresOf(
  ledger: Ledger,
  scope: { unitId: string } | { staffId: string },
  grain: number,
  start: string,
): ScopeFigures {
  const key = 'unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`;
  const window = windowsOf(dayNumber(start))[grain]!;
  const vector = ledger.sheet.get(`${key} ${grain} ${window.start}`) ?? METRIC_SET.noVector();
  const read = METRIC_SET.readings.map((reading) => [reading.name, ledger.read(key, reading, window)]);
  const figures = { ...METRIC_SET.namedOf(vector), ...(Object.fromEntries(read) as ScopeFigures) };
  const runs = window.start <= today && today <= window.end && window.start < window.end;
  return comparable({ ...figures, paced: runs ? ledger.paced(key, window) : figures['covered']! });
}

describe('figures moved by after - before', () => {
  it('are those that brute force finds, whatever the order of arrival and the cut into batches', () => {
    fc.assert(
      fc.property(
        aHistory.chain((history) => arrivals(history).map((batches) => ({ history, batches }))),
        ({ history, batches }) => {
          const ledger = new Ledger();
          for (const batch of batches) ledger.take(batch);
          const oracle = new Oracle(history);
          const days = [...DAYS, ...history.flatMap((fact) => (fact.kind === 'contact' ? [fact.on] : []))];
          for (const scope of oracle.scopes())
            GRAINS.forEach((grain, g) => {
              for (const start of startsOf(grain, grain === 'DAY' ? days.slice(0, 20) : days))
                expect({ scope, grain, start, ...figuresOf(ledger, scope, g, start) }).toEqual({
                  scope,
                  grain,
                  start,
                  ...oracle.figures(scope, grain, start),
                });
            });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of a parent are the sum of its children and of those placed in it directly, distinct clients aside', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const ledger = new Ledger();
        ledger.take(history);
        const oracle = new Oracle(history);
        const day = '2026-01-15';
        const staff = oracle.scopes().flatMap((scope) => ('staffId' in scope ? [scope.staffId] : []));
        for (const scope of oracle.scopes()) {
          if (!('unitId' in scope)) continue;
          const below = [
            ...oracle.childrenOf(scope.unitId, day).map((unitId) => ({ unitId })),
            ...staff.filter((id) => oracle.path(id, day)[0] === scope.unitId).map((staffId) => ({ staffId })),
          ];
          const whole = figuresOf(ledger, scope, 0, day);
          const parts = below.map((one) => figuresOf(ledger, one, 0, day));
          for (const column of [
            'touches',
            'contacts',
            'covered',
            'target',
            'drawn',
            'done',
            'at_target',
            'parts_with_target',
            'clients_kept',
          ] as const)
            expect([scope, column, whole[column]]).toEqual([
              scope,
              column,
              parts.reduce((sum, part) => sum + part[column]!, 0),
            ]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('windowsOfDays', () => {
  const days = [0, 1, 400].map((day) => dayNumber('2026-01-01') + day);
  it('names each period with one of the days once', () => expect(windowsOfDays(days)).toHaveLength(3 + 2 + 2 + 2 + 2));
  it('leaves out what ended before a day', () => expect(windowsOfDays(days, days[2])).toHaveLength(5));
});
