import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Playbooks',
  under: 'They hang on topics and products, and come with the topics of a client',
  ofTopic: (topic) => `Topic: ${topic}`,
  all: 'Show all',
  none: 'No playbooks yet',
  noneHint: 'Unit heads and head office write them.',
  add: 'New playbook',
  addTitle: 'New playbook',
  change: 'Change',
  changeOf: (title) => `Change: ${title}`,
  name: 'Title',
  text: 'Text',
  textHint: 'Short, and fit to be said to a client',
  topics: 'Topics',
  topicsHint: 'Parted by commas; it comes with an interest or a need of that name',
  products: 'Product codes',
  productsHint: 'Parted by commas; it comes with a need that names the product',
  version: (version) => `Version ${version}`,
  hangsNowhere: 'Hangs on nothing, and is shown here alone',
  save: 'Save',
  saved: 'Saved',
};
