import { type Channel, type ConsentHistory, type ConsentWord, withWord } from '@hengxin/contracts';
import { wasConsented } from './consent-history.rules.js';

const word = (granted: boolean, day: string, expiresOn: string | null = null, place = 0): ConsentWord => ({
  granted,
  decidedAt: `${day}T10:00:00+08:00`,
  expiresOn,
  place,
});
const history = (...words: ConsentWord[]): ConsentHistory =>
  words.reduce((all, each) => withWord(all, 'PHONE', each), {} as ConsentHistory);
const at = (known: ConsentHistory, day: string, channel: Channel = 'PHONE') =>
  wasConsented(known, channel, `${day}T12:00:00+08:00`, day);

describe('rule 7: a contact needs a consent valid when it took place', () => {
  const withdrawn = history(word(true, '2026-01-01'), word(false, '2026-03-14'));
  it('a call of the 13th is allowed, though consent was withdrawn on the 14th', () =>
    expect(at(withdrawn, '2026-03-13')).toBe(true));
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

describe('of words of one moment the one told last counts', () => {
  const [granted, withdrawn, again] = [true, false, true].map((is, place) => word(is, '2026-03-13', null, place)) as [
    ConsentWord,
    ConsentWord,
    ConsentWord,
  ];
  it('a withdrawal behind the grant', () => expect(at(history(granted, withdrawn), '2026-03-13')).toBe(false));
  it('a grant behind that, though it says what the first one said', () =>
    expect(at(history(granted, withdrawn, again), '2026-03-13')).toBe(true));
  it('whichever is heard again', () => {
    expect(history(granted, withdrawn, granted)).toEqual(history(granted, withdrawn));
    expect(history(withdrawn, granted)).toEqual(history(granted, withdrawn));
  });
});
