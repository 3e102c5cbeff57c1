import {
  type ConsentLedger,
  consentValidAt,
  type ConsentWord,
  latestWords,
  withWord,
  wordsNewestFirst,
} from './consent-ledger.rules.js';

const word = (decision: 'GRANTED' | 'WITHDRAWN', decidedAt: string, expiresOn: string | null = null): ConsentWord => ({
  channel: 'WECHAT',
  purpose: 'MARKETING',
  decision,
  decidedAt,
  expiresOn,
  wordingVersion: null,
  evidence: null,
  receiptId: null,
});
const ledgerOf = (...words: ConsentWord[]): ConsentLedger => words.reduce(withWord, {});

describe('"Was consent valid at T?" has an answer', () => {
  const ledger = ledgerOf(
    word('GRANTED', '2026-01-10T09:00:00+08:00', '2026-06-30'),
    word('WITHDRAWN', '2026-03-01T12:00:00+08:00'),
    word('GRANTED', '2026-04-01T00:00:00+08:00'),
  );
  it.each([
    ['before the first word', '2026-01-10T08:59:59+08:00', false],
    ['from the moment it was granted', '2026-01-10T09:00:00+08:00', true],
    ['until the moment it was withdrawn', '2026-03-01T11:59:59+08:00', true],
    ['not from then on', '2026-03-01T12:00:00+08:00', false],
    ['again after a new grant', '2026-04-01T00:00:00+08:00', true],
    ['whatever the offset in which T is written', '2026-03-31T16:00:00Z', true],
  ])('%s', (_, at, valid) => expect(consentValidAt(ledger, 'WECHAT', 'MARKETING', at)).toBe(valid));

  it('on its last day, by the bank’s clock, and not on the next', () => {
    const expiring = ledgerOf(word('GRANTED', '2026-01-01T00:00:00+08:00', '2026-06-30'));
    expect(consentValidAt(expiring, 'WECHAT', 'MARKETING', '2026-06-30T23:59:59+08:00')).toBe(true);
    expect(consentValidAt(expiring, 'WECHAT', 'MARKETING', '2026-06-30T16:00:00Z')).toBe(false);
  });

  it('each channel and purpose by itself', () => {
    expect(consentValidAt(ledger, 'WECHAT', 'SERVICE', '2026-05-01T00:00:00+08:00')).toBe(false);
    expect(consentValidAt(ledger, 'PHONE', 'MARKETING', '2026-05-01T00:00:00+08:00')).toBe(false);
  });
});

describe('the ledger', () => {
  it('puts a word that was learnt late where it was decided', () => {
    const late = ledgerOf(word('WITHDRAWN', '2026-03-01T00:00:00+08:00'), word('GRANTED', '2026-02-01T00:00:00+08:00'));
    expect(latestWords(late)).toMatchObject([{ decision: 'WITHDRAWN' }]);
    expect(consentValidAt(late, 'WECHAT', 'MARKETING', '2026-02-15T00:00:00+08:00')).toBe(true);
  });

  it('is told whole, the newest decision first, of two of one moment the one recorded later', () => {
    const granted = word('GRANTED', '2026-02-01T00:00:00+08:00');
    const withdrawn = word('WITHDRAWN', '2026-02-01T00:00:00+08:00');
    const onSms = { ...word('GRANTED', '2026-03-01T00:00:00+08:00'), channel: 'SMS' as const };
    expect(wordsNewestFirst(ledgerOf(granted, onSms, withdrawn))).toEqual([onSms, withdrawn, granted]);
  });

  it('lets the word recorded later win within one moment', () => {
    const tied = ledgerOf(word('GRANTED', '2026-02-01T00:00:00+08:00'), word('WITHDRAWN', '2026-02-01T00:00:00+08:00'));
    expect(latestWords(tied)).toMatchObject([{ decision: 'WITHDRAWN' }]);
  });
});
