import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './explain-zh.js';

export const en: TextsOf<typeof zh> = {
  title: (metric) => `${metric}: how it came about`,
  steps: 'Steps',
  rule: (number) => `Rule ${number}`,
  latest: (count) => `The latest ${count} contacts`,
  contacts: (count) => (count === 1 ? '1 contact' : `${count} contacts`),
  most: 'The latest 100; the details list them all.',
  noContacts: 'There are no contacts you can see.',
  byTreeOfDay: 'Explained by the tree of each day; the page shows the figure by today’s tree.',
};
