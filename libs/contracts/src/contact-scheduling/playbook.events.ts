import { defineAggregate, defineEvent } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { Id, Instant } from '../values.js';
import { LONGEST_TOPIC } from '../visit-logging/topics.js';

export const PlaybookSaved = defineEvent('PlaybookSaved', {
  version: 1,
  summary: 'A playbook was saved: a short text on how to talk about topics and products, in another version.',
  data: z.object({
    playbookId: Id,
    version: z.int32().min(1).describe('1 for the first; each save that changes it makes another one.'),
    title: storedText({ min: 1, max: 100 }),
    text: storedText({ min: 1, max: 4000 }),
    topics: z
      .array(storedText({ min: 1, max: LONGEST_TOPIC }))
      .max(20)
      .describe('The topics that it hangs on.'),
    productCodes: z.array(Id).max(20).describe('The products that it hangs on.'),
    savedBy: Id,
    savedAt: Instant,
  }),
});

/** One stream a playbook. */
export const Playbook = defineAggregate({
  context: 'contact-scheduling',
  name: 'playbook',
  key: 'playbookId',
  events: { PlaybookSaved },
});
