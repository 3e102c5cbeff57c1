import { choosables, type Person } from './people.js';

const person = (staffId: string, role: Person['role']): Person => ({ staffId, name: staffId, role, unit: null });

describe('whom a visitor of the demonstration chooses from', () => {
  it('is one of each role and who runs the platform, also where nobody is named', () =>
    expect(choosables([]).first.map(({ id }) => id)).toEqual(['S0001', 'M00001', 'H0001', 'ADMIN']));
  it('is by name where the issuer names them, the rest below', () => {
    const { first, others } = choosables([
      person('H0002', 'HEAD_OFFICE'),
      person('S0001', 'RM'),
      person('S0002', 'RM'),
    ]);
    expect(first.map(({ id }) => id)).toEqual(['S0001', 'M00001', 'H0002', 'ADMIN']);
    expect(first[0]!.person?.name).toBe('S0001');
    expect(others.map(({ id }) => id)).toEqual(['S0002']);
  });
});
