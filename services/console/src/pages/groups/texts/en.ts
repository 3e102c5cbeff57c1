import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'WeChat groups',
  under: 'Every member allows service over a WeChat group',
  back: 'Clients',
  notYours: 'Groups are kept by relationship managers and the heads of their units',
  notYoursHint: 'Your role has no groups.',
  add: 'New group',
  addTitle: 'New WeChat group',
  name: 'Name of the group',
  create: 'Make group',
  created: 'Group made',
  none: 'No groups yet',
  noneHint: 'Make one, add clients who allow the channel, and one post touches all of them.',
  members: (count) => (count === 1 ? '1 member' : `${count} members`),
};
