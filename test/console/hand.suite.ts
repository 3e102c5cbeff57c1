import type { Page } from 'playwright-core';
import { becomes } from '../platform/platform.js';
import { OPENINGS, shown } from './openings.js';
import type { Stage } from './stage.js';

/** As wide and as high, in CSS pixels, as what a thumb is to hit. */
const LEAST_PX = 44;
const BY_HAND = [
  'today',
  'today-log',
  'today-more',
  'leave',
  'leave-add',
  'visits',
  'visits-plan',
  'visit',
  'visit-started',
  'visit-review',
  'more',
  'gifts',
  'help',
  'greetings',
  'mastery',
  'clients',
  'client',
  'client-out-of-scope',
];

/** What can be pressed and is too small for it, each with its size: runs in the page. */
const TOO_SMALL = `[...document.querySelectorAll('a[href], button, summary, select, textarea, input')]
  .map((one) => (one.matches('label input') ? one.closest('label') : one))
  .map((one) => ({ one, box: one.getBoundingClientRect() }))
  .filter(({ box }) => box.right > 0 && box.width > 0 && (box.height < ${LEAST_PX} || box.width < ${LEAST_PX}))
  .map(({ one, box }) => one.tagName + ' ' + one.innerText.trim() + ' ' + box.width + ' x ' + box.height)`;
const tooSmall = (page: Page) => page.evaluate(TOO_SMALL) as Promise<string[]>;

export function handSuite(stage: () => Stage): void {
  describe('with one hand, on a phone', () => {
    it.each(OPENINGS.filter(({ name }) => BY_HAND.includes(name)))(
      '$name: whatever can be pressed is 44 pixels high and wide',
      async (opening) => {
        const { page, context } = await shown(stage(), { ...opening, device: 'phone' }, {});
        expect(await tooSmall(page)).toEqual([]);
        await context.close();
      },
    );

    it('a card says by which channels the client may be reached, and that marketing is not allowed', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0007' });
      const all = page.locator('main li').filter({ has: page.locator('h3') });
      await all.first().waitFor();
      const cards = await all.allInnerTexts();
      expect(cards.every((text) => /电话|微信|面谈|短信|邮件/.test(text))).toBe(true);
      expect(cards.every((text) => /未同意营销|可营销/.test(text))).toBe(true);
      await context.close();
    });

    it('save is grey until an outcome is chosen; a message has none that nobody picked up', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0007' });
      await page
        .locator('main ol')
        .getByRole('button', { name: /^记录联系/ })
        .first()
        .click();
      const save = page.getByRole('button', { name: '保存' });
      await page.getByRole('radio', { name: /^电话/ }).check();
      await becomes(() => save.isDisabled(), true);
      await page.getByRole('radio', { name: '未接通' }).check();
      await becomes(() => save.isDisabled(), false);
      await page.getByRole('radio', { name: /^短信/ }).check();
      await becomes(() => page.getByRole('radio', { name: '未接通' }).count(), 0);
      await becomes(() => save.isDisabled(), true);
      await page.getByRole('radio', { name: '已发送，待回复' }).waitFor();
      await context.close();
    });

    it('a client of somebody else: what to do, and the way back to where one came from', async () => {
      const { page, context } = await stage().open('/clients?silent=30', { who: 'S0007' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByLabel('查找').fill('C9');
      await page.getByRole('button', { name: '打开客户 C9' }).click();
      await page.getByText('请找您的机构负责人确认归属').waitFor();
      await page.getByRole('button', { name: '返回' }).click();
      await page.waitForURL(/clients\?silent=30/);
      await context.close();
    });

    it('the list of clients marks whom today’s plan waits for', async () => {
      const { page, context } = await stage().open('/clients', { who: 'S0007' });
      await becomes(() => page.locator('main li').filter({ hasText: '今日计划' }).count(), 10);
      await context.close();
    });
  });
}
