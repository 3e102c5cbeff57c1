import { chinaCalendar, dayNumber } from '@hengxin/contracts';
import { type ClientFacts, NO_FACTS, type Touch } from '../figures/client-facts.rules.js';
import { METRIC_SET } from './index.js';
import { byMoment, type LateTouch, restated } from './late-touches.js';
import { countedPartsOf } from '../figures/parts.rules.js';
import { BEGINNING, windowsOf } from '../kpi/periods.rules.js';
import type { Placements } from '../figures/placements.rules.js';
import { Scopes } from '../figures/scopes.rules.js';
import { WorkingDays } from '../figures/working-days.rules.js';

const scopes = new Scopes();
const [S1, S2, L1] = [scopes.staff('S1'), scopes.staff('S2'), scopes.unit('L1')];
const places: Placements = { stretchesOf: () => [{ from: BEGINNING, path: [L1] }] };
const workingDays = new WorkingDays(chinaCalendar);
const january = windowsOf(dayNumber('2026-01-12'))[2]!;

const touch = (on: string, staff = S1, effective = true): Touch => ({
  day: dayNumber(on),
  at: dayNumber(on) * 2 ** 28,
  channel: 'PHONE',
  staff,
  effective,
});
const late = (contactId: string, on: string, known: string, staff = S1, effective = true): LateTouch => ({
  ...touch(on, staff, effective),
  late: { contactId, atMicros: Date.parse(`${known}T02:00:00Z`) * 1000, on: dayNumber(known) },
});

/** What a touch moves in January beside others, as `contact scope clients contacts`. */
function moves(others: readonly Touch[], made: Touch): string[] {
  const facts: ClientFacts = { ...NO_FACTS, touches: others };
  const found: string[] = [];
  restated(
    { facts, parts: countedPartsOf(facts, places), places },
    made,
    january,
    { metrics: METRIC_SET, workingDays },
    (touch, scope, vector) => {
      const { clients, contacts } = METRIC_SET.namedOf(vector);
      found.push(`${touch.late.contactId} ${scopes.id(scope)} ${clients} ${contacts}`);
    },
  );
  return found.sort();
}

describe('what a contact moves in the ledger of a closed period', () => {
  it('is nothing where it was known in time and no other was late', () => {
    expect(moves([touch('2026-01-05')], touch('2026-01-12'))).toEqual([]);
    expect(moves([late('K1', '2026-01-05', '2026-01-20')], touch('2026-01-12'))).toEqual([]);
    expect(moves([late('K1', '2026-03-05', '2026-04-20')], touch('2026-01-12'))).toEqual([]);
  });
  it('is what it adds to those known before it', () => {
    expect(moves([], late('K1', '2026-01-12', '2026-02-03'))).toEqual(['K1 L1 1 1', 'K1 S1 1 1']);
    expect(moves([touch('2026-01-05', S2)], late('K1', '2026-01-12', '2026-02-03'))).toEqual([
      'K1 L1 0 1',
      'K1 S1 1 1',
    ]);
    expect(moves([late('K0', '2026-01-05', '2026-02-02', S2)], late('K1', '2026-01-12', '2026-02-03'))).toEqual([
      'K1 L1 0 1',
      'K1 S1 1 1',
    ]);
  });
  it('takes the client from one that was heard before it and became known after it', () =>
    expect(moves([late('K2', '2026-01-05', '2026-02-04', S2)], late('K1', '2026-01-12', '2026-02-03'))).toEqual([
      'K1 L1 1 1',
      'K1 S1 1 1',
      'K2 L1 -1 0',
    ]));
  it('takes the client from a late one, though it was known in time itself and has no entry', () =>
    expect(moves([late('K2', '2026-01-05', '2026-02-04', S2)], touch('2026-01-12'))).toEqual(['K2 L1 -1 0']));
  it('takes nothing from later ones that had moved no client, nor by a touch that is none', () => {
    const others = [late('K2', '2026-01-05', '2026-02-04', S2), late('K3', '2026-01-06', '2026-02-05', S2)];
    expect(moves(others, touch('2026-01-12'))).toEqual(['K2 L1 -1 0']);
    expect(moves(others, touch('2026-01-12', S1, false))).toEqual([]);
    expect(moves(others, late('K1', '2026-01-12', '2026-02-03', S1, false))).toEqual(['K1 L1 0 0', 'K1 S1 0 0']);
  });
  it('of two that became known in one moment, is decided by their ids', () => {
    const [a, b] = [late('A', '2026-01-05', '2026-02-03'), late('B', '2026-01-06', '2026-02-03', S2)];
    expect([b, a].sort(byMoment)).toEqual([a, b]);
    expect(moves([b], a)).toContain('B L1 -1 0');
    expect(moves([a], b)).toEqual(['B L1 0 1', 'B S2 1 1']);
  });
});
