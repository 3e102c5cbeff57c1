import { becomes, eventually } from '../platform/platform.js';
import type { Stage } from './stage.js';

const LEAVES = 'query ($id: ID) { leaves(staffId: $id) { id from to cancelled cover { id } } }';
interface Leaves {
  readonly leaves: readonly {
    readonly from: string;
    readonly to: string;
    readonly cancelled: boolean;
    readonly cover: { readonly id: string } | null;
  }[];
}
const YEAR = '{ feasibility { owed capacityLeft } }';
interface Year {
  readonly feasibility: { readonly owed: number; readonly capacityLeft: number };
}
const WEEK = '{ week { expected capacity } }';
interface Week {
  readonly week: readonly { readonly expected: number; readonly capacity: number }[];
}
const OWN_CLIENTS = 'query ($id: ID!) { clients(filter: { rmId: $id }, first: 100) { edges { node { id } } } }';
interface OwnClients {
  readonly clients: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}
const CHANGE = `mutation ($input: ChangeClientProfileInput!) { changeClientProfile(input: $input) { errors { code } } }`;

export function aheadSuite(stage: () => Stage): void {
  const ask = <Data>(who: string, query: string, variables: Record<string, unknown> = {}) =>
    stage().bank.platform.data<Data>(who, query, variables);

  describe('what lies ahead of a relationship manager', () => {
    it('the week says how many are expected each day; the year is a sentence and two bars', async () => {
      const { page, context, watched } = await stage().open('/today', { who: 'S0001' });
      const days = page.getByRole('region', { name: '未来七天' }).locator('li');
      const { week } = await ask<Week>('S0001', WEEK);
      const words = week.map(({ expected, capacity }) => (capacity === 0 ? '休' : `${expected} 位`));
      expect(words.filter((word) => word === '休')).toHaveLength(2);
      await becomes(() => days.locator('small').allInnerTexts(), words);
      const sum = week.reduce((total, { expected }) => total + expected, 0);
      expect(sum).toBeGreaterThanOrEqual(10);
      await page.getByText(`七天预计 ${sum} 位`).waitFor();
      const { feasibility } = await ask<Year>('S0001', YEAR);
      const year = page.getByRole('region', { name: '2026年联系任务' });
      const sentence = await year.locator('p').innerText();
      for (const count of [feasibility.owed, feasibility.capacityLeft]) expect(sentence).toContain(String(count));
      const counts = async () => (await year.locator('dd').allInnerTexts()).filter(Boolean);
      expect(await counts()).toEqual(
        [feasibility.owed, feasibility.capacityLeft].map((count) => count.toLocaleString('zh-CN')),
      );
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('a year that cannot be done is said above the plan, with what would be enough', async () => {
      const edges = (await ask<OwnClients>('S0003', OWN_CLIENTS, { id: 'S0003' })).clients.edges;
      for (const { node } of edges.slice(0, 12)) {
        const input = { commandId: `console-often-${node.id}`, clientId: node.id, contactsAYear: 365 };
        await ask('S0003', CHANGE, { input });
      }
      const { page, context } = await stage().open('/today', { who: 'S0003' });
      const warning = page.locator('main details').filter({ hasText: '今年名额不足' });
      await eventually(
        async () => {
          await page.reload();
          await page.getByRole('region', { name: '2026年联系任务' }).waitFor();
          return warning.count();
        },
        (count) => count === 1,
      );
      await warning.locator('summary').click();
      await becomes(() => warning.locator('li').count(), 2);
      await context.close();
    });
  });

  describe('leave', () => {
    it('is recorded with a cover, empties the plan of its days, and is taken back', async () => {
      const { page, context, watched } = await stage().open('/leave', { who: 'S0001' });
      await page.getByRole('button', { name: '登记休假' }).click();
      await page.getByLabel('开始日期').fill('2026-03-05');
      await page.getByLabel('结束日期').fill('2026-03-06');
      await page.getByLabel('代班人', { exact: true }).selectOption({ index: 1 });
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: '3月5日至3月6日' }).getByText('代班').waitFor();
      const { leaves } = await ask<Leaves>('S0001', LEAVES);
      expect(leaves).toMatchObject([{ from: '2026-03-05', to: '2026-03-06', cancelled: false }]);
      expect(leaves[0]!.cover).not.toBeNull();

      await page.getByRole('link', { name: '今日' }).click();
      const days = page.getByRole('region', { name: '未来七天' }).locator('li');
      await becomes(() => days.filter({ hasText: '休假' }).count(), 2);
      await days.filter({ hasText: '休假' }).first().getByRole('button').click();
      await page.getByRole('heading', { name: '3月5日星期四' }).waitFor();
      await page.getByText('3月5日至3月6日休假（全天）').waitFor();

      await page.getByRole('link', { name: '休假安排' }).first().click();
      await page.getByRole('button', { name: /^取消.*的休假/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '取消休假' }).click();
      await page.getByRole('listitem').getByText('已取消').waitFor();
      expect((await ask<Leaves>('S0001', LEAVES)).leaves).toMatchObject([{ cancelled: true }]);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('that ends before it begins is refused at its field', async () => {
      const { page, context } = await stage().open('/leave', { who: 'S0002', language: 'en' });
      await page.getByRole('button', { name: 'Record leave' }).click();
      await page.getByLabel('First day').fill('2026-04-09');
      await page.getByLabel('Last day').fill('2026-04-08');
      await page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
      await page.getByRole('dialog').getByRole('alert').getByText('before it begins').waitFor();
      await becomes(() => page.getByLabel('Last day').getAttribute('aria-invalid'), 'true');
      await context.close();
    });

    it('of the team stands in a calendar of its head, a row a person and a column a day', async () => {
      const { page, context, watched } = await stage().open('/leave?month=2026-05-01', {
        who: 'M00001',
        device: 'desktop',
      });
      await page.getByRole('table').locator('tbody tr').first().waitFor();
      // The Saturday on which the bank works is no day off, and the Labour Day holiday is one.
      await becomes(() => page.getByRole('table').locator('th[data-mark=MAKE_UP_WORKING_DAY]').count(), 1);
      const saturday = page.getByRole('table').locator('th[data-mark=MAKE_UP_WORKING_DAY][data-off=false]');
      await saturday.getByText('班').waitFor();
      await page.getByRole('table').locator('th[data-mark=HOLIDAY][data-off=true]').first().waitFor();
      await page.getByRole('button', { name: '登记休假' }).click();
      await page.getByLabel('休假人', { exact: true }).selectOption({ index: 1 });
      await page.getByLabel('开始日期').fill('2026-05-11');
      await page.getByLabel('结束日期').fill('2026-05-13');
      await page.getByRole('radio', { name: '上午' }).check();
      await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
      await becomes(() => page.getByRole('table').locator('td[data-portion=MORNING]').count(), 3);
      await becomes(() => page.getByRole('table').locator('tfoot td').filter({ hasText: '1' }).count(), 3);
      await page.getByRole('button', { name: '下个月' }).click();
      await page.waitForURL(/month=2026-06-01/);
      await becomes(() => page.getByRole('table').locator('td[data-portion]').count(), 0);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('is no page of head office', async () => {
      const { page, context } = await stage().open('/leave', { who: 'H0001', device: 'desktop' });
      await page.getByText('休假由客户经理本人或其机构负责人登记').waitFor();
      await context.close();
    });
  });
}
