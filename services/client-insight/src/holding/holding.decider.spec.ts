import { type HoldingRow, HoldingsTold, ROWS_AN_EVENT } from '@hengxin/contracts';
import { evolve, isRejected } from '@hengxin/event-sourcing';
import { specify } from '@hengxin/testing';
import fc from 'fast-check';
import { holdingsDecider, type TellHoldings, toldForDays, type ToldRows } from './holding.decider.js';
import { faultOf, streamIdOf } from './holding.rules.js';

const row = (asOf: string, balanceCents: number, given: Partial<HoldingRow> = {}): HoldingRow => ({
  holdingId: 'H1',
  asOf,
  productCode: 'D01',
  productName: '活期存款',
  kind: 'DEMAND_DEPOSIT',
  balanceCents,
  openedOn: null,
  maturesOn: null,
  closedOn: null,
  ...given,
});
const at = { clientId: 'C1', toldAt: '2026-03-03T06:00:00+08:00' };
const tell = (...rows: HoldingRow[]): TellHoldings => ({ type: 'TellHoldings', data: { ...at, rows } });
const told = (...rows: HoldingRow[]) => HoldingsTold.of({ ...at, rows });
const monday = row('2026-03-02', 100);

describe('holdings of a client', () => {
  specify(holdingsDecider, {
    'rows of a client make one event': {
      when: tell(monday, row('2026-03-01', 90)),
      then: [told(monday, row('2026-03-01', 90))],
    },
    'a row that is known changes nothing': { given: [told(monday)], when: tell(monday), then: [] },
    'the same day again corrects it': {
      given: [told(monday)],
      when: tell(monday, row('2026-03-02', 80)),
      then: [told(row('2026-03-02', 80))],
    },
    'of two rows of one day the later holds': {
      given: [told(row('2026-03-02', 80))],
      when: tell(monday, row('2026-03-02', 80)),
      then: [],
    },
    'another day of the same balance is a fact of its own': {
      given: [told(monday)],
      when: tell(row('2026-03-03', 100)),
      then: [told(row('2026-03-03', 100))],
    },
    'a late row is taken beside later ones': {
      given: [told(monday)],
      when: tell(row('2026-01-05', 70)),
      then: [told(row('2026-01-05', 70))],
    },
    'a day that is told to be closed is corrected as any other': {
      given: [told(monday)],
      when: tell(row('2026-03-02', 100, { closedOn: '2026-03-02' })),
      then: [told(row('2026-03-02', 100, { closedOn: '2026-03-02' }))],
    },
  });

  it('more rows than an event holds make several', () => {
    const rows = Array.from({ length: ROWS_AN_EVENT + 1 }, (_, i) => row('2026-03-02', i, { holdingId: `H${i}` }));
    const events = holdingsDecider.decide.TellHoldings(tell(...rows).data, new Map());
    if (isRejected(events)) throw new Error('refused');
    expect(events.map(({ data }) => data.rows.length)).toEqual([ROWS_AN_EVENT, 1]);
  });

  it('rows are decided on what was told for their days as on all that was told', () => {
    const some = fc.array(
      fc
        .tuple(fc.constantFrom('H1', 'H2'), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
        .map(([holdingId, day, cents]) => row(`2026-03-0${day}`, cents, { holdingId })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), some, (batches, rows) => {
        const events = batches.map((batch) => told(...batch));
        const decided = (state: ToldRows) => holdingsDecider.decide.TellHoldings(tell(...rows).data, state);
        expect(decided(toldForDays(events, rows))).toEqual(decided(evolve(holdingsDecider, events)));
      }),
    );
  });

  it.each([
    ['2026-01-01', 'C1.2026q1'],
    ['2026-03-31', 'C1.2026q1'],
    ['2026-04-01', 'C1.2026q2'],
    ['2026-12-31', 'C1.2026q4'],
  ])('what is told for %s stands in the stream %s', (asOf, stream) => expect(streamIdOf('C1', asOf)).toBe(stream));
});

describe('a row of holdings is not taken', () => {
  const codeOf = (given: Partial<HoldingRow>) => {
    const { code, field } = faultOf(row('2026-03-02', 100, given), '2026-03-02')?.rejection ?? {
      code: null,
      field: [],
    };
    return [code, ...field];
  };

  it('closed before it was opened', () => {
    expect(codeOf({ openedOn: '2026-02-02', closedOn: '2026-02-01' })).toEqual([
      'HOLDING_CLOSED_BEFORE_OPENED',
      'closed_on',
    ]);
    expect(codeOf({ openedOn: '2026-02-02', closedOn: '2026-02-02' })).toEqual([null]);
  });

  it('matured before it was opened', () => {
    expect(codeOf({ openedOn: '2026-02-02', maturesOn: '2026-02-01' })).toEqual([
      'HOLDING_MATURES_BEFORE_OPENED',
      'matures_on',
    ]);
  });

  it('of a day to come', () => {
    expect(codeOf({ asOf: '2026-03-03' })).toEqual(['HOLDING_DAY_TO_COME', 'as_of']);
  });
});
