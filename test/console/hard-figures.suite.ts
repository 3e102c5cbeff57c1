import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../platform/platform.js';
import { type Stage, sticksOut } from './stage.js';

const CROWDED = 'U1900';
const CHILDREN = 500;

/** Figures where they are hard to show: moved by somebody else's taps, of very many, without a value, without a service. */
export function hardFiguresSuite(stage: () => Stage): void {
  describe('figures in hard cases', () => {
    const head = { who: 'H0001', device: 'desktop' } as const;
    const rows = (page: Page) => page.getByRole('treegrid').locator('tr[aria-level="1"]:not([data-note])');

    it('move in one browser when a contact is logged by taps in another', async () => {
      const figures = await stage().open('/figures?grain=DAY&start=2026-03-02', head);
      const tile = figures.page.getByRole('radiogroup').locator('strong').first();
      await tile.waitFor();
      const before = Number(await tile.innerText());
      const phone = await stage().open('/today', { who: 'S0004' });
      await phone.page
        .getByRole('button', { name: /^记录联系/ })
        .first()
        .tap();
      await phone.page.getByRole('radio', { name: '已交流' }).check();
      await phone.page.getByRole('button', { name: '保存' }).tap();
      await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(
        async () => Number(await tile.innerText()),
        (now) => now === before + 1,
      );
      expect(figures.watched).toEqual({ faults: [], otherHosts: [] });
      await phone.context.close();
      await figures.context.close();
    });

    it('say so where there is no value, and nowhere a number that is none', async () => {
      const { page, context, watched } = await stage().open('/figures?start=2025-06-01&by=PLAN_COMPLETION', head);
      const tile = page.getByRole('radiogroup').locator('label').filter({ hasText: '计划完成率' });
      await tile.getByText('–', { exact: true }).waitFor();
      await tile.getByText('无可比数据').waitFor();
      await rows(page).first().waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|null|Infinity/);
      // What counted nothing leads nowhere.
      expect(await rows(page).first().locator('td button').count()).toBe(0);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('of a unit with five hundred children come page by page, by rank, within the page', async () => {
      const path = join(await mkdtemp(join(tmpdir(), 'hengxin-crowded-')), 'units.csv');
      const units = Array.from(
        { length: CHILDREN },
        (_, at) => `U29${String(at).padStart(3, '0')},${CROWDED},SUB_BRANCH,第${at + 1}支行,2026-01-01`,
      );
      const lines = ['unit_id,parent_id,kind,name,valid_from', `${CROWDED},U0001,BRANCH,众多分行,2026-01-01`, ...units];
      await writeFile(path, `${lines.join('\n')}\n`);
      const { code, output } = await stage().bank.platform.import({ units: path }, { wait: true });
      expect([code, output]).toEqual([0, expect.any(String)]);

      const { page, context, watched } = await stage().open(`/figures?unit=${CROWDED}&start=2026-02-01`, head);
      await rows(page).first().waitFor();
      expect(await rows(page).count()).toBe(50);
      await page.getByRole('treegrid').getByRole('button', { name: '加载更多' }).click();
      await eventually(
        () => rows(page).count(),
        (count) => count === 100,
      );
      expect(await sticksOut(page)).toEqual([]);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('tell which service does not answer, while other pages go on, and come back by another try', async () => {
      const pid = (await stage().bank.platform.pids())['performance-kpis']!;
      const { page, context } = await stage().open('/organisation', head);
      await page.locator('tr[aria-level="2"]').first().waitFor();
      process.kill(pid, 'SIGSTOP');
      try {
        await page.getByRole('navigation').getByRole('link', { name: '指标' }).first().click();
        const told = page.getByRole('alert').filter({ hasText: 'performance-kpis' });
        await told.waitFor({ timeout: 90_000 });
        await page.getByRole('navigation').getByRole('link', { name: '机构' }).first().click();
        await page.locator('tr[aria-level="2"]').first().waitFor();
        await page.getByRole('navigation').getByRole('link', { name: '指标' }).first().click();
        await told.waitFor({ timeout: 90_000 });
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      // Or the page asked again by itself just before.
      await page
        .getByRole('button', { name: '重试' })
        .first()
        .click({ timeout: 5_000 })
        .catch(() => undefined);
      await page.getByRole('radiogroup').locator('strong').first().waitFor();
      await context.close();
    });
  });
}
