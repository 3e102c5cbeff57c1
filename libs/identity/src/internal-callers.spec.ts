import { INTERNAL_HEADER, InternalCallers } from './internal-callers.js';

describe('the gateway proves itself', () => {
  const secret = 'one-secret-of-thirty-two-characters';
  const callers = new InternalCallers(secret);
  it('by the secret', () => expect(callers.proves({ [INTERNAL_HEADER]: secret })).toBe(true));
  it.each([undefined, '', `${secret} `, secret.slice(1), [secret]])('not by %p', (given) =>
    expect(callers.proves({ [INTERNAL_HEADER]: given as string })).toBe(false),
  );
  it('to nobody who has no secret', () => {
    for (const given of [undefined, '', 'undefined'])
      expect(new InternalCallers(undefined).proves({ [INTERNAL_HEADER]: given })).toBe(false);
    expect(new InternalCallers('').proves({ [INTERNAL_HEADER]: '' })).toBe(false);
  });
});
