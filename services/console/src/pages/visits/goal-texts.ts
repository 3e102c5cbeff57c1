import { texts } from '../../app/texts.js';

export const goalTexts = texts({
  zh: async () => (await import('./texts/goal-zh.js')).zh,
  en: async () => (await import('./texts/goal-en.js')).en,
});
