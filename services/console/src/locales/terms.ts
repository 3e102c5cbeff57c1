import { texts } from '../app/texts.js';

/** The words of the platform's own terms, one for each value of its enums. */
export const termTexts = texts({
  zh: async () => (await import('./terms/zh.js')).zh,
  en: async () => (await import('./terms/en.js')).en,
});
