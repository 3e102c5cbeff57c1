import {
  behindText,
  changeOf,
  hasContacts,
  isCounted,
  METRICS,
  sharesOf,
  shownWith,
  sinceFirst,
  trendOf,
  USUAL,
  viewOf,
} from './model.js';

const view = (address: string) => viewOf(new URLSearchParams(address), '2026-03-04');

describe('what an address asks for', () => {
  it('is the month that runs, the usual metrics and the own unit where it says nothing', () =>
    expect(view('')).toEqual({
      section: 'overview',
      against: 'PREVIOUS_PERIOD',
      scope: null,
      grain: 'MONTH',
      start: '2026-03-01',
      by: 'CONTACTS',
      descending: true,
      shown: USUAL,
      open: [],
      behind: null,
    }));
  it('is taken at its word', () =>
    expect(
      view(
        'show=score&against=PARENT&unit=U1&grain=WEEK&start=2026-02-27&by=COVERAGE&order=up&metrics=COVERAGE,TOUCHES&open=U2,U3',
      ),
    ).toMatchObject({
      section: 'score',
      against: 'PARENT',
      scope: { unitId: 'U1' },
      grain: 'WEEK',
      start: '2026-02-23',
      by: 'COVERAGE',
      descending: false,
      shown: ['TOUCHES', 'COVERAGE'],
      open: ['U2', 'U3'],
    }));
  it('is as if it were not there where it makes no sense', () =>
    expect(view('grain=AGE&start=2026-13-01&by=LUCK&metrics=LUCK&behind=LUCK.unit.U1')).toMatchObject({
      grain: 'MONTH',
      start: '2026-03-01',
      by: 'CONTACTS',
      shown: USUAL,
      behind: null,
    }));
  it('names the figure whose contacts are looked at, whatever its id is made of', () => {
    expect(view(`behind=${behindText('CONTACTS', { unitId: 'U.1' })}`).behind).toEqual({
      metric: 'CONTACTS',
      scope: { unitId: 'U.1' },
    });
    expect(view('behind=COVERAGE.staff.S1').behind).toEqual({ metric: 'COVERAGE', scope: { staffId: 'S1' } });
  });
});

describe('a figure beside the one of the period before', () => {
  it('differs by a part of it, or by points where it is a ratio', () => {
    expect(changeOf('CONTACTS', 110, 100)).toEqual({ kind: 'percent', by: 0.1 });
    expect(changeOf('COVERAGE', 0.5, 0.75)).toEqual({ kind: 'points', by: -0.25 });
  });
  it('is compared with nothing where there is none, or it was nothing', () =>
    expect([
      changeOf('CONTACTS', 5, 0),
      changeOf('CONTACTS', 5, null),
      changeOf('COVERAGE', null, 0.5),
      changeOf('COVERAGE', 0, undefined),
      changeOf('COVERAGE', 0.6, 0),
    ]).toEqual([null, null, null, null, null]));
});

describe('a trend', () => {
  it('ends with the period that is shown', () =>
    expect(trendOf('MONTH', '2026-03-01')).toEqual({ from: '2025-03-01', to: '2026-03-01' }));
  it('has no zeros before the first that was counted, and keeps those after it', () => {
    expect(sinceFirst([0, null, 0, 5, 0, 7])).toEqual([null, null, null, 5, 0, 7]);
    expect(sinceFirst([0, null, 0])).toEqual([null, null, null]);
    expect(sinceFirst([3, 0])).toEqual([3, 0]);
  });
  it('does not begin before the calendar of the bank', () =>
    expect(trendOf('YEAR', '2006-01-01')).toEqual({ from: '2004-01-01', to: '2006-01-01' }));
});

describe('the shares of a figure', () => {
  const parts = Array.from({ length: 10 }, (_, at) => ({ key: `U${at}`, name: `${at}`, value: at * 10 }));
  it('are those of the greatest, and what is left of the whole', () => {
    const shares = sharesOf('CONTACTS', parts, 450);
    expect(shares.map(({ key }) => key)).toEqual(['U9', 'U8', 'U7', 'U6', 'U5', 'U4', 'U3', 'U2', '…']);
    expect(shares[0]).toEqual({ key: 'U9', name: '9', value: 90, of: 0.2, length: 0.2 });
    expect(shares.at(-1)).toMatchObject({ name: null, value: 10, length: 10 / 450 });
  });
  it('are no shares where the parts do not add up: a client counts once above two units', () => {
    const shares = sharesOf('CLIENTS_CONTACTED', parts, 300);
    expect(shares).toHaveLength(8);
    expect(shares.every(({ of }) => of === null)).toBe(true);
    expect(shares[0]!.length).toBe(1);
  });
  it('leave out what has no value, and draw nothing where all is nothing', () => {
    expect(sharesOf('COVERAGE', [{ key: 'a', name: 'a', value: null }], null)).toEqual([]);
    expect(sharesOf('CONTACTS', [{ key: 'a', name: 'a', value: 0 }], 0)).toEqual([
      { key: 'a', name: 'a', value: 0, of: null, length: 0 },
    ]);
  });
});

describe('the metrics that are shown', () => {
  it('are to be chosen from all, the usual ones first and each once', () => {
    expect(METRICS.slice(0, USUAL.length)).toEqual(USUAL);
    expect([...new Set(METRICS)]).toEqual(METRICS);
  });
  it('are the usual ones where nobody chose, and never none', () => {
    expect(shownWith(METRICS, USUAL)).toBeNull();
    expect(shownWith(USUAL, METRICS)).toBe(METRICS.join(','));
    expect(shownWith(METRICS, ['COVERAGE', 'CONTACTS'])).toBe('CONTACTS,COVERAGE');
    expect(shownWith(['TOUCHES'], [])).toBe('TOUCHES');
  });
});

describe('what is behind a figure', () => {
  it('are contacts, but where it counts clients or promises', () => {
    expect(['COVERAGE', 'PACE', 'TOUCHES_SMS'].map((metric) => hasContacts(metric as 'PACE'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['CLIENTS_KEPT', 'UNTOUCHED_61', 'PROMISES_KEPT'].map((metric) => hasContacts(metric as 'PACE'))).toEqual([
      false,
      false,
      false,
    ]);
  });
  it('is there where anything was counted, and where a share missed all it could reach', () => {
    const value = (metric: string, numerator: number, denominator: number | null) =>
      isCounted({ metric: metric as 'PACE', value: null, numerator, denominator });
    expect(value('VISITS', 3, null)).toBe(true);
    expect(value('VISITS', 0, null)).toBe(false);
    expect(value('UNTOUCHED_61', 0, 8)).toBe(true);
    expect(value('UNTOUCHED_61', 0, 0)).toBe(false);
    // No contact covers anything: there is none to list.
    expect(value('COVERAGE', 0, 120)).toBe(false);
    expect(value('DEPOSITS', 0, 3100)).toBe(false);
  });
});
