import { eventually, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import { KPI, type Kpi } from './queries.js';

const RM = 'S0006';
const SCOPE = { staffId: RM };
const NOW = '{ now { businessDate } }';

/** After the clock has moved on: what it leaves behind are two clients and the touches of one post. */
export function groupPostsSuite(bank: () => RunningBank): void {
  describe('a post to a group', () => {
    let platform: Platform;
    beforeAll(() => void ({ platform } = bank()));

    const tell = async <T>(name: string, input: object, fields: string): Promise<T> => {
      const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
      const { told } = await platform.data<{ told: T & { errors: unknown[] } }>(RM, query, { input });
      expect(told.errors).toEqual([]);
      return told;
    };
    const figure = async (metric: string): Promise<number | null> => {
      const { now } = await platform.data<{ now: { businessDate: string } }>(RM, NOW);
      const period = { grain: 'DAY', start: now.businessDate };
      const { kpi } = await platform.data<Kpi>(RM, KPI, { scope: SCOPE, period, metrics: [metric] });
      return kpi.values[0]!.value;
    };

    it('counts as a touch over WECHAT_GROUP for every member, once however often it is sent, and as no contact', async () => {
      const before = { touches: (await figure('TOUCHES_WECHAT_GROUP')) ?? 0, contacts: await figure('CONTACTS') };
      const members = ['GP-1', 'GP-2'];
      for (const id of members) {
        const consents = [{ channel: 'WECHAT_GROUP', purpose: 'SERVICE' }];
        const client = { commandId: `gp-${id}`, id, name: '欧阳晓明', tier: 'GOLD', consents };
        await tell('registerClient', client, 'client { id }');
      }
      const group = { commandId: 'gp-group', name: '钓鱼群', channel: 'WECHAT_GROUP' };
      const { clientGroup } = await tell<{ clientGroup: { id: string } }>('createGroup', group, 'clientGroup { id }');
      const groupId = clientGroup.id;
      await tell(
        'changeGroupMembers',
        { commandId: 'gp-members', groupId, add: members },
        'clientGroup { memberCount }',
      );
      const post = { commandId: 'gp-post', groupId, text: '周末讲座' };
      const first = await tell<{ groupPost: { reached: number } }>('postToGroup', post, 'groupPost { id reached }');
      expect(first.groupPost.reached).toBe(2);
      expect(await tell('postToGroup', post, 'groupPost { id reached }')).toEqual(first);
      await eventually(
        () => figure('TOUCHES_WECHAT_GROUP'),
        (value) => value === before.touches + 2,
      );
      expect(await figure('CONTACTS')).toBe(before.contacts);
    }, 60_000);
  });
}
