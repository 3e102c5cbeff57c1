import fc from 'fast-check';
import { decodeChoice, encodeChoice, rmOfChoice } from './handover-choice.js';

describe('a choice among the clients of a relationship manager', () => {
  const portfolio = fc
    .uniqueArray(fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/), { maxLength: 40 })
    .map((ids) => ids.sort());

  it('is read as it was written', () =>
    fc.assert(
      fc.property(portfolio, fc.infiniteStream(fc.boolean()), (kept, dice) => {
        const chosen = kept.filter(() => dice.next().value);
        const text = encodeChoice('S1', kept, new Set(chosen));
        expect([rmOfChoice(text), decodeChoice(text, kept)]).toEqual(['S1', chosen]);
      }),
    ));

  it('says nothing of another portfolio', () => {
    const text = encodeChoice('S1', ['C1', 'C2'], new Set(['C1']));
    expect(decodeChoice(text, ['C1', 'C3'])).toBeUndefined();
    expect(decodeChoice(text, ['C1'])).toBeUndefined();
    expect(decodeChoice('S1', ['C1'])).toBeUndefined();
  });

  it('names the longest portfolio in 200 characters', () => {
    const kept = Array.from({ length: 400 }, (_, i) => `C${String(i).padStart(6, '0')}`);
    expect(encodeChoice('x'.repeat(64), kept, new Set(kept)).length).toBeLessThanOrEqual(200);
  });
});
