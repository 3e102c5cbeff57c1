import type { MetricGroup } from '../metrics/metric.js';
import { type CardGroup, type CardItem, type Reached, scoreOf } from './score.rules.js';

const item = (metric: string, weight: number): CardItem => ({ metric, weight, level: 'BASE', cap: 1.2 });
const CLIENT: CardGroup = { group: 'CLIENT', weight: 60, items: [item('COVERAGE', 40), item('UNTOUCHED_61', 20)] };
const PLAN: CardGroup = { group: 'PLAN', weight: 10, items: [item('PLAN_COMPLETION', 10)] };
const DEPOSIT: CardGroup = { group: 'DEPOSIT', weight: 30, items: [item('DEPOSITS', 30)] };
const CARD = [CLIENT, PLAN, DEPOSIT];

const of = (value: number | null, target: number | null, lower = false, group: MetricGroup = 'CLIENT'): Reached => ({
  value,
  target,
  direction: lower ? 'LOWER_IS_BETTER' : 'HIGHER_IS_BETTER',
  group,
});
const good: Record<string, Reached> = {
  COVERAGE: of(0.72, 0.8),
  UNTOUCHED_61: of(0.1, 0.05, true),
  PLAN_COMPLETION: of(0.9, 0.9),
  DEPOSITS: of(150, 100),
};
const score = (reached: Record<string, Reached>, card: readonly CardGroup[] = CARD) =>
  scoreOf(card, (metric) => reached[metric]!);
const notes = (reached: Record<string, Reached>, card?: readonly CardGroup[]) =>
  score(reached, card).steps.flatMap(({ note, metric, group }) => (note ? [`${note} ${metric ?? group}`] : []));

