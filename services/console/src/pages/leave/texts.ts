import { texts } from '../../app/texts.js';

export const leaveTexts = texts({
  zh: async () => (await import('./texts/zh.js')).zh,
  en: async () => (await import('./texts/en.js')).en,
});
