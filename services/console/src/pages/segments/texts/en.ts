import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Segments',
  under: 'Saved conditions, always counted on what is known now',
  back: 'Clients',
  add: 'New segment',
  none: 'No segments yet',
  noneHint: 'Save the conditions you use often, and see whom they mean at any time.',
  count: (count) => (count === 1 ? '1 client' : `${count} clients`),
  notCounted: 'Not counted',
  conditions: (count) => (count === 1 ? '1 condition' : `${count} conditions`),
};
