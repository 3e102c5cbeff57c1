import { keptIn } from './kept-sheet.js';

function kept() {
  const stored = new Map<string, string>();
  return keptIn(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }));
}

describe('a form that its page went away from', () => {
  it('is there again by its name, for the one who wrote in it', () => {
    const forms = kept();
    forms.keep('S1', 'review V1', { lesson: 'early' });
    forms.keep('S1', 'post G1', 'hello');
    expect(forms.leftBy('S1', 'review V1')).toEqual({ lesson: 'early' });
    expect(forms.leftBy('S1', 'post G1')).toBe('hello');
    expect([forms.leftBy('S1', 'review V2'), forms.leftBy('S2', 'post G1')]).toEqual([null, null]);
  });
  it('is gone once it was sent or shut, and no other with it', () => {
    const forms = kept();
    forms.keep('S1', 'review V1', 'one');
    forms.keep('S1', 'review V2', 'other');
    forms.drop('review V1');
    forms.drop('review V3');
    expect([forms.leftBy('S1', 'review V1'), forms.leftBy('S1', 'review V2')]).toEqual([null, 'other']);
    forms.dropAll();
    expect(forms.leftBy('S1', 'review V2')).toBeNull();
  });
  it('is gone once another person is in, and stays for the same one', () => {
    const forms = kept();
    forms.keep('S1', 'post G1', 'hello');
    forms.dropOthers('S1');
    expect(forms.leftBy('S1', 'post G1')).toBe('hello');
    forms.dropOthers('S2');
    expect(forms.leftBy('S1', 'post G1')).toBeNull();
    forms.keep('S1', 'post G1', 'hello');
    forms.keep('S2', 'post G2', 'hi');
    expect(forms.leftBy('S1', 'post G1')).toBeNull();
  });
});
