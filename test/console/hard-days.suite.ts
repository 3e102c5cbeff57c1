import type { Page } from 'playwright-core';
import { becomes, eventually } from '../platform/platform.js';
import { script, scriptsOn } from './script.js';
import { progress, type Stage, sticksOut } from './stage.js';

const DAY_MS = 86_400_000;
const SCRIPT = script();
const contactsOf = (rm: string) =>
  `{ contacts(filter: { staffId: "${rm}", from: "2026-03-02" }, first: 50) { edges { node { id startedAt notes } } } }`;
interface Contacts {
  readonly contacts: { readonly edges: readonly { readonly node: { readonly startedAt: string } }[] };
}

const firstLog = (page: Page) =>
  page
    .locator('main ol')
    .getByRole('button', { name: /^记录联系/ })
    .first();
const notes = (page: Page) => page.getByRole('dialog').getByRole('textbox');

async function begin(page: Page, text: string): Promise<void> {
  await firstLog(page).click();
  await page.getByRole('radio', { name: '已交流' }).check();
  await page.locator('dialog summary').click();
  await notes(page).fill(text);
}
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export function hardDaysSuite(stage: () => Stage): void {
  const logged = async (rm: string) =>
    (await stage().bank.platform.data<Contacts>(rm, contactsOf(rm))).contacts.edges.map(({ node }) => node);

  describe('a day that goes wrong', () => {
    it('a sign-in that ends in the middle of work keeps what was logged, and sends it once they are back', async () => {
      const before = (await logged('S0008')).length;
      const { page, context } = await stage().open('/today', { who: 'S0008' });
      await page.getByRole('progressbar').waitFor();
      await begin(page, '聊到一半');
      await page.route('**/graphql', (route) =>
        route.fulfill({ status: 401, json: { errors: [{ message: '', extensions: { code: 'TOKEN_EXPIRED' } }] } }),
      );
      await page.route('**/demo/token', (route) => route.fulfill({ status: 403, json: { code: 'X', message: 'x' } }));
      await save(page);
      await page.getByRole('alert').getByText('登录已过期').waitFor();
      await page.getByText('1 条待发送').waitFor();
      await page.unrouteAll();
      await page.getByRole('button', { name: '重新登录' }).click();
      await page.getByText('登录已过期').waitFor({ state: 'detached' });
      await eventually(
        () => progress(page),
        ({ done }) => done === 1,
      );
      await page.getByText('条待发送').waitFor({ state: 'detached' });
      expect(
        await eventually(
          () => logged('S0008'),
          (all) => all.length > before,
        ),
      ).toHaveLength(before + 1);
      await context.close();
    });

    it('two tabs of one manager show the same, and what both hold is sent once', async () => {
      const before = (await logged('S0004')).length;
      const { page, context } = await stage().open('/today', { who: 'S0004' });
      await page.getByRole('progressbar').waitFor();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByRole('progressbar').waitFor();
      await context.setOffline(true);
      await begin(page, '一号');
      await save(page);
      await other.getByText('1 条待发送').waitFor();
      await begin(other, '二号');
      await save(other);
      await page.getByText('2 条待发送').waitFor();
      await context.setOffline(false);
      for (const tab of [page, other]) {
        await tab.getByText('条待发送').waitFor({ state: 'detached' });
        await becomes(() => progress(tab), { done: 2, all: 10 });
      }
      expect(
        await eventually(
          () => logged('S0004'),
          (all) => all.length > before + 1,
        ),
      ).toHaveLength(before + 2);
      await context.close();
    });

    it('a build whose files are gone is loaded again by itself and says so', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0007', noServiceWorker: true });
      await page.getByRole('progressbar').waitFor();
      await page.route('**/assets/sheets-*.js', (route) => route.fulfill({ status: 404, body: '' }), { times: 1 });
      await firstLog(page).click();
      await page.getByRole('status').getByText('已更新到新版本').waitFor();
      await firstLog(page).click();
      await page.getByRole('dialog').waitFor();
      await context.close();
    });

    it('a page that is loaded again under an open sheet loses none of its text', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0007' });
      await page.getByRole('progressbar').waitFor();
      await begin(page, '写了一半的备注');
      const title = await page.getByRole('dialog').getByRole('heading').innerText();
      await page.reload();
      await page.getByRole('dialog').getByRole('heading', { name: title }).waitFor();
      await becomes(() => page.getByRole('radio', { name: '已交流' }).isChecked(), true);
      await page.locator('dialog summary').click();
      expect(await notes(page).inputValue()).toBe('写了一半的备注');
      // Shut by hand it is gone.
      await page.keyboard.press('Escape');
      await page.reload();
      await page.getByRole('progressbar').waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await context.close();
    });

    it.each([
      ['three days ahead', 3 * DAY_MS],
      ['three days behind', -3 * DAY_MS],
    ])('a device whose clock is %s shows and logs the bank’s moments', async (_, clockAheadMs) => {
      const before = (await logged('S0008')).length;
      const { page, context } = await stage().open('/today', { who: 'S0008', clockAheadMs });
      let sockets = 0;
      page.on('websocket', () => sockets++);
      await page.getByRole('heading', { name: '3月2日星期一' }).waitFor();
      await begin(page, '时钟不准');
      await save(page);
      const all = await eventually(
        () => logged('S0008'),
        (contacts) => contacts.length > before,
      );
      expect(all.every(({ startedAt }) => startedAt.startsWith('2026-03-02T'))).toBe(true);
      // A token that seems to have run out long ago must not shut the socket again and again.
      expect(sockets).toBeLessThanOrEqual(2);
      await context.close();
    });
  });

  describe('texts that people put in', () => {
    it('are texts everywhere, and a name of 200 characters breaks no page', async () => {
      const { page, context, watched } = await stage().open('/clients', { who: 'S0003', language: 'en' });
      const name = SCRIPT + '长'.repeat(200 - SCRIPT.length);
      const fits = async () => expect([await sticksOut(page), await scriptsOn(page)]).toEqual([[], []]);
      await page.getByRole('button', { name: 'Register a client' }).click();
      await page.getByLabel('Client code').fill('C-hard');
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Interests').fill(SCRIPT);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForURL('**/clients/C-hard');
      await page.getByRole('heading', { name, level: 1 }).waitFor();

      await page.getByRole('button', { name: /^Record consent/ }).click();
      await page.getByLabel('Wording version').fill(SCRIPT);
      await page.getByLabel('Evidence').fill(SCRIPT);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('summary').filter({ hasText: 'Full history' }).click();

      await page.getByRole('button', { name: 'Log a contact' }).click();
      await page.getByRole('radio', { name: 'No answer' }).check();
      await page.locator('dialog summary').click();
      await page.getByRole('dialog').getByRole('textbox').fill(SCRIPT);
      await fits();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.locator('article').getByText(SCRIPT).waitFor();
      await fits();

      await page.goto(page.url().replace('/clients/C-hard', '/today'));
      await page.getByRole('button', { name: 'Add a client' }).click();
      await page.getByLabel('Find one of your clients').fill('C-hard');
      await page.getByRole('dialog').locator('ul button').first().click();
      await page.getByLabel('Reason', { exact: true }).fill(SCRIPT);
      await page.getByRole('dialog').getByRole('button', { name: 'Add a client' }).click();
      await page.getByRole('button', { name: `More: ${name}` }).click();
      await page.getByRole('dialog').getByText(SCRIPT).first().waitFor();
      await fits();
      await page.goto(page.url().replace('/today', '/clients'));
      await page.locator('main li a').first().waitFor();
      await fits();
      expect(watched.faults).toEqual([]);
      await context.close();
    });
  });
}
