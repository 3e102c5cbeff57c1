import { texts } from '../app/texts.js';

/** The words of what stands around every page. */
export const shellTexts = texts({
  zh: async () => (await import('./shell/zh.js')).zh,
  en: async () => (await import('./shell/en.js')).en,
});
