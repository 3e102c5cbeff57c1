import type { Page } from 'playwright-core';

/** A text that would be a script if anybody took it for one, and a word by which it is known again. */
export const script = (word = ''): string => `<img src=x onerror=document.title=1>${word}`;

/** What a page took for more than a text: the pictures that came of it, and the title that a script left. */
export const scriptsOn = (page: Page) =>
  page.evaluate(`[
    ...[...document.querySelectorAll('img[src=x]')].map(({ outerHTML }) => outerHTML),
    ...(document.title === '1' ? ['document.title'] : []),
  ]`) as Promise<string[]>;

/** Waits until a page shows all of these texts as texts. */
export async function showsTexts(page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) await page.getByText(script(word)).filter({ visible: true }).first().waitFor();
  expect(await scriptsOn(page)).toEqual([]);
}
