import type { TextsOf } from '../../app/texts.js';
import type { zh } from './zh.js';

export const en: TextsOf<typeof zh> = {
  step: {
    planVisit: 'Visit planned',
    setVisitGoal: 'Goal',
    startVisit: 'Start',
    endVisit: 'Findings and end',
    reviewVisit: 'Review',
    cancelVisit: 'Not taking place',
  },
  waiting: 'Waiting to be sent',
  queued: 'Saved on this device. It is sent once you are online.',
  refused: (step) => `Not accepted: ${step}`,
  unsaid: 'The platform did not say why. Please send it again in a moment.',
  now: (facts) => `Changed meanwhile. It is now: ${facts}`,
  gone: 'Changed meanwhile. You may no longer see this visit.',
  startedAt: (moment) => `started ${moment}`,
  endedAt: (moment) => `ended ${moment}`,
  by: (name) => `by ${name}`,
  again: 'Send again',
  againOf: (step) => `Send again: ${step}`,
  copy: 'Copy the text',
  copyOf: (step) => `Copy the text: ${step}`,
  copied: 'Copied',
  copyByHand: 'Please copy it by hand',
  discard: 'Discard',
  discardOf: (step) => `Discard: ${step}`,
  needsReview:
    'Without a network it has to be whole: not wholly met, it needs a reason, the next topic and the next day.',
  waitAt: (count) => `${count === 1 ? '1 step of this visit waits' : `${count} steps of this visit wait`} to be sent`,
  refusedAt: (count) =>
    `${count === 1 ? '1 step of this visit was' : `${count} steps of this visit were`} not accepted`,
};
