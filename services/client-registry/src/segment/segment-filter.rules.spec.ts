import {
  FILTER_CONDITIONS,
  FILTER_DEPTH,
  keepersIn,
  maskedIn,
  readFilter,
  SegmentFilter,
  spelt,
} from './segment-filter.rules.js';

const parsed = (given: unknown): SegmentFilter => SegmentFilter.parse(given);
const faultAt = (given: unknown): string | undefined => {
  const { error } = SegmentFilter.safeParse(given);
  return error && error.issues[0]!.path.join('.');
};
const deep = (depth: number): object => (depth === 1 ? { kind: 'PERSON' } : { not: deep(depth - 1) });

describe('rule 19: the filter of a segment', () => {
  it('is a predicate over profile, holdings and history', () => {
    const filter = {
      ...{
        tier: ['GOLD'],
        kind: 'PERSON',
        contactsAYear: { min: 6 },
        notContactedSince: '2026-01-01',
        interest: '钓鱼',
      },
      holds: { kind: 'WEALTH', productCode: 'W1', balance: { min: '1000', max: '2000.50' } },
      ...{ deposits: { min: '-1.5' }, birthdayWithinDays: 7, consent: { channel: 'PHONE', purpose: 'SERVICE' } },
      ...{ rmId: 'S1', unitId: 'U1' },
      ...{ all: [{ kind: 'COMPANY' }], any: [{ tier: ['GOLD'] }, { tier: ['PRIVATE'] }], not: { interest: '高尔夫' } },
    };
    expect(parsed(filter)).toEqual(filter);
    expect(readFilter(spelt(parsed(filter)))).toEqual(filter);
  });

  it('may name nothing: then it is every client of the caller’s', () => expect(parsed({})).toEqual({}));

  it('has one spelling, in whatever order it is given, and what is null is not named', () => {
    const one = spelt(parsed({ tier: ['GOLD'], kind: 'PERSON', not: null }));
    expect(spelt(parsed({ kind: 'PERSON', deposits: null, tier: ['GOLD'] }))).toBe(one);
  });

  it.each<[string, unknown, string]>([
    ['a condition that there is none of', { income: 1 }, ''],
    ['a tier that there is none of', { tier: ['SILVER'] }, 'tier.0'],
    ['no tier', { tier: [] }, 'tier'],
    ['a range without ends', { contactsAYear: {} }, 'contactsAYear'],
    ['a range turned round', { contactsAYear: { min: 7, max: 6 } }, 'contactsAYear'],
    ['amounts turned round', { deposits: { min: '10', max: '9' } }, 'deposits'],
    ['an amount with three places', { deposits: { min: '1.234' } }, 'deposits.min'],
    ['a holding of anything', { holds: {} }, 'holds'],
    ['a birthday in two years', { birthdayWithinDays: 367 }, 'birthdayWithinDays'],
    ['a birthday that is over', { birthdayWithinDays: -1 }, 'birthdayWithinDays'],
    ['a consent without purpose', { consent: { channel: 'PHONE' } }, 'consent.purpose'],
    ['an id that is none', { rmId: 'a b' }, 'rmId'],
    ['no choice', { any: [] }, 'any'],
    ['a fault in a fault', { all: [{ not: { kind: 'DOG' } }] }, 'all.0.not.kind'],
    ['too deep', deep(FILTER_DEPTH + 1), ''],
    ['deeper than anybody reads', deep(200), ''],
    ['too many conditions', { any: Array.from({ length: FILTER_CONDITIONS }, () => ({ kind: 'PERSON' })) }, ''],
    [
      'more than is kept',
      { any: Array.from({ length: 45 }, () => ({ interest: '名'.repeat(100), rmId: 'x'.repeat(64) })) },
      '',
    ],
  ])('is refused by name of the field: %s', (_, given, at) => {
    const fault = faultAt(given);
    expect(fault).toBeDefined();
    if (at !== '') expect(fault).toBe(at);
  });

  it('takes what is as deep as allowed', () => expect(parsed(deep(FILTER_DEPTH))).toEqual(deep(FILTER_DEPTH)));

  it('tells where it asks for what head office sees masked', () => {
    expect(maskedIn(parsed({ tier: ['GOLD'], consent: { channel: 'PHONE', purpose: 'SERVICE' } }))).toBeUndefined();
    expect(maskedIn(parsed({ all: [{ tier: ['GOLD'] }, { not: { interest: '钓鱼' } }] }))).toEqual([
      ...['all', '1', 'not', 'interest'],
    ]);
    for (const masked of [{ deposits: { min: '1' } }, { holds: { kind: 'LOAN' } }, { birthdayWithinDays: 0 }])
      expect(maskedIn(parsed(masked))).toHaveLength(1);
  });

  it('is narrowed by what it requires, and by nothing that it excludes', () => {
    expect(keepers({ unitId: 'U1', all: [{ rmId: 'S1' }], not: { unitId: 'U2' } })).toEqual(['S1']);
    expect(keepers({ unitId: 'U1', rmId: 'S3' })).toEqual([]);
    expect(keepers({ not: { rmId: 'S1' }, kind: 'PERSON' })).toBe('ALL');
    expect(keepers({ unitId: 'ROOT', all: [{ unitId: 'U2' }] })).toEqual(['S3']);
  });

  it('is narrowed by alternatives of which each is of somebody, and not where one is of everybody', () => {
    expect(keepers({ any: [{ unitId: 'U2' }, { rmId: 'S1', tier: ['GOLD'] }] })).toEqual(['S3', 'S1']);
    expect(keepers({ unitId: 'U1', any: [{ unitId: 'U2' }, { rmId: 'S1' }] })).toEqual(['S1']);
    expect(keepers({ any: [{ unitId: 'U2' }, { tier: ['GOLD'] }] })).toBe('ALL');
  });
});

const UNITS: Readonly<Record<string, readonly string[]>> = { U1: ['S1', 'S2'], U2: ['S3'] };

function keepers(given: object): 'ALL' | string[] {
  const found = keepersIn(parsed(given), (unitId) => (unitId === 'ROOT' ? 'ALL' : new Set(UNITS[unitId])));
  return found === 'ALL' ? 'ALL' : [...found];
}
