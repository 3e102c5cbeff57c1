import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { browserHere, type Language, type Theme } from './browser.js';
import { OPENINGS, shown } from './openings.js';
import { demoBank, setStage } from './stage.js';

const FOLDER = 'services/console/screenshots';
const SHOTS: { language: Language; theme: Theme }[] = [
  { language: 'zh', theme: 'light' },
  { language: 'zh', theme: 'dark' },
  { language: 'en', theme: 'light' },
];

/**
 * `npm run screenshots`: every page at 390 x 844 and 1440 x 900, to be looked at; `npm run screenshots -- team figures`
 * takes those whose names begin with one of the words.
 */
async function main(words: readonly string[]): Promise<void> {
  const chromium = browserHere();
  if (!chromium) return;
  const wanted = OPENINGS.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
  if (words.length === 0) await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const stage = await setStage(chromium, demoBank);
  try {
    for (const opening of wanted)
      for (const device of ['phone', 'desktop'] as const)
        for (const { language, theme } of SHOTS) {
          const { page, context } = await shown(stage, { ...opening, device }, { language, theme });
          // What was pressed on the way here may lie far down: a page is looked at from its top.
          await page.evaluate('scrollTo(0, 0)');
          await page.screenshot({ path: join(FOLDER, `${opening.name}-${device}-${language}-${theme}.png`) });
          await context.close();
        }
  } finally {
    await stage.close();
  }
  console.log(`written to ${FOLDER}`);
}

await main(process.argv.slice(2));
