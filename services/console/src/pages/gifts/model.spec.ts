import { actsOf, mayDefine, mayFill, mayReserve, piecesOf, sectionsOf, statesOf } from './model.js';

const RM = { id: 'S1', role: 'RM' } as const;
const HEAD = { id: 'M1', role: 'UNIT_HEAD' } as const;
const gift = (state: 'RESERVED' | 'ISSUED' | 'DELIVERED' | 'COLLECTED' | 'RETURNED', more: object = {}) => ({
  state,
  awaitingApproval: false,
  staff: { id: 'S1' },
  ...more,
});

describe('a gift', () => {
  it('is issued once it is reserved, handed over once it is issued, and can be returned until then', () => {
    expect(actsOf(gift('RESERVED'), RM)).toEqual(['issue', 'return']);
    expect(actsOf(gift('ISSUED'), RM)).toEqual(['handOver', 'return']);
    for (const state of ['DELIVERED', 'COLLECTED', 'RETURNED'] as const) expect(actsOf(gift(state), RM)).toEqual([]);
  });
  it('beyond the worth of a year waits for the word of a head who did not reserve it', () => {
    const waiting = gift('RESERVED', { awaitingApproval: true });
    expect(actsOf(waiting, RM)).toEqual(['return']);
    expect(actsOf(waiting, HEAD)).toEqual(['approve', 'decline']);
    expect(actsOf({ ...waiting, staff: { id: 'M1' } }, HEAD)).toEqual(['return']);
  });
  it('is only looked at by head office', () =>
    expect(actsOf(gift('RESERVED'), { id: 'H1', role: 'HEAD_OFFICE' })).toEqual([]));
});

describe('the page of gifts', () => {
  it('begins with what waits for the role', () => {
    expect(sectionsOf('UNIT_HEAD')[0]).toBe('approvals');
    expect(sectionsOf('RM')).toEqual(['gifts', 'catalogue']);
    expect(sectionsOf('ADMIN')).toEqual(['catalogue']);
    expect(sectionsOf('INTEGRATION')).toEqual([]);
  });
  it('lets an administrator define, those above fill, and managers reserve', () => {
    expect(
      (['RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'ADMIN'] as const).map((role) => [
        mayDefine(role),
        mayFill(role),
        mayReserve(role),
      ]),
    ).toEqual([
      [false, false, true],
      [false, true, true],
      [false, true, false],
      [true, true, false],
    ]);
  });
  it('shows what is on its way, or all', () => {
    expect(statesOf('open')).toEqual(['RESERVED', 'ISSUED']);
    expect(statesOf('all')).toBeNull();
  });
  it('leaves a number that is none to the platform', () =>
    expect(['12', '3.9', 'x', ''].map(piecesOf)).toEqual([12, 3, 0, 0]));
});
