import type { Page } from 'playwright-core';
import { accessibilityFaults, type Language, type Theme } from './browser.js';
import { OPENINGS, shown } from './openings.js';
import type { Stage } from './stage.js';

const LANGUAGES: readonly Language[] = ['zh', 'en'];
/** The first is the one that a page is opened in. */
const THEMES: readonly [Theme, ...Theme[]] = ['light', 'dark'];

/** Every page in both languages and both themes: what axe-core finds, and what the page's policy refuses. */
export function accessibilitySuite(stage: () => Stage): void {
  describe.each(LANGUAGES)('in both themes, in %s', (language) => {
    it.each(OPENINGS)('$name has no fault that axe finds, and breaks no policy', async (opening) => {
      const { page, context, watched } = await shown(stage(), opening, { language, theme: THEMES[0] });
      const faults: string[] = [];
      for (const theme of THEMES) {
        await choose(page, theme);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${theme}: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await context.close();
    });
  });
}

/** The page as it looks once another tab of the user has chosen. */
async function choose(page: Page, theme: Theme): Promise<void> {
  const chosen = { key: 'hengxin-theme', newValue: theme };
  await page.evaluate(`localStorage.setItem('hengxin-theme', '${theme}');
     dispatchEvent(new StorageEvent('storage', ${JSON.stringify(chosen)}));`);
  await page.waitForFunction(`document.documentElement.dataset.theme === '${theme}'`);
  // Colours pass from one theme to the other, from the next picture on.
  await page.evaluate(
    `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => Promise.all(document.getAnimations()
       .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
       .map(({ finished }) => finished.catch(() => undefined))))`,
  );
}
