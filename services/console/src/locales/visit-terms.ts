import { texts } from '../app/texts.js';

/** The words of visits, one for each value of the platform's enums. */
export const visitTerms = texts({
  zh: async () => (await import('./visit-terms/zh.js')).zh,
  en: async () => (await import('./visit-terms/en.js')).en,
});
