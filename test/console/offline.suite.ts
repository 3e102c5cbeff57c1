import type { Page } from 'playwright-core';
import { becomes, eventually } from '../platform/platform.js';
import { progress, type Stage } from './stage.js';

const RM = 'S0005';
const contactsToday = (rm: string) =>
  `{ contacts(filter: { staffId: "${rm}", from: "2026-03-02" }, first: 50) { edges { node { id } } } }`;

async function log(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^记录联系/ })
    .first()
    .click();
  await page.getByRole('radio', { name: '已交流' }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export function offlineSuite(stage: () => Stage): void {
  describe('without a network', () => {
    const counted = async (rm = RM) => {
      const data = await stage().bank.platform.data<{ contacts: { edges: unknown[] } }>(rm, contactsToday(rm));
      return data.contacts.edges.length;
    };

    it('what is logged waits on the device, outlives the tab, and is counted once when the network is back', async () => {
      const { page, context } = await stage().open('/today', { who: RM });
      await page.getByRole('progressbar').waitFor();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      // What was read is written down a moment after it came.
      await eventually(
        () => page.evaluate('indexedDB.databases().then((all) => all.length)') as Promise<number>,
        (count) => count >= 2,
      );
      await context.setOffline(true);
      await log(page);
      await log(page);
      await becomes(() => progress(page), { done: 2, all: 10 });
      await page.getByText('2 条待发送').waitFor();
      expect(await counted()).toBe(0);

      const url = page.url();
      await page.close();
      const again = await context.newPage();
      await again.goto(url);
      await again.getByText('2 条待发送').waitFor();
      await becomes(() => progress(again), { done: 2, all: 10 });

      // The first answer is lost after the platform has stored the command.
      let lost = 0;
      await again.route('**/graphql', async (route) => {
        if (lost > 0 || !route.request().postData()?.includes('logContact')) return route.continue();
        lost++;
        await route.fetch();
        return route.abort('connectionreset');
      });
      await context.setOffline(false);
      await again.getByText('条待发送').waitFor({ state: 'detached' });
      expect(lost).toBe(1);
      expect(await eventually(counted, (count) => count >= 2)).toBe(2);
      await becomes(() => progress(again), { done: 2, all: 10 });
      await context.close();
    });

    it('what the platform refuses afterwards stays, with its sentence, until it is put right', async () => {
      const before = await counted('S0006');
      const { page, context } = await stage().open('/today', { who: 'S0006' });
      await page.getByRole('progressbar').waitFor();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await context.setOffline(true);
      await page
        .getByRole('button', { name: /^记录联系/ })
        .first()
        .click();
      await page.getByRole('radio', { name: '已交流' }).check();
      await page.getByRole('radio', { name: '选日期' }).check();
      const day = page.getByRole('dialog').getByLabel('日期', { exact: true });
      await day.fill('2026-03-01');
      await page.getByRole('button', { name: '保存' }).click();
      await context.setOffline(false);

      const refused = page.getByRole('alert').filter({ hasText: '未被接受' });
      await refused.getByText('2026-03-01').waitFor();
      await refused.getByRole('button', { name: '修改' }).click();
      await page.getByRole('dialog').getByRole('alert').waitFor();
      await becomes(() => day.getAttribute('aria-invalid'), 'true');
      await day.fill('2026-03-09');
      await page.getByRole('button', { name: '保存' }).click();
      await refused.waitFor({ state: 'detached' });
      await eventually(
        () => progress(page),
        ({ done }) => done === 1,
      );
      // The page shows it as done before it is sent: nothing may be under way when the browser goes.
      await becomes(() => counted('S0006'), before + 1);
      await context.close();
    });
  });
}
