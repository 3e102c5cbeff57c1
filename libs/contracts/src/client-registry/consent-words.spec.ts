import fc from 'fast-check';
import { type ConsentHistory, type ConsentWord, type LatestWords, withLatestWord, withWord } from './consent-words.js';

const word = (granted: boolean, day: string, expiresOn: string | null = null, place = 0): ConsentWord => ({
  granted,
  decidedAt: `${day}T10:00:00+08:00`,
  expiresOn,
  place,
});
const history = (...words: ConsentWord[]): ConsentHistory =>
  words.reduce((all, each) => withWord(all, 'PHONE', each), {} as ConsentHistory);
const latest = (...words: ConsentWord[]): LatestWords =>
  words.reduce((all, each) => withLatestWord(all, 'PHONE', each), {} as LatestWords);

describe('of words of one moment the one told last counts', () => {
  const [granted, withdrawn, again] = [true, false, true].map((is, place) => word(is, '2026-03-13', null, place)) as [
    ConsentWord,
    ConsentWord,
    ConsentWord,
  ];
  const last = (words: ConsentHistory) => words.PHONE?.at(-1);
  it('a withdrawal behind the grant', () => expect(last(history(granted, withdrawn))).toEqual(withdrawn));
  it('a grant behind that, though it says what the first one said', () =>
    expect(last(history(granted, withdrawn, again))).toEqual(again));
  it('whichever is heard again', () => {
    expect(history(granted, withdrawn, granted)).toEqual(history(granted, withdrawn));
    expect(history(withdrawn, granted)).toEqual(history(granted, withdrawn));
  });
  it('where the latest word alone is kept, too', () => expect(latest(granted, withdrawn).PHONE?.granted).toBe(false));
});

describe('the latest word', () => {
  it('is the one decided last, though it is heard first', () =>
    expect(latest(word(false, '2026-03-14'), word(true, '2026-03-13')).PHONE?.granted).toBe(false));
  it('of one channel leaves those of others alone', () =>
    expect(withLatestWord(latest(word(true, '2026-03-13')), 'SMS', word(false, '2026-03-14'))).toMatchObject({
      PHONE: { granted: true },
      SMS: { granted: false },
    }));
  it('has no place: of others nothing is known any more', () =>
    expect(latest(word(true, '2026-03-13', '2026-12-31', 7))).toEqual({
      PHONE: { granted: true, decidedAt: '2026-03-13T10:00:00+08:00', expiresOn: '2026-12-31' },
    }));
});

describe('the order in which words are heard, and hearing them twice', () => {
  const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`);
  const words = fc.array(fc.record({ day: days, granted: fc.boolean(), expiresOn: fc.option(days) }), { maxLength: 8 });
  const told = (said: readonly { day: string; granted: boolean; expiresOn: string | null }[]) =>
    said.map(({ day, granted, expiresOn }, place) => word(granted, day, granted ? expiresOn : null, place));

  it('changes nothing in a history', () =>
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.nat()), (said, dice) => {
        const all = told(said);
        const shuffled = [...all, ...all].map((each) => [dice.next().value, each] as const).sort(([a], [b]) => a - b);
        expect(history(...shuffled.map(([, each]) => each))).toEqual(
          history(...all.toSorted((a, b) => (a.decidedAt < b.decidedAt ? -1 : 1))),
        );
      }),
    ));

  it('lets the latest word be the last one of the history', () =>
    fc.assert(
      fc.property(words, (said) => {
        const all = told(said);
        const last = history(...all).PHONE?.at(-1);
        expect(latest(...all).PHONE).toEqual(
          last && { granted: last.granted, decidedAt: last.decidedAt, expiresOn: last.expiresOn },
        );
      }),
    ));
});
