import { texts } from '../../app/texts.js';

export const cardTexts = texts({
  zh: async () => (await import('./texts/card-zh.js')).zh,
  en: async () => (await import('./texts/card-en.js')).en,
});
