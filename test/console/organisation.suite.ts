import { becomes } from '../platform/platform.js';
import type { Stage } from './stage.js';

export function organisationSuite(stage: () => Stage): void {
  describe('the organisation', () => {
    it('shows a unit’s people on a day, and the day lies in the address', async () => {
      const { page, context, watched } = await stage().open('/organisation', { who: 'H0001', device: 'desktop' });
      await page.locator('tr[aria-level="2"] [data-toggle]').first().click();
      await page.locator('tr[aria-level="3"] th button:not([data-toggle])').first().click();
      await page.locator('main section li').first().waitFor();
      await page.getByLabel('查看日期').fill('2026-01-15');
      await page.waitForURL(/on=2026-01-15/);
      await page.getByText('2026年1月15日的机构与人员').waitFor();
      const seen = await page.locator('main section li').allInnerTexts();
      await page.reload();
      await becomes(() => page.locator('main section li').allInnerTexts(), seen);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('takes a day as people type it, or from a calendar by keys, in either language', async () => {
      const { page, context, watched } = await stage().open('/organisation', {
        who: 'H0001',
        device: 'desktop',
        language: 'en',
      });
      const day = page.getByLabel('As of', { exact: true });
      await becomes(() => day.inputValue(), '2 Mar 2026');
      await day.fill('15 January');
      await day.press('Enter');
      await page.waitForURL(/on=2026-01-15/);
      await becomes(() => day.inputValue(), '15 Jan 2026');
      await day.press('Alt+ArrowDown');
      const calendar = page.getByRole('dialog');
      await calendar.getByRole('grid').locator('button:focus').waitFor();
      for (const key of ['PageUp', 'ArrowDown', 'End', 'Enter']) await page.keyboard.press(key);
      await page.waitForURL(/on=2025-12-28/);
      await calendar.waitFor({ state: 'detached' });
      await day.press('Alt+ArrowDown');
      await calendar.waitFor();
      await page.keyboard.press('Escape');
      await calendar.waitFor({ state: 'detached' });
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('is the caller’s own part alone', async () => {
      const { page, context } = await stage().open('/organisation?unit=U1002', { who: 'M00001', device: 'desktop' });
      await page.getByText('当日没有此机构').waitFor();
      await context.close();
    });
  });
}
