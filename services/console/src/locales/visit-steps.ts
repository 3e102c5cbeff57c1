import { texts } from '../app/texts.js';

/** The words of steps of visits that wait on the device, or were refused. */
export const visitStepTexts = texts({
  zh: async () => (await import('./visit-steps/zh.js')).zh,
  en: async () => (await import('./visit-steps/en.js')).en,
});
