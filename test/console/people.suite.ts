import { becomes } from '../platform/platform.js';
import type { Stage } from './stage.js';

const OWN = 'query ($rm: ID!) { clients(filter: { rmId: $rm }, first: 5) { edges { node { id name } } } }';
interface Own {
  readonly clients: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] };
}

export function peopleSuite(stage: () => Stage): void {
  describe('a client as a person', () => {
    const own = async (rm: string) =>
      (await stage().bank.platform.data<Own>(rm, OWN, { rm })).clients.edges.map(({ node }) => node);

    it('taboos, habits and the wish not to be contacted are told, and said above all else', async () => {
      const [client] = await own('S0002');
      const { page, context, watched } = await stage().open(`/clients/${client!.id}`, { who: 'S0002' });
      const person = page.getByRole('region', { name: '基本情况' });
      await person.getByRole('button', { name: '修改' }).click();
      await page.getByLabel('忌讳').fill('离婚、股票');
      await page.getByLabel('喜好', { exact: true }).fill('下午见面，喝茶');
      await page.getByRole('radio', { name: '请勿联系' }).check();
      await page.getByRole('button', { name: '保存' }).click();
      await person.getByText('离婚、股票').waitFor();
      await person.getByText('客户要求不再联系').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('the circle holds outsiders by name and other clients, who are found and lead to their pages', async () => {
      const [client, other] = await own('S0007');
      const { page, context, watched } = await stage().open(`/clients/${client!.id}`, { who: 'S0007' });
      const circle = page.getByRole('region', { name: '关系圈', exact: true });
      await circle.getByRole('button', { name: '添加' }).click();
      await page.getByLabel('姓名').fill('陈行长');
      await page.getByLabel('是客户的').selectOption('FRIEND');
      await page.getByRole('button', { name: '保存' }).click();
      await circle.getByText('陈行长').waitFor();
      await circle.getByRole('button', { name: '添加' }).click();
      await page.getByRole('radio', { name: '本行客户' }).check();
      await page.getByLabel('查找我的客户').fill(other!.id);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(other!.id) })
        .click();
      await page.getByRole('button', { name: '保存' }).click();
      await circle.getByRole('link', { name: other!.name }).click();
      // The link stands on both sides.
      await page.getByRole('heading', { name: other!.name, level: 1 }).waitFor();
      await circle.getByRole('link', { name: client!.name }).waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('a day that matters is told and taken back; a part that is still true is confirmed', async () => {
      const [client] = await own('S0007');
      const { page, context } = await stage().open(`/clients/${client!.id}`, { who: 'S0007', language: 'en' });
      const dates = page.getByRole('region', { name: 'Dates' });
      await dates.getByRole('button', { name: 'Add' }).click();
      await page.getByLabel('What day').fill('Founding of the shop');
      await page.getByLabel('Month').fill('5');
      await page.getByLabel('Day', { exact: true }).fill('18');
      await page.getByRole('button', { name: 'Save' }).click();
      await dates.getByText('18 May').waitFor();
      await dates.getByRole('button', { name: 'Remove Founding of the shop' }).click();
      await becomes(() => dates.getByText('18 May').count(), 0);

      const parts = page.getByRole('region', { name: 'How fresh it is' });
      const habits = parts.getByRole('listitem').filter({ hasText: 'Trading habits' });
      await habits.getByRole('button', { name: 'Still true: Trading habits' }).click();
      await becomes(() => habits.getAttribute('data-fresh'), 'true');
      await context.close();
    });
  });
}
