import { becomes } from '../platform/platform.js';
import type { Stage } from './stage.js';

export function signInSuite(stage: () => Stage): void {
  describe('signing in', () => {
    it('anyone who is nobody yet chooses, and sees what they had asked for', async () => {
      const { page, watched, context } = await stage().open('/clients');
      await page.getByRole('button', { name: /^客户经理/ }).click();
      await page.getByRole('heading', { name: '客户', level: 1 }).waitFor();
      expect(page.url()).toMatch(/\/console\/clients$/);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('each role begins with its own page, in its own pages alone', async () => {
      const begins = { S0001: '/today', M00001: '/team', H0001: '/figures', ADMIN: '/administration' };
      for (const [who, path] of Object.entries(begins)) {
        const { page, context } = await stage().open('/', { who });
        await page.waitForURL(`**/console${path}`);
        await becomes(() => page.getByRole('link', { name: '今日' }).count(), who === 'S0001' ? 1 : 0);
        await context.close();
      }
    });

    it('a name that nobody has is told by the platform’s own sentence', async () => {
      const { page, context } = await stage().open('/', { language: 'en' });
      await page.getByLabel('Another staff ID').fill('S9999');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('alert').getByText('No member of staff has the id S9999').waitFor();
      await context.close();
    });

    it('no token lies in what the browser keeps, and signing out forgets what was read', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0001' });
      await page.getByRole('progressbar').waitFor();
      const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
      expect(kept).not.toMatch(/eyJ/);
      await page.getByRole('button', { name: /^账户/ }).click();
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByRole('heading', { name: '恒心' }).waitFor();
      expect(await page.evaluate('localStorage.getItem("hengxin-last-subject")')).toBeNull();
      await context.close();
    });

    it('a language that is chosen in one tab holds in the other', async () => {
      const { page, context } = await stage().open('/');
      const other = await context.newPage();
      await other.goto(page.url());
      await other.locator('html[lang=zh-CN] h1').waitFor();
      await page.locator('html[lang=zh-CN] h1').waitFor();
      await page.getByRole('button', { name: 'English' }).click();
      await other.locator('html[lang=en] h1').waitFor();
      await context.close();
    });

    it('a language that is chosen in another tab shuts no sheet, and loses nothing that is typed', async () => {
      const { page, context, watched } = await stage().open('/help', { who: 'S0007' });
      await page.getByRole('button', { name: '求助', exact: true }).click();
      await page.getByLabel('需要什么帮助').fill('写了一半的求助');
      const other = await context.newPage();
      await other.goto(page.url());
      await other.getByRole('button', { name: /^账户/ }).click();
      await other.getByRole('button', { name: 'English' }).click();
      const typed = page.getByRole('dialog', { name: 'Ask for help' }).getByLabel('What help is needed');
      await becomes(() => typed.inputValue(), '写了一半的求助');
      // A press beside it shuts no sheet that somebody wrote in.
      await page.mouse.click(5, 5);
      // Nor once all that is behind it has been read in the other language.
      await page.waitForLoadState('networkidle');
      await becomes(() => typed.inputValue(), '写了一半的求助');
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });

    it('the page is installed with icons of the sizes that its manifest names', async () => {
      const { page, context } = await stage().open('/');
      const sizes = await page.evaluate(`(async () => {
        const { icons } = await (await fetch('manifest.webmanifest')).json();
        const named = icons.filter(({ type }) => type === 'image/png');
        const apple = document.querySelector('link[rel=apple-touch-icon]').getAttribute('href');
        return Promise.all([...named, { src: apple, sizes: '180x180' }].map(async ({ src, sizes }) => {
          const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
          return [sizes, width + 'x' + height];
        }));
      })()`);
      expect(sizes).toEqual(['192x192', '512x512', '512x512', '180x180'].map((size) => [size, size]));
      await context.close();
    });

    it('the language changes at once, and stays', async () => {
      const { page, context } = await stage().open('/today', { who: 'S0001' });
      await page.getByRole('button', { name: /^账户/ }).click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: 'Monday 2 March' }).waitFor();
      await becomes(() => page.getAttribute('html', 'lang'), 'en');
      await page.reload();
      await page.getByRole('heading', { name: 'Monday 2 March' }).waitFor();
      await context.close();
    });
  });
}
