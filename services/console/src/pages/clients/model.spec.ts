import { addressOf, filterOf, isCode, marksOf, means, narrowingOf, standing } from './model.js';

const TODAY = '2026-03-02';

describe('what narrows the list of clients', () => {
  it('lies in the address and comes back as it was', () => {
    const narrowing = { tiers: ['GOLD', 'PRIVATE'] as const, silentDays: 60, rmId: 'S1', unitId: 'U1' };
    expect(narrowingOf(addressOf(narrowing))).toEqual(narrowing);
    expect(addressOf(narrowingOf(new URLSearchParams())).toString()).toBe('');
  });
  it('leaves out what an address can’t say', () =>
    expect(narrowingOf(new URLSearchParams('tier=SILVER&silent=-3'))).toMatchObject({ tiers: [], silentDays: null }));
  it('is asked of the platform by the bank’s day', () =>
    expect(filterOf({ tiers: [], silentDays: 30, rmId: null, unitId: null }, TODAY)).toEqual({
      tiers: null,
      notContactedSince: '2026-01-31',
      rmId: null,
      unitId: null,
    }));
});

describe('how a client stands', () => {
  it.each([
    ['2026-03-01', 6, { days: 1, isDue: false }],
    ['2025-12-31', 6, { days: 61, isDue: true }],
    ['2026-01-01', 6, { days: 60, isDue: false }],
    [null, 6, { days: null, isDue: true }],
    [null, 0, { days: null, isDue: false }],
  ])('last contact on %s, %i a year', (last, aYear, expected) =>
    expect(standing(last, aYear, TODAY)).toEqual(expected),
  );
});

describe('the marks of a client', () => {
  const phone = [{ channel: 'PHONE', purpose: 'SERVICE', valid: true }] as const;
  it.each([
    ['in today’s plan', null, phone, TODAY, true, ['onPlan']],
    ['contacted today', TODAY, phone, TODAY, false, ['contactedToday']],
    ['contacted since Monday', '2026-03-02', phone, '2026-03-08', false, ['contactedThisWeek']],
    ['contacted on the Sunday before', '2026-03-01', phone, TODAY, false, []],
    ['without consent', null, [], TODAY, false, ['noConsent']],
    ['with a consent to marketing alone', null, [{ ...phone[0], purpose: 'MARKETING' }], TODAY, false, ['noConsent']],
    ['with all of it', TODAY, [], TODAY, true, ['onPlan', 'contactedToday', 'noConsent']],
  ] as const)('%s', (_, last, consents, today, planned, marks) =>
    expect(marksOf(last, consents, today, planned)).toEqual(marks),
  );
});

describe('a text that is looked for', () => {
  const clients = [
    { id: 'C01', name: '李明' },
    { id: 'C02', name: 'Ann' },
  ];
  it.each([
    ['李', ['C01']],
    ['ann', ['C02']],
    [' c0 ', ['C01', 'C02']],
    ['', ['C01', 'C02']],
  ])('“%s” means, of those loaded, those whose name or code holds it', (text, ids) =>
    expect(means(clients, text).map(({ id }) => id)).toEqual(ids),
  );
  it.each([
    ['C000017', true],
    ['李明', false],
    ['7299', false],
    ['72990', true],
  ])('“%s” may be a code: %s', (text, expected) => expect(isCode(text)).toBe(expected));
});
