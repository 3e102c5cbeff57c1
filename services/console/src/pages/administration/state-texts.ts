import { texts } from '../../app/texts.js';

export const stateTexts = texts({
  zh: async () => (await import('./texts/state-zh.js')).zh,
  en: async () => (await import('./texts/state-en.js')).en,
});
