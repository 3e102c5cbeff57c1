import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Festival greetings',
  under:
    'Lists open three working days before each festival. A greeting counts as a touch and does not reset the contact cycle.',
  notYours: 'Greetings are for relationship managers',
  notYoursHint: 'Your role has no lists.',
  festival: {
    NEW_YEAR: 'New Year',
    SPRING_FESTIVAL: 'Spring Festival',
    LANTERN: 'Lantern Festival',
    LABOUR_DAY: 'Labour Day',
    DRAGON_BOAT: 'Dragon Boat Festival',
    QIXI: 'Qixi',
    MID_AUTUMN: 'Mid-Autumn Festival',
    NATIONAL_DAY: 'National Day',
    DOUBLE_NINTH: 'Double Ninth',
  },
  on: (festival, day) => `${festival}, ${day}`,
  left: (count) => `${count} left to greet`,
  doneOf: (greeted, all) => `${greeted} of ${all} greeted`,
  allDone: 'Everyone on the list was greeted',
  channel: 'How',
  channelHint:
    'Send the greeting first: this only records it, and cannot be undone. Clients who do not allow this channel are recorded by one they allow.',
  greet: (channel) => `Log ${channel} greeting`,
  greetOf: (name, channel) => `Log ${channel} greeting: ${name}`,
  greeted: (name) => `${name} was greeted`,
  done: 'Greeted',
  noConsent: 'No valid consent to service',
  none: 'No list is open now',
  noneHint: 'The list of the next festival appears here once it opens.',
  later: 'To come',
  opens: (day) => `opens on ${day}`,
  provisional: 'provisional: the public holidays are not announced yet',
  people: (count) => `${count} clients`,
};
