import { texts } from '../app/texts.js';

/** The words of what several pages show. */
export const partTexts = texts({
  zh: async () => (await import('./texts/zh.js')).zh,
  en: async () => (await import('./texts/en.js')).en,
});
