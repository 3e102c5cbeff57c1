import { HOLDING_KINDS, HoldingRow } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import { readCell } from '@hengxin/import';
import fc from 'fast-check';
import { holdingColumns, type HoldingValues, rowOf } from './holdings.columns.js';

type Name = Exclude<keyof typeof holdingColumns, 'client_id'>;

const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 220 })
  .map((units) => String.fromCharCode(...units));
const ids = fc.stringMatching(/^[A-Za-z0-9._-]{0,66}$/);
const days = fc.oneof(
  fc.stringMatching(/^[0129]\d{3}-[01]\d-[0-3]\d$/),
  fc.constantFrom('2024-02-29', '2023-02-29', '0999-12-31', '1000-01-01', '9999-12-31'),
);
const texts: Readonly<Record<Name, fc.Arbitrary<string>>> = {
  holding_id: ids,
  product_code: ids,
  product_name: fc.string({ unit: 'grapheme', maxLength: 220 }),
  kind: fc.constantFrom(...HOLDING_KINDS, 'SAVINGS'),
  balance: fc.stringMatching(/^-?\d{1,13}(\.\d{1,3})?$/),
  as_of: days,
  opened_on: days,
  matures_on: days,
  closed_on: days,
};
const cells = {
  client_id: 'C1',
  holding_id: 'H1',
  product_code: 'D01',
  product_name: '活期存款',
  kind: 'DEMAND_DEPOSIT',
  balance: '1.20',
  as_of: '2026-03-02',
  opened_on: '',
  matures_on: '',
  closed_on: '',
};

/** The row of such cells; undefined where one of them is refused. */
function rowFrom(given: Readonly<Record<string, string>>): HoldingRow | undefined {
  const values = Object.entries(holdingColumns).map(
    ([name, column]) => [name, readCell(name, column, given[name])] as const,
  );
  if (values.some(([, value]) => isRejected(value))) return undefined;
  return rowOf(Object.fromEntries(values) as unknown as HoldingValues);
}

describe('the columns of holdings', () => {
  it('make the row that an event holds', () => {
    const row = rowFrom(cells);
    expect(row).toMatchObject({ holdingId: 'H1', asOf: '2026-03-02', balanceCents: 120, openedOn: null });
    expect(HoldingRow.parse(row)).toEqual(row);
  });

  it.each(Object.keys(texts) as Name[])('take no %s that an event does not take', (name) => {
    fc.assert(
      fc.property(fc.oneof(texts[name], anyText), (text) => {
        const row = rowFrom({ ...cells, [name]: text });
        if (row) expect(HoldingRow.parse(row)).toEqual(row);
      }),
    );
  });
});
