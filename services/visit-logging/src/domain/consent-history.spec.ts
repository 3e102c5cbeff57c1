import type { Channel } from '@hengxin/contracts';
import fc from 'fast-check';
import { type ConsentHistory, type ConsentWord, wasConsented, withWord } from './consent-history.js';

const word = (granted: boolean, day: string, expiresOn: string | null = null): ConsentWord => ({
  granted,
  decidedAt: `${day}T10:00:00+08:00`,
  expiresOn,
});
const history = (...words: ConsentWord[]): ConsentHistory =>
  words.reduce((all, each) => withWord(all, 'PHONE', each), {} as ConsentHistory);
const at = (known: ConsentHistory, day: string, channel: Channel = 'PHONE') => wasConsented(known, channel, `${day}T12:00:00+08:00`, day);

describe('rule 7: a contact needs a consent valid when it took place', () => {
  const withdrawn = history(word(true, '2026-01-01'), word(false, '2026-03-14'));
  it('a call of the 13th is allowed, though consent was withdrawn on the 14th', () => expect(at(withdrawn, '2026-03-13')).toBe(true));
  it('a call after the withdrawal is not', () => expect(at(withdrawn, '2026-03-14')).toBe(false));
  it('a call made before consent was given is not, however late it is logged', () =>
    expect(at(history(word(true, '2026-03-14')), '2026-03-13')).toBe(false));
  it('a grant holds through its last day and not after it', () => {
    const expiring = history(word(true, '2026-01-01', '2026-03-13'));
    expect([at(expiring, '2026-03-13'), at(expiring, '2026-03-14')]).toEqual([true, false]);
  });
  it('another channel needs a consent of its own', () => expect(at(withdrawn, '2026-03-13', 'WECHAT')).toBe(false));
  it('nobody who never said a word is consented', () => expect(at({}, '2026-03-13')).toBe(false));
});

it('the order in which words are heard, and hearing them twice, changes nothing', () => {
  const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`);
  const words = fc.uniqueArray(fc.record({ day: days, granted: fc.boolean(), expiresOn: fc.option(days) }), {
    selector: ({ day }) => day,
    maxLength: 8,
  });
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat()), (said, dice) => {
      const all = said.map(({ day, granted, expiresOn }) => word(granted, day, granted ? expiresOn : null));
      const shuffled = [...all, ...all].map((each) => [dice.next().value, each] as const).sort(([a], [b]) => a - b);
      expect(history(...shuffled.map(([, each]) => each))).toEqual(
        history(...all.toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))),
      );
    }),
  );
});
