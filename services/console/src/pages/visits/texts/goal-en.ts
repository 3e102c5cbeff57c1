import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './goal-zh.js';

export const en: TextsOf<typeof zh> = {
  kind: 'About',
  text: 'What is to be reached',
  textHint: 'A sentence of at least 10 characters, unless a number says it',
  target: 'Number',
  unit: 'What it counts',
  unitHint: 'e.g. yuan',
};
