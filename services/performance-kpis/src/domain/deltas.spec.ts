import { chinaCalendar, dayNumber, GRAINS, OrgTree } from '@hengxin/contracts';
import fc from 'fast-check';
import { type ClientFacts, NO_FACTS, withChange } from './client-facts.js';
import { Deltas, windowsTouched } from './deltas.js';
import { type Figures, noFigures } from './figures.js';
import { aHistory, arrivals, type Fact, Oracle, startsOf } from './figures.oracle.suite.js';
import { BEGINNING, type Day, windowsOf } from './periods.js';
import { type Places, TreePlaces } from './places.js';
import { Scopes } from './scopes.js';
import { WorkingDays } from './working-days.js';

const workingDays = new WorkingDays(chinaCalendar);

/** The projection's arithmetic with maps in place of tables. */
class Ledger {
  readonly scopes = new Scopes();
  readonly sheet = new Map<string, Figures>();
  readonly level = new Map<string, number>();
  private readonly clients = new Map<string, ClientFacts>();
  private readonly placements: Fact[] = [];
  private readonly plans: { staff: number; day: Day; item: string; drawn: boolean; status: string }[] = [];

  take(batch: readonly Fact[]): void {
    const deltas = new Deltas(workingDays);
    for (const fact of batch) this.one(fact, deltas);
    for (const { scope, window, figures } of deltas.moved()) {
      const key = `${this.scopes.key(scope)} ${window.grain} ${window.start}`;
      const sum = this.sheet.get(key) ?? noFigures();
      for (const column of Object.keys(sum) as (keyof Figures)[]) sum[column] += figures[column];
      this.sheet.set(key, sum);
    }
    for (const { scope, from, delta } of deltas.stepped()) {
      const key = `${this.scopes.key(scope)} ${from}`;
      this.level.set(key, (this.level.get(key) ?? 0) + delta);
    }
  }

  target(scope: string, start: Day, end: Day): number {
    let target = 0;
    for (const [key, delta] of this.level) {
      const [of, from] = key.split(' ');
      if (of === scope) target += delta * workingDays.between(Math.max(+from!, start), end);
    }
    return target;
  }

  private one(fact: Fact, deltas: Deltas): void {
    if (fact.kind === 'unit' || fact.kind === 'staff') return this.placed(fact, deltas);
    const places = this.places();
    if (fact.kind === 'contact') {
      const before = this.client(fact.clientId);
      const touch = { day: dayNumber(fact.on), staff: this.scopes.staff(fact.staffId), effective: fact.effective };
      const after = { ...before, touches: [...before.touches, touch] };
      this.clients.set(fact.clientId, after);
      deltas.touched({ facts: before, places }, { facts: after, places }, windowsOf(touch.day));
    } else if (fact.kind === 'registered' || fact.kind === 'rate' || fact.kind === 'assigned') {
      const before = this.client(fact.clientId);
      const after =
        fact.kind === 'assigned'
          ? { ...before, assignments: withChange(before.assignments, { from: dayNumber(fact.from), value: this.scopes.staff(fact.rmId) }) }
          : { ...before, rates: withChange(before.rates, { from: dayNumber(fact.on), value: fact.contactsAYear }) };
      this.clients.set(fact.clientId, after);
      deltas.changed({ facts: before, places }, { facts: after, places }, BEGINNING);
    } else this.plan(fact, deltas, places);
  }

  private plan(fact: Extract<Fact, { on: string; staffId: string }>, deltas: Deltas, places: Places): void {
    const staff = this.scopes.staff(fact.staffId);
    const day = dayNumber(fact.on);
    if (fact.kind === 'drawn') {
      for (const item of fact.items) this.plans.push({ staff, day, item, drawn: true, status: 'open' });
      deltas.planned(staff, day, fact.items.length, 0, places);
    } else if (fact.kind === 'added') this.plans.push({ staff, day, item: fact.item, drawn: false, status: 'open' });
    else if (fact.kind === 'done' || fact.kind === 'cancelled') {
      const item = this.plans.find((plan) => plan.item === fact.item)!;
      item.status = fact.kind;
      if (item.drawn) deltas.planned(staff, day, fact.kind === 'cancelled' ? -1 : 0, fact.kind === 'done' ? 1 : 0, places);
    }
  }

  private placed(fact: Fact, deltas: Deltas): void {
    const before = this.places();
    this.placements.push(fact);
    const after = this.places();
    for (const facts of this.clients.values()) deltas.changed({ facts, places: before }, { facts, places: after }, BEGINNING);
    for (const { staff, day, drawn, status } of this.plans) {
      if (!drawn || status === 'cancelled') continue;
      deltas.planned(staff, day, -1, status === 'done' ? -1 : 0, before);
      deltas.planned(staff, day, 1, status === 'done' ? 1 : 0, after);
    }
  }

  private client(id: string): ClientFacts {
    return this.clients.get(id) ?? NO_FACTS;
  }

  private places(): TreePlaces {
    const tree = new OrgTree();
    for (const fact of this.placements) {
      if (fact.kind === 'unit') tree.placeUnit({ ...fact, kind: 'BRANCH', name: fact.unitId });
      if (fact.kind === 'staff') tree.placeStaff({ ...fact, role: 'RM' });
    }
    return new TreePlaces(tree, this.scopes);
  }
}

const DAYS = ['2025-11-24', '2025-12-01', '2025-12-31', '2026-01-01', '2026-01-04', '2026-02-14', '2026-03-05', '2026-03-31', '2026-04-02'];

function figuresOf(ledger: Ledger, scope: { unitId: string } | { staffId: string }, grain: number, start: string) {
  const key = 'unitId' in scope ? `unit:${scope.unitId}` : `staff:${scope.staffId}`;
  const window = windowsOf(dayNumber(start))[grain]!;
  const figures = ledger.sheet.get(`${key} ${grain} ${window.start}`) ?? noFigures();
  return { ...figures, target: ledger.target(key, window.start, window.end) };
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
          for (const column of ['touches', 'contacts', 'covered', 'target', 'drawn', 'done'] as const)
            expect([scope, column, whole[column]]).toEqual([scope, column, parts.reduce((sum, part) => sum + part[column], 0)]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('windowsTouched', () => {
  it('names each period with a touch once', () => {
    const touches = [0, 1, 400].map((day) => ({ day: dayNumber('2026-01-01') + day, staff: 0, effective: true }));
    expect(windowsTouched({ ...NO_FACTS, touches })).toHaveLength(3 + 2 + 2 + 2 + 2);
  });
});
