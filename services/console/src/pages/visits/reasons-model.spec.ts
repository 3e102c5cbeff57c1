import type { ReasonRow } from './documents.js';
import { addressOf, behindOf, filterOf, NO_REASON, whoseOf } from './reasons-model.js';

const QUARTER = { grain: 'QUARTER', start: '2026-01-01' } as const;
const behind = (text: string) => behindOf(new URLSearchParams(text));

describe('the visits behind a reason', () => {
  it('are named by an address: a reason, and of whom', () => {
    expect(behind('reason=TRUST&at=U2')).toEqual({ reason: 'TRUST', at: 'U2', staffId: null });
    expect(behind('reason=TRUST&staff=S1')).toEqual({ reason: 'TRUST', at: null, staffId: 'S1' });
    expect([behind('reason=WEATHER'), behind('unit=U1')]).toEqual([null, null]);
  });
  it('are those of a cell: of the whole unit, of one below it, or of somebody placed in it', () => {
    expect(addressOf({ kind: 'whole', id: 'U1' }, 'RATE')).toEqual({ ...NO_REASON, reason: 'RATE' });
    expect(addressOf({ kind: 'unit', id: 'U2' }, 'RATE')).toEqual({ reason: 'RATE', at: 'U2', staff: null });
    expect(addressOf({ kind: 'staff', id: 'S1' }, 'RATE')).toEqual({ reason: 'RATE', at: null, staff: 'S1' });
  });
  it('ended in the period of the report', () => {
    const ended = { endedFrom: '2026-01-01', endedTo: '2026-03-31' };
    expect(filterOf(behind('reason=RATE')!, 'U1', QUARTER)).toEqual({
      ...{ unitId: 'U1', staffId: null, reason: 'RATE' },
      ...ended,
    });
    expect(filterOf(behind('reason=RATE&at=U2')!, 'U1', QUARTER)).toMatchObject({ unitId: 'U2', ...ended });
  });
  it('are of whom the report names; by the code where it names nobody', () => {
    const row = (unit: string, staff: string | null): ReasonRow => ({
      unit: { id: unit, name: `${unit}支行` },
      staff: staff === null ? null : { id: staff, name: `${staff}员` },
      reason: 'RATE',
      visits: 1,
      meanPreparation: 4,
    });
    const rows = [row('U1', null), row('U2', null), row('U1', 'S1')];
    const whose = (text: string) => whoseOf(behind(text)!, 'U1', rows);
    const asked = ['reason=RATE', 'reason=RATE&at=U2', 'reason=RATE&staff=S1', 'reason=RATE&at=U9'];
    expect(asked.map((text) => whose(text))).toEqual(['U1支行', 'U2支行', 'S1员', 'U9']);
  });
});
