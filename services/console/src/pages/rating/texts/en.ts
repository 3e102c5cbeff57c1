import type { TextsOf } from '../../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  title: 'Client rating',
  hint: 'A link is used once, within 14 days; its page tells nothing of the client or the visit.',
  ask: 'Make a link',
  again: 'Make another link',
  link: 'The link, for the client alone',
  until: (moment) => `good until ${moment}`,
  copy: 'Copy the link',
  copied: 'Copied',
  copyByHand: 'It could not be copied: press it long, and copy it by hand',
  stars: (count) => `${count} of 5 stars`,
  rated: (moment) => `rated ${moment}`,
};
