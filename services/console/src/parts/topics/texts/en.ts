import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'What to talk about',
  none: 'No topics yet. Interests of the client and needs found on visits appear here.',
  topic: 'Topic',
  noTopic: 'None',
  reaction: 'How it was taken',
  reactions: { WARM: 'Warmly', NEUTRAL: 'Neither', COLD: 'Coldly' },
  lastUsed: (day, reaction) => `Last on ${day}: ${reaction.toLowerCase()}`,
  neverUsed: 'Not talked about yet',
  playbook: 'Playbook',
  allPlaybooks: 'All playbooks',
};
