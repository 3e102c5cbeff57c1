import { claimsOf, expiryOf } from './claims.js';

const base64 = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
const token = (claims: object): string => `x.${base64(JSON.stringify(claims))}.y`;

describe('the claims of a token', () => {
  it('are read in every script', () =>
    expect(claimsOf(token({ sub: '廖星', exp: 7 }))).toEqual({ sub: '廖星', exp: 7 }));
  it('are refused where there are none', () => expect(() => claimsOf('no token')).toThrow());
});

describe('the end of a token', () => {
  it('is as far off as its maker says, on a device whose clock is days wrong', () =>
    expect(expiryOf({ sub: 'S1', iat: 1_000, exp: 1_600 }, 259_200_000)).toBe(259_200_000 + 600_000));
  it('is its own word where it does not say when it was made', () =>
    expect(expiryOf({ sub: 'S1', exp: 1_600 }, 5)).toBe(1_600_000));
});
