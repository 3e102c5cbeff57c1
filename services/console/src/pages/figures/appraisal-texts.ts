import { texts } from '../../app/texts.js';

export const appraisalTexts = texts({
  zh: async () => (await import('./texts/appraisal-zh.js')).zh,
  en: async () => (await import('./texts/appraisal-en.js')).en,
});
