import { becomes, eventually } from '../platform/platform.js';
import { eligible, type Made } from './groups-given.js';
import { type Stage, sticksOut } from './stage.js';

export function segmentsSuite(stage: () => Stage): void {
  describe('segments and groups', () => {
    const tiersOf = async (rm: string, tier: string): Promise<number> => {
      const query = 'query ($filter: SegmentFilter!) { clientCount(filter: $filter) }';
      const { platform } = stage().bank;
      return (await platform.data<{ clientCount: number }>(rm, query, { filter: { tier: [tier] } })).clientCount;
    };

    it('a segment is built of rows, counts while it is built, is saved and retired', async () => {
      const count = await tiersOf('S0001', 'GOLD');
      const { page, context, watched } = await stage().open('/clients', { who: 'S0001' });
      await page.getByRole('link', { name: '客群' }).click();
      await page.getByRole('button', { name: '新建客群' }).click();
      await page.getByLabel('名称').fill('黄金客户');
      await page.getByLabel('添加条件').selectOption('tier');
      await page.getByText('补全条件后显示人数').waitFor();
      expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
      await page.getByRole('checkbox', { name: '黄金' }).click();
      await becomes(() => page.locator('output').innerText(), `${count} 位客户`);
      await page.getByRole('button', { name: '保存' }).click();
      await page.waitForURL(/segments\/[a-z2-7]{26}$/);
      expect(await sticksOut(page)).toEqual([]);
      await page.getByRole('link', { name: '客群' }).click();
      await page.getByRole('link', { name: new RegExp(`黄金客户.*${count} 位客户`, 's') }).click();
      await page.getByRole('checkbox', { name: '排除' }).click();
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('客群已保存').first().waitFor();
      await page.getByRole('button', { name: '停用' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
      await page.getByText('还没有客群').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('a group takes in whom it may, says why not the others, and is posted to', async () => {
      const { allowing, other }: Made = await eligible(stage().bank.platform, 'S0002');
      const { page, context, watched } = await stage().open('/groups', { who: 'S0002', language: 'en' });
      await page.getByRole('button', { name: 'New group' }).click();
      await page.getByLabel('Name of the group').fill('Fishing');
      await page.getByRole('button', { name: 'Make group' }).click();
      await page.getByRole('heading', { name: 'Fishing', level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Add member' }).click();
      const dialog = page.getByRole('dialog');
      const find = async (id: string) => {
        await dialog.getByRole('searchbox').fill(id);
        await dialog.getByRole('button', { name: new RegExp(id) }).click();
      };
      await find(other.id);
      await dialog.getByRole('alert').getByText('does not allow WECHAT_GROUP').waitFor();
      await find(allowing.id);
      await page.getByText(`${allowing.name} added`).waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.getByLabel('Text').fill('A talk on Saturday');
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Recorded for 1. Now post it in the WeChat group yourself.').waitFor();
      await page.getByRole('region', { name: 'Posts' }).getByText('A talk on Saturday').waitFor();
      await page.getByRole('region', { name: 'Members' }).getByRole('link', { name: allowing.name }).click();
      await page.getByRole('region', { name: 'WeChat groups' }).getByRole('link', { name: 'Fishing' }).waitFor();
      const touches = () =>
        stage().bank.platform.data<{ contacts: { edges: { node: { channel: string } }[] } }>(
          'S0002',
          'query ($id: ID!) { contacts(filter: { clientId: $id }) { edges { node { channel } } } }',
          { id: allowing.id },
        );
      await eventually(touches, ({ contacts }) => contacts.edges.some(({ node }) => node.channel === 'WECHAT_GROUP'));
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}
