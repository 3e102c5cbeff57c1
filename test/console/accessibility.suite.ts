import { accessibilityFaults, type Language, type Theme } from './browser.js';
import { OPENINGS, shown } from './openings.js';
import type { Stage } from './stage.js';

const LANGUAGES: Language[] = ['zh', 'en'];
const THEMES: Theme[] = ['light', 'dark'];

/** Every page in both languages and both themes: what axe-core finds, and what the page's policy refuses. */
export function accessibilitySuite(stage: () => Stage): void {
  describe.each(LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme }))))(
    'in $language, $theme',
    ({ language, theme }) => {
      it.each(OPENINGS)('$name has no fault that axe finds, and breaks no policy', async (opening) => {
        const { page, context, watched } = await shown(stage(), opening, { language, theme });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(watched).toEqual({ faults: [], otherHosts: [] });
        await context.close();
      });
    },
  );
}
