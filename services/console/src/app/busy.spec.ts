import { hold, isHeld } from './busy.js';

describe('what keeps a page from being loaded again', () => {
  it('does so until the last of its kind is over', () => {
    expect(isHeld('run', 'form')).toBe(false);
    const [first, second] = [hold('form'), hold('form')];
    expect([isHeld('form'), isHeld('run'), isHeld('run', 'form')]).toEqual([true, false, true]);
    first();
    first();
    expect(isHeld('form')).toBe(true);
    second();
    expect(isHeld('form')).toBe(false);
  });
});
