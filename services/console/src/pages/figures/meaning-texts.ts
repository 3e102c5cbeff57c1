import { texts } from '../../app/texts.js';

export const meaningTexts = texts({
  zh: async () => (await import('./texts/meaning-zh.js')).zh,
  en: async () => (await import('./texts/meaning-en.js')).en,
});
