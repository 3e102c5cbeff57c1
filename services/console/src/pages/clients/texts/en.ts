import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Clients',
  shown: (count, more) =>
    `${count}${more ? ' shown' : count === 1 ? ' client' : ' clients'}, longest without contact first`,
  register: 'Register a client',
  kept: 'Segments and groups',
  segments: 'Segments',
  groups: 'WeChat groups',
  find: 'Search',
  findHint: 'Name, pinyin, last four of the phone, code',
  openCode: (code) => `Open client ${code}`,
  filters: (active) => (active === 0 ? 'Filters' : `Filters (${active})`),
  tier: 'Tier',
  silence: 'No contact for',
  silenceOf: (days) => `${days} days`,
  any: 'Any',
  rm: 'Relationship manager',
  everybody: 'All',
  none: 'No matching clients',
  noneHint: 'Try fewer filters.',
  clear: 'Clear filters',
  never: 'No effective contact yet',
  marks: {
    onPlan: 'On today’s plan',
    contactedToday: 'Contacted today',
    contactedThisWeek: 'Contacted this week',
    noConsent: 'No consent',
  },
  days: (days) => (days === 0 ? 'Contacted today' : days === 1 ? '1 day ago' : `${days} days ago`),
  due: 'Due',
  code: 'Client code',
  consents: 'Channels the client allows for service',
  consentsHint: 'Clients without any consent are never planned.',
  save: 'Save',
  registered: 'Client registered',
};
