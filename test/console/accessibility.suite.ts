import type { Page } from 'playwright-core';
import { becomes } from '../platform/platform.js';
import { accessibilityFaults, type Language, PHONE_SIZE, type Theme } from './browser.js';
import { OPENINGS, shown } from './openings.js';
import { type Stage, sticksOut } from './stage.js';

interface Look {
  readonly language: Language;
  readonly theme: Theme;
}
/** Both languages in both themes, one choice after the other. A page is opened in the first. */
const LOOKS: readonly [Look, ...Look[]] = [
  { language: 'zh', theme: 'light' },
  { language: 'zh', theme: 'dark' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'light' },
];

/**
 * Every page in both languages and both themes: what axe-core finds, what the page's policy refuses, and whether it
 * fits a phone.
 */
export function accessibilitySuite(stage: () => Stage): void {
  describe('in both languages and both themes', () => {
    it.each(OPENINGS)('$name has no fault that axe finds, breaks no policy, and fits a phone', async (opening) => {
      const { page, context, watched } = await shown(stage(), opening, LOOKS[0]);
      const faults: string[] = [];
      for (const look of LOOKS) {
        await choose(page, look);
        const found = await accessibilityFaults(page);
        faults.push(...found.map((fault) => `${look.language}, ${look.theme}: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(watched).toEqual({ faults: [], otherHosts: [] });
      await page.setViewportSize(PHONE_SIZE);
      // Words are longer in English, which the page was asked for last.
      await becomes(() => sticksOut(page), []);
      await context.close();
    });
  });
}

/** The page as it looks once another tab of the user has chosen. */
async function choose(page: Page, look: Look): Promise<void> {
  for (const [name, value] of Object.entries(look)) {
    const chosen = { key: `hengxin-${name}`, newValue: value };
    await page.evaluate(`localStorage.setItem('hengxin-${name}', '${value}');
       dispatchEvent(new StorageEvent('storage', ${JSON.stringify(chosen)}));`);
  }
  // Asked from outside: the page's policy lets nothing of it wait inside.
  const shown = `document.documentElement.dataset.theme + ' ' + document.documentElement.lang.slice(0, 2)`;
  await becomes(() => page.evaluate(shown), `${look.theme} ${look.language}`);
  // What was read in the other language is pale until it is there in this one.
  await becomes(() => page.locator('[aria-busy=true]').count(), 0);
  // Colours pass from one theme to the other, from the next picture on.
  await page.evaluate(
    `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => Promise.all(document.getAnimations()
       .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
       .map(({ finished }) => finished.catch(() => undefined))))`,
  );
}
