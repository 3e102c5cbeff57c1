import fc from 'fast-check';
import { feasibilityOf, type Owed } from './feasibility.policy.js';

const client = (clientId: string, contactsAYear: number, weeks = 0): Owed => ({ clientId, contactsAYear, weeks });

describe('rule 3: feasibility', () => {
  it('owes each client the contacts a year less the weeks with a contact, never less than none', () =>
    expect(feasibilityOf([client('A', 6, 2), client('B', 6, 9), client('C', 0)], 10)).toEqual({
      capacityLeft: 10,
      owed: 4,
      shortfall: 0,
      fixes: [],
    }));
  it('is short by what is owed beyond the capacity left, never below 0', () => {
    expect(feasibilityOf([client('A', 12)], 5).shortfall).toBe(7);
    expect(feasibilityOf([client('A', 3)], 5).shortfall).toBe(0);
  });
  it('names the fewest clients to hand over, those owed most first, then by id', () => {
    const { fixes } = feasibilityOf([client('D', 6), client('B', 12, 2), client('C', 10), client('A', 6)], 15);
    expect(fixes[0]).toEqual({ kind: 'HAND_OVER', clients: 2, clientIds: ['B', 'C'] });
  });
  it('names the highest contacts a year to which the ones above it would have to come down', () => {
    const { fixes } = feasibilityOf([client('A', 12), client('B', 12), client('C', 6)], 20);
    expect(fixes[1]).toEqual({ kind: 'LOWER_TARGET', contactsAYear: 7, clients: 2 });
    expect(feasibilityOf([client('A', 6)], 0).fixes[1]).toMatchObject({ contactsAYear: 0, clients: 1 });
  });
  it('has fixes that are each enough, and not one client or contact more than needed', () => {
    const portfolios = fc.uniqueArray(
      fc.record({ clientId: fc.stringMatching(/^C[0-9]{1,3}$/), contactsAYear: fc.nat(24), weeks: fc.nat(30) }),
      { selector: ({ clientId }) => clientId, maxLength: 40 },
    );
    fc.assert(
      fc.property(portfolios, fc.nat(300), (portfolio, capacityLeft) => {
        const { fixes, shortfall } = feasibilityOf(portfolio, capacityLeft);
        const isShort = (rest: Owed[]) => feasibilityOf(rest, capacityLeft).shortfall > 0;
        expect(fixes).toHaveLength(shortfall > 0 ? 2 : 0);
        for (const fix of fixes) {
          if (fix.kind === 'HAND_OVER') {
            const without = (gone: readonly string[]) => portfolio.filter(({ clientId }) => !gone.includes(clientId));
            expect(isShort(without(fix.clientIds))).toBe(false);
            expect(isShort(without(fix.clientIds.slice(0, -1)))).toBe(true);
          } else {
            const at = (most: number) =>
              portfolio.map((each) => ({ ...each, contactsAYear: Math.min(each.contactsAYear, most) }));
            expect(isShort(at(fix.contactsAYear))).toBe(false);
            expect(isShort(at(fix.contactsAYear + 1))).toBe(true);
          }
        }
      }),
    );
  });
});
