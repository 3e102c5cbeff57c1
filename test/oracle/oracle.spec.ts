import { Oracle } from './oracle.js';

/* The oracle itself against figures worked out by hand. */
const events = [
  { type: 'UnitPlaced', data: { unitId: 'HO', parentId: null, validFrom: null } },
  { type: 'UnitPlaced', data: { unitId: 'A', parentId: 'HO', validFrom: null } },
  { type: 'UnitPlaced', data: { unitId: 'B', parentId: 'HO', validFrom: null } },
  { type: 'StaffPlaced', data: { staffId: 'R', unitId: 'A', validFrom: null } },
  { type: 'StaffPlaced', data: { staffId: 'R', unitId: 'B', validFrom: '2026-03-16' } },
  {
    type: 'ClientRegistered',
    data: { clientId: 'C', contactsAYear: 6, registeredOn: '2026-01-01', keeper: { rmId: 'R', from: '2026-03-01' } },
  },
  {
    type: 'ContactLogged',
    data: { contactId: '1', clientId: 'C', staffId: 'R', startedAt: '2026-03-02T10:00:00+08:00', effective: true },
  },
  {
    type: 'ContactLogged',
    data: { contactId: '2', clientId: 'C', staffId: 'R', startedAt: '2026-03-03T10:00:00+08:00', effective: true },
  },
  {
    type: 'ContactLogged',
    data: { contactId: '3', clientId: 'C', staffId: 'R', startedAt: '2026-03-17T10:00:00+08:00', effective: false },
  },
] as unknown as ConstructorParameters<typeof Oracle>[0];

describe('the oracle', () => {
  const oracle = new Oracle(events);

  it('counts touches, contacts and distinct clients where the person was on the day', () => {
    expect(oracle.figures({ unitId: 'A' }, '2026-03-01', '2026-03-31')).toMatchObject({
      TOUCHES: 2,
      CONTACTS: 2,
      CLIENTS_CONTACTED: 1,
    });
    expect(oracle.figures({ unitId: 'B' }, '2026-03-01', '2026-03-31')).toMatchObject({
      TOUCHES: 1,
      CONTACTS: 0,
      CLIENTS_CONTACTED: 0,
    });
  });

  it('splits coverage at the transfer: 10 working days in A, 12 in B, one week with a contact', () => {
    // One contact week is 248 contact-days, more than the target of 6 x 10.
    expect(oracle.figures({ unitId: 'A' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([60, 60]);
    expect(oracle.figures({ unitId: 'B' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([0, 72]);
    expect(oracle.figures({ unitId: 'HO' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([60, 132]);
  });

  it('takes a level on the last day, today while the period runs, and the pace up to today', () => {
    const march = (unitId: string, today?: string) => oracle.figures({ unitId }, '2026-03-01', '2026-03-31', today);
    expect([march('A').CLIENTS_KEPT, march('B').CLIENTS_KEPT]).toEqual([0, 1]);
    expect([march('A', '2026-03-10').CLIENTS_KEPT, march('B', '2026-03-10').CLIENTS_KEPT]).toEqual([1, 0]);
    expect(march('HO', '2026-03-10')).toMatchObject({ PACE: [42, 42], NEW_CLIENTS: 1, CONSENTED: [0, 1] });
    // Two parts, and what was owed in A was done.
    expect(march('HO').CLIENTS_AT_TARGET).toEqual([1, 2]);
  });

  it('leaves a client untouched from the 62nd day after the last contact on', () => {
    const may = (today: string) => oracle.figures({ unitId: 'HO' }, '2026-05-01', '2026-05-31', today).UNTOUCHED_61;
    expect([may('2026-05-03'), may('2026-05-04')]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});
