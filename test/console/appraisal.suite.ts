import { becomes, eventually } from '../platform/platform.js';
import { SAVE_CARD } from './appraisal-given.js';
import type { Stage } from './stage.js';

const HEAD = 'M00001';

export function appraisalSuite(stage: () => Stage): void {
  describe('appraisal', () => {
    const open = (path: string, who = HEAD) => stage().open(`/figures?${path}`, { who, device: 'desktop' });

    it('figures are held against the unit above, the peers or another time, as the address says', async () => {
      const { page, context, watched } = await open('start=2026-02-01');
      const tiles = page.getByRole('radiogroup', { name: '选择指标' });
      await tiles.locator('label').first().waitFor();
      await page.getByLabel('比较').selectOption('PARENT');
      await page.waitForURL(/against=PARENT/);
      await tiles
        .getByText(/^上级 /)
        .first()
        .waitFor();
      await page.getByLabel('比较').selectOption('SIBLINGS_MEDIAN');
      await tiles
        .getByText(/^同级中位 /)
        .first()
        .waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('targets are set by their head, and shown with what was reached of them', async () => {
      const { page, context, watched } = await open('show=targets&start=2026-02-01');
      await page.getByText('这段时间没有目标').waitFor();
      await page.getByRole('button', { name: '设定目标' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('基础').fill('20');
      await dialog.getByLabel('进取').fill('10');
      await dialog.getByRole('button', { name: '保存' }).click();
      await dialog.getByRole('alert').getByText('顺序有误').waitFor();
      await dialog.getByLabel('进取').fill('30');
      await dialog.getByRole('button', { name: '保存' }).click();
      const row = page.getByRole('row', { name: /^有效联系/ });
      await becomes(async () => (await row.locator('td').allInnerTexts())[1], '20');
      await page.getByRole('radio', { name: '进取' }).check();
      await becomes(async () => (await row.locator('td').allInnerTexts())[1], '30');
      // A share is put in and shown in percent.
      await page.getByRole('button', { name: '设定目标' }).click();
      await dialog.getByLabel('指标').selectOption('COVERAGE');
      await dialog.getByLabel('进取').fill('72.5');
      await dialog.getByRole('button', { name: '保存' }).click();
      const coverage = page.getByRole('row', { name: /^覆盖率/ });
      await becomes(async () => (await coverage.locator('td').allInnerTexts())[1], '72.5%');
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('a score is a tree of its steps, opened and shut by keys', async () => {
      const { page, context, watched } = await open('show=score&start=2026-02-01');
      await page.getByText('没有适用的考核表').waitFor();
      const groups = [
        {
          group: 'CLIENT',
          weight: 60,
          items: [
            { metric: 'COVERAGE', weight: 30 },
            { metric: 'CONTACTS', weight: 30 },
          ],
        },
        { group: 'PLAN', weight: 40, items: [{ metric: 'PLAN_COMPLETION', weight: 40 }] },
      ];
      const input = {
        commandId: 'console-card',
        name: '机构考核',
        groups,
        validFrom: '2026-01-01',
        roles: ['UNIT_HEAD'],
      };
      expect(await stage().bank.platform.data('H0001', SAVE_CARD, { input })).toEqual({
        saveScorecard: { errors: [] },
      });
      const tree = page.getByRole('treegrid');
      await eventually(
        async () => {
          await page.reload();
          await page.locator('main h1').waitFor();
          await page.locator('[role=treegrid], main p').first().waitFor();
          return tree.count();
        },
        (count) => count === 1,
      );
      await page.getByText('满分 120').waitFor();
      const contacts = tree.getByRole('row', { name: /有效联系/ });
      await contacts.waitFor();
      await tree.locator('tr[aria-expanded]').first().focus();
      await page.keyboard.press('ArrowLeft');
      await contacts.waitFor({ state: 'detached' });
      await page.keyboard.press('ArrowRight');
      await contacts.waitFor();
      // A group without a target gives its weight to the clients, and the platform says so.
      await tree.getByText('权重并入客户组').waitFor();
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('places stand among peers; a manager sees the own one and the first three', async () => {
      const { page, context } = await open('show=board&start=2026-02-01&by=CONTACTS', 'H0001');
      const all = page.getByRole('table').locator('tbody tr');
      await all.first().waitFor();
      expect(await all.count()).toBeGreaterThanOrEqual(5);
      await context.close();
      const own = await open('show=board&start=2026-02-01&by=CONTACTS', 'S0001');
      await own.page.getByText('您', { exact: true }).waitFor();
      // Ties share a rank: more than three may be among the first three.
      const ranks = await own.page.locator('tbody tr[data-own=false] td:first-child').allInnerTexts();
      expect(ranks.length).toBeGreaterThan(0);
      expect(ranks.every((rank) => Number(rank) <= 3)).toBe(true);
      await own.context.close();
    });
  });
}
