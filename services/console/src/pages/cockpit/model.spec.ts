import {
  levelLines,
  placesOf,
  trendLines,
  trendOf,
  viewOf,
  warmthOfAttainment,
  warmthOfPlace,
  yearsOf,
} from './model.js';

const TODAY = '2026-03-02';

describe('the cockpit', () => {
  it('shows the trends of the running month by the tree of each day where nothing is asked for', () =>
    expect(viewOf(new URLSearchParams(), TODAY)).toMatchObject({
      ...{ part: 'trends', unitId: null, grain: 'MONTH', start: '2026-03-01', tree: 'AS_WAS', by: 'COVERAGE' },
      ...{ columns: 'metrics', shade: 'place', of: null, open: [] },
    }));
  it('leaves out what makes no sense in an address', () =>
    expect(
      viewOf(new URLSearchParams('show=all&grain=EON&start=2026-02-31&tree=OAK&by=LUCK&metrics=LUCK'), TODAY),
    ).toEqual(viewOf(new URLSearchParams(), TODAY)));
  it('reads an address', () =>
    expect(
      viewOf(new URLSearchParams('show=map&unit=U1&start=2026-02-14&tree=AS_IS&metrics=VISITS,PACE&open=a,b'), TODAY),
    ).toMatchObject({
      ...{ part: 'map', unitId: 'U1', start: '2026-02-01', tree: 'AS_IS', metrics: ['PACE', 'VISITS'] },
      open: ['a', 'b'],
    }));
});

describe('a trend', () => {
  it('asks for the year before as well, and not for what lies before the calendar', () => {
    expect(trendOf('MONTH', '2026-02-01')).toEqual({ from: '2024-02-01', to: '2026-02-01' });
    expect(trendOf('YEAR', '2026-01-01')).toEqual({ from: '2022-01-01', to: '2026-01-01' });
    expect(trendOf('MONTH', '2004-06-01')).toEqual({ from: '2004-01-01', to: '2004-06-01' });
  });
  it('shows the targets of two calendar years, and none before the calendar', () => {
    expect(yearsOf('2026-02-01')).toEqual({ year: 2026, yearBefore: 2025 });
    expect(yearsOf('2004-02-01')).toEqual({ year: 2004, yearBefore: 2004 });
  });
  const point = (start: string, value: number | null) => ({ start, values: [{ metric: 'VISITS', value }] });
  const quarters = ['2023', '2024', '2025'].flatMap((year) => ['01', '04', '07', '10'].map((m) => `${year}-${m}-01`));

  it('holds each period against the one a year before', () => {
    const lines = trendLines(
      'QUARTER',
      quarters.map((start, i) => point(start, i)),
      [],
      'VISITS',
    );
    expect(lines.starts).toEqual(quarters.slice(4));
    expect(lines.now).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(lines.before).toEqual([null, 1, 2, 3, 4, 5, 6, 7]);
  });
  it('has targets of months alone, and no line of what is not there', () => {
    const months = [point('2026-01-01', 0), point('2026-02-01', 3)];
    const targets = [{ metric: 'VISITS', month: '2026-02-01', base: 5 }];
    expect(trendLines('MONTH', months, targets, 'VISITS')).toEqual({
      starts: ['2026-01-01', '2026-02-01'],
      now: [null, 3],
      last: 3,
      before: null,
      target: [null, 5],
    });
    expect(trendLines('MONTH', [point('2026-01-01', 0)], [], 'VISITS')).toMatchObject({ now: [null], last: 0 });
    expect(trendLines('YEAR', months, targets, 'VISITS').target).toBeNull();
    expect(trendLines('MONTH', months, targets, 'PACE')).toMatchObject({ now: [null, null], target: null });
  });
});

describe('a place on the map', () => {
  it('is from 0 for the worst to 1 for the best, ties share the middle', () => {
    expect(placesOf([10, 30, 20, 20, null], false)).toEqual([0, 1, 0.5, 0.5, null]);
    expect(placesOf([10, 30, 20], true)).toEqual([1, 0, 0.5]);
  });
  it('is in the middle where there is nobody to be held against', () =>
    expect(placesOf([7, null], false)).toEqual([0.5, null]));
  it('is coloured by how far it is from the middle, a target by how far it was reached', () => {
    expect([0, 0.5, 1, null].map(warmthOfPlace)).toEqual([-1, 0, 1, 0]);
    expect([0, 1, 2, null].map(warmthOfAttainment)).toEqual([-1, 0, 1, 0]);
  });
});

describe('attainment', () => {
  const attained = (metric: string, target: number | null, childrenSum: number | null = null) => ({
    ...{ metric, value: 80, target, attainment: target === null ? null : 80 / target, childrenSum },
    difference: target === null || childrenSum === null ? null : target - childrenSum,
  });
  it('stands against three levels on one bar, with the sum of the children beside each', () => {
    const base = [attained('CONTACTS', 50, 60)];
    const [line] = levelLines({ base, stretch: [attained('CONTACTS', 75)], challenge: [attained('CONTACTS', 100)] });
    expect(line).toMatchObject({ metric: 'CONTACTS', value: 80, levels: { base: { difference: -10 } } });
    expect(line!.bar).toEqual({
      length: 0.8,
      marks: [
        { level: 'base', at: 0.5 },
        { level: 'stretch', at: 0.75 },
        { level: 'challenge', at: 1 },
      ],
    });
  });
  it('shows a metric of which only the children have a target', () => {
    const lines = levelLines({ base: [attained('VISITS', null, 9)], stretch: [], challenge: [] });
    expect(lines).toMatchObject([{ metric: 'VISITS', levels: { stretch: null }, bar: { length: 1, marks: [] } }]);
  });
});
