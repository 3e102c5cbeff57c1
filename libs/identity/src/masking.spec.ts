import fc from 'fast-check';
import { maskName, maskPhone } from './masking.js';

describe('masking', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['+8613800001234', '+86****1234'],
    ['010-12345678', '010****5678'],
    ['12345', '****45'],
    ['110', '****'],
    ['', '****'],
  ])('of the phone %s is %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each([
    ['欧阳晓明', '欧**'],
    ['𠮷田', '𠮷**'],
    ['Ann Lee', 'A**'],
    ['', '**'],
  ])('of the name %s is %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it('never shows more than seven characters of a phone, nor more than half of a short one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), (phone) => {
        const shown = maskPhone(phone).replace(/\*/g, '').length;
        return shown <= 7 && (phone.length >= 9 || shown <= phone.length / 2);
      }),
    );
  });
});
