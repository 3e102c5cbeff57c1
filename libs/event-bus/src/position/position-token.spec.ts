import { decodePosition, encodePosition, InvalidPosition } from './position-token.js';

describe('a position token', () => {
  it.each(['start', '1:2:3', '999999999:1234567890123456:1'])('carries %s', (position) => {
    expect(decodePosition(encodePosition({ position }))).toEqual({ position });
  });

  it.each(['5', '1:2', '1:2:3:4', '12345678901:1:1', '1:12345678901234567:1', 'end', '', 'abc'])(
    'refuses %j',
    (position) => {
      expect(() => decodePosition(encodePosition({ position }))).toThrow(InvalidPosition);
    },
  );
});