describe('the score of a card', () => {
  it('is of each item min(attainment, 1.2) x weight, and their sum', () => {
    // 0.9 x 40 = 36, 0.5 x 20 = 10, 1 x 10 = 10, 1.2 x 30 = 36.
    const { score: total, steps } = score(good);
    expect(total).toBeCloseTo(92, 10);
    expect(steps.map(({ metric, points }) => [metric, Math.round(points! * 1e6) / 1e6])).toEqual([
      ['COVERAGE', 36],
      ['UNTOUCHED_61', 10],
      ['PLAN_COMPLETION', 10],
      ['DEPOSITS', 36],
    ]);
  });

  it('is 120 at the most, and 0 where nothing was reached', () => {
    const all = Object.keys(good);
    expect(score(Object.fromEntries(all.map((metric) => [metric, of(9, 1)]))).score).toBeCloseTo(120, 10);
    expect(score(Object.fromEntries(all.map((metric) => [metric, of(0, 1)]))).score).toBe(0);
  });

  it('takes target / value where lower is better, the most where nothing is left', () => {
    const none = score({ ...good, UNTOUCHED_61: of(0, 0.05, true) });
    expect(none.steps[1]).toMatchObject({ attainment: 1.2, capped: 1.2, points: 24 });
  });

  it('holds DEPOSIT items to attainment 1 where the CLIENT group has less than 60 % of its weight', () => {
    // 0.5 x 40 + 0.5 x 20 = 30, below 36; 1 x 10; deposits 1 x 30.
    const weak = { ...good, COVERAGE: of(0.4, 0.8) };
    expect(score(weak).score).toBeCloseTo(70, 10);
    expect(notes(weak)).toEqual(['DEPOSITS_HELD_BACK DEPOSIT']);
  });

  it('holds a metric of deposits to attainment 1 in whatever group of the card it stands', () => {
    const card: CardGroup[] = [
      { ...CLIENT, items: [item('COVERAGE', 40), item('UNTOUCHED_61', 10), item('DEPOSITS', 10)] },
      { group: 'PLAN', weight: 40, items: [item('PLAN_COMPLETION', 10), item('DEPOSIT_GROWTH', 30)] },
    ];
    // 0.5 x 40 + 0.2 x 10 + 1.2 x 10 = 34, below 36; so 32; then 1 x 10, and 1 x 30 instead of 1.2 x 30.
    const deposits = of(2, 1, false, 'DEPOSIT');
    const weak = {
      ...{ COVERAGE: of(0.4, 0.8), UNTOUCHED_61: of(0.5, 0.1, true), PLAN_COMPLETION: of(1, 1) },
      ...{ DEPOSITS: deposits, DEPOSIT_GROWTH: deposits },
    };
    expect(score(weak, card).score).toBeCloseTo(72, 10);
    expect(notes(weak, card)).toEqual(['DEPOSITS_HELD_BACK DEPOSIT']);
    // 0.9 x 40 keeps the clients well: 36 + 2 + 12, 10, and 1.2 x 30.
    const well = { ...weak, COVERAGE: of(0.72, 0.8) };
    expect(score(well, card).score).toBeCloseTo(96, 10);
    expect(notes(well, card)).toEqual([]);
  });

  it('lets them count where the CLIENT group has just 60 %', () => {
    // 0.6 x 60 = 36 is not below 36; 10; 1.2 x 30 = 36.
    const enough = { ...good, COVERAGE: of(6, 10), UNTOUCHED_61: of(10, 6, true) };
    expect(score(enough).score).toBeCloseTo(82, 10);
  });

  it('lets them count at 60 % of shares that no decimal number tells exactly', () => {
    const thirds = ['CONTACTS', 'NEW_CLIENTS', 'TOUCHES'];
    const card: CardGroup[] = [
      { group: 'CLIENT', weight: 50, items: [...thirds.map((metric) => item(metric, 10)), item('COVERAGE', 20)] },
      { group: 'DEPOSIT', weight: 30, items: [item('DEPOSITS', 30)] },
      { group: 'PLAN', weight: 20, items: [item('PLAN_COMPLETION', 20)] },
    ];
    const reached = {
      ...Object.fromEntries(thirds.map((metric) => [metric, of(6, 10)])),
      ...{ COVERAGE: of(0.9, null), DEPOSITS: of(2, 1), PLAN_COMPLETION: of(1, 1) },
    };
    expect(score(reached, card).score).toBeCloseTo(86, 10);
    expect(notes(reached, card)).toEqual(['NO_TARGET COVERAGE']);
  });

  it('is 0 for an item at the least, however much was lost', () => {
    const lost = { ...good, DEPOSITS: of(-5_000_000, 1_000_000) };
    expect(score(lost).score).toBeCloseTo(56, 10);
    expect(score(lost).steps.find(({ metric }) => metric === 'DEPOSITS')).toMatchObject({ capped: 0, points: 0 });
  });

  it('gives the weight of a group whose items weigh nothing to the CLIENT group', () => {
    const card: CardGroup[] = [
      { group: 'VISIT', weight: 40, items: [item('VISITS', 40), item('RATING', 0)] },
      { group: 'CLIENT', weight: 60, items: [item('COVERAGE', 60)] },
    ];
    const reached = { VISITS: of(3, null), RATING: of(5, 4), COVERAGE: of(1, 1) };
    expect(score(reached, card).score).toBe(100);
  });

  it('gives the weight of an item without a target to the others of its group, in proportion', () => {
    // COVERAGE alone weighs 60: 0.9 x 60 = 54; 10; 36.
    const without = { ...good, UNTOUCHED_61: of(0.1, null, true) };
    expect(score(without).score).toBeCloseTo(100, 10);
    expect(notes(without)).toEqual(['NO_TARGET UNTOUCHED_61']);
    const three = { ...CLIENT, items: [item('COVERAGE', 30), item('UNTOUCHED_61', 20), item('CONTACTS', 10)] };
    const { steps } = score({ ...without, CONTACTS: of(1, 1) }, [three, PLAN, DEPOSIT]);
    expect(steps.slice(0, 2).map(({ metric, weight }) => [metric, weight])).toEqual([
      ['COVERAGE', 45],
      ['CONTACTS', 15],
    ]);
  });

  it('treats an item that has a target and no value as one without a target', () => {
    const without = { ...good, UNTOUCHED_61: of(null, 0.05, true) };
    expect(score(without).score).toBeCloseTo(100, 10);
    expect(notes(without)).toEqual(['NO_TARGET UNTOUCHED_61']);
  });

  it('gives the weight of a group without items to the CLIENT group', () => {
    // PLAN has no target: CLIENT weighs 70, in 2 to 1: 0.9 x 46.67 + 0.5 x 23.33 = 53.67; 36.
    const without = { ...good, PLAN_COMPLETION: of(0.9, null) };
    expect(score(without).score).toBeCloseTo(42 + 35 / 3 + 36, 10);
    expect(notes(without)).toEqual(['NO_TARGET PLAN_COMPLETION', 'WEIGHT_TO_CLIENT PLAN']);
  });

  it('is none where no item has a target', () => {
    const nothing = Object.fromEntries(Object.keys(good).map((metric) => [metric, of(1, null)]));
    expect(score(nothing).score).toBeNull();
    expect(notes(nothing)).toContain('NOTHING_TO_SCORE null');
  });
});
