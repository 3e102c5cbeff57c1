import { texts } from '../../app/texts.js';

export const explainTexts = texts({
  zh: async () => (await import('./texts/explain-zh.js')).zh,
  en: async () => (await import('./texts/explain-en.js')).en,
});
