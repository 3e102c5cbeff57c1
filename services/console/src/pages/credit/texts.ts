import { texts } from '../../app/texts.js';

export const creditTexts = texts({
  zh: async () => (await import('./texts/zh.js')).zh,
  en: async () => (await import('./texts/en.js')).en,
});
