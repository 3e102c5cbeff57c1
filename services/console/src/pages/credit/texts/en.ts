import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Credit',
  split: 'Split the credit',
  splitTitle: 'Split the credit',
  hint: 'Among whose visit it was, who went along and who helped: whole percents, 100 together; empty for no share.',
  share: (percent) => `${percent}%`,
  of: (name, id) => `${name} ${id} (%)`,
  notWhole: 'A whole number, please',
  sum: (percent) => `${percent}% together; it has to be 100%`,
  save: 'Save',
  saved: 'Credit split',
};
