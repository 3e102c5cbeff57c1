import { texts } from '../../app/texts.js';

export const behindTexts = texts({
  zh: async () => (await import('./texts/behind-zh.js')).zh,
  en: async () => (await import('./texts/behind-en.js')).en,
});
