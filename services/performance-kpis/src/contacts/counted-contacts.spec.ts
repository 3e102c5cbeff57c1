import { OrgTree } from '@hengxin/contracts';
import { type Caller, UnitScope } from '@hengxin/identity';
import { Clock } from '@hengxin/service-kit';
import { periodOf, type Period } from '../kpi/period-input.rules.js';
import type { CountedContact, PageOf } from './counted-contacts.queries.js';
import { CountedContacts } from './counted-contacts.js';

const TODAY = '2026-03-20';

function aDirectory() {
  const tree = new OrgTree();
  tree.placeUnit({ unitId: 'L1', parentId: null, kind: 'SUB_BRANCH', name: 'Lake', validFrom: null });
  for (const staffId of ['R1', 'R2']) tree.placeStaff({ staffId, role: 'RM', unitId: 'L1', validFrom: null });
  return { tree, version: 1 };
}

/** A list of contacts in place of the tables; counts how often it is looked at. */
class Listed {
  looks = 0;

  constructor(private readonly rows: readonly CountedContact[]) {}

  async page({ after, limit }: PageOf): Promise<CountedContact[]> {
    this.looks++;
    return this.rows.filter(({ at }) => !after || at < after.at).slice(0, limit);
  }
}

describe('the contacts behind a figure, for someone who may see few of them', () => {
  const caller: Caller = { id: 'R1', role: 'RM', unitId: 'L1', isStaff: true };
  // 5,000 contacts of a colleague, the caller's own among them at 1,500 and at 4,900.
  const own = new Set([1_500, 4_900]);
  const rows = Array.from({ length: 5_000 }, (_, n) => ({
    at: 10_000 - n,
    contactId: `K${n}`,
    staffId: own.has(n) ? 'R1' : 'R2',
    unitId: 'L1',
    rmId: 'R2',
  }));
  const listed = new Listed(rows);
  const directory = aDirectory();
  const contacts = new CountedContacts(
    listed as never,
    new UnitScope(directory, () => TODAY),
    { today: () => TODAY } as unknown as Clock,
    directory,
  );
  const ask = (after: string | null) =>
    contacts.page({
      caller,
      scope: { unitId: 'L1', key: 'unit:L1' },
      period: periodOf('YEAR', '2026-01-01') as Period,
      metric: 'CONTACTS',
      first: 1,
      after,
    });

  it('takes a few looks a page, and goes on where the page before stopped looking, without loss', async () => {
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      listed.looks = 0;
      const page = await ask(after);
      expect(listed.looks).toBeLessThanOrEqual(10);
      found.push(...page.edges.map(({ node }) => node.id));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(found).toEqual(['K1500', 'K4900']);
  });
});
