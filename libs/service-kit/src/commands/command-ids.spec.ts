import fc from 'fast-check';
import { deterministicId, eventId, fingerprintOf } from './command-ids.js';

describe('ids made from commands', () => {
  it('are 26 characters of base32, the same for the same parts', () => {
    expect(deterministicId('S1', '2026-03-02')).toBe(deterministicId('S1', '2026-03-02'));
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => /^[a-z2-7]{26}$/.test(deterministicId(...parts))),
    );
  });

  it('are the base32 of the SHA-256 of the parts', () => {
    expect(deterministicId('')).toBe('4oymiquy7qobjgx36tejs35zeq');
  });

  it.each<[readonly string[], readonly string[]]>([
    [
      ['a', 'b|c'],
      ['a|b', 'c'],
    ],
    [['a', 'b'], ['a|b']],
    [
      ['a\\', 'b'],
      ['a\\|b', ''],
    ],
    [
      ['a|', 'b'],
      ['a', '|b'],
    ],
  ])('differ for the parts %j and %j', (some, others) =>
    expect(deterministicId(...some)).not.toBe(deterministicId(...others)),
  );

  it('differ for whatever parts differ', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '|', '\\', ':'), maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(parts, parts, (some, others) => {
        fc.pre(JSON.stringify(some) !== JSON.stringify(others));
        return deterministicId(...some) !== deterministicId(...others);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stay what they were for parts without a mark', () => {
    expect(deterministicId('S1', '2026-03-02', 'C 1')).toBe('jtpzqwnnjb5f3lekzluvuvj5oc');
    expect(eventId('S1', 'c:1', 0)).toBe('bc758d8f-41ae-5212-8e46-0ddbff7f3839');
  });

  it('of events differ for callers and command ids that read alike one after the other', () => {
    expect(eventId('S1:c', '1', 0)).not.toBe(eventId('S1', 'c:1', 0));
    expect(eventId('S1', '1:0', 0)).not.toBe(eventId('S1', '1', 0));
    expect(eventId('S1\\', '1', 0)).not.toBe(eventId('S1', '\\:1', 0));
  });

  it('of events are UUIDs of version 5, one a place', () => {
    const ids = [eventId('S1', 'c1', 0), eventId('S1', 'c1', 1), eventId('S1', 'c2', 0), eventId('S2', 'c1', 0)];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('fingerprints', () => {
  it('ignore the order of keys, and take null for absent', () => {
    expect(fingerprintOf({ b: 1, a: { d: [1, { f: 2, e: 3 }], c: null } })).toBe(
      fingerprintOf({ a: { d: [1, { e: 3, f: 2 }] }, b: 1, g: undefined }),
    );
  });

  it('tell different inputs apart', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), fc.string(), fc.integer(), (input, key, value) => {
        fc.pre(!Object.hasOwn(input, key) || input[key] !== value);
        return fingerprintOf(input) !== fingerprintOf({ ...input, [key]: value });
      }),
    );
    expect(fingerprintOf([1, 2])).not.toBe(fingerprintOf([2, 1]));
    expect(fingerprintOf({ a: '1' })).not.toBe(fingerprintOf({ a: 1 }));
  });
});
