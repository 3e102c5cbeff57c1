import fc from 'fast-check';
import { maskName, maskPhone } from './masking.js';

describe('masking', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['+8613800001234', '+861****1234'],
    ['010-12345678', '010****5678'],
    ['6666-8888', '66****88'],
    ['8610 6666', '86****66'],
    ['400-820-8820', '400****820'],
    ['1234567', '1****67'],
    ['123456', '1****6'],
    ['12345', '****5'],
    ['1-2-3-4', '****'],
    ['１３８００００１２３４', '１３８****１２３４'],
    ['王芳家里', '****'],
    ['13800001234 转 王芳', '138****1234'],
    ['110', '****'],
    ['', '****'],
  ])('of the phone %s is %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each([
    ['欧阳晓明', '欧**'],
    ['𠮷田', '𠮷**'],
    ['Ann Lee', 'A**'],
    ['', '**'],
  ])('of the name %s is %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it('shows of a phone seven digits at most, hides four of them at least, and 40 % of them, rounded down', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[\d -]{0,30}$/), (phone) => {
        const count = (text: string): number => text.replace(/\D/g, '').length;
        const shown = count(maskPhone(phone));
        const hidden = count(phone) - shown;
        expect(shown).toBeLessThanOrEqual(7);
        expect(hidden).toBeGreaterThanOrEqual(Math.min(count(phone), Math.max(4, Math.floor(count(phone) * 0.4))));
        expect(maskPhone(phone)).toMatch(/^\+?\d*\*{4}\d*$/);
      }),
    );
  });
});
