import { explainOf, explainText } from './explain-model.js';

describe('a figure that is to be explained', () => {
  it.each([
    { metric: 'COVERAGE', scope: { unitId: 'U0001' }, start: null },
    { metric: 'CONTACTS', scope: { staffId: 'S.1@x' }, start: '2026-02-01' },
  ] as const)('stands in the address, whatever its id: %j', (asked) =>
    expect(explainOf(explainText(asked), 'MONTH')).toEqual(asked),
  );
  it('is of the period in which its day lies', () =>
    expect(explainOf('COVERAGE.unit.U1@2026-02-14', 'QUARTER')?.start).toBe('2026-01-01'));
  it.each([null, '', 'COVERAGE', 'NOTHING.unit.U1', 'COVERAGE.client.C1'])(
    'is none where it makes no sense: %s',
    (text) => expect(explainOf(text, 'MONTH')).toBeNull(),
  );
});
