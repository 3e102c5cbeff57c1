import { defineAggregate, defineEvent, personal } from '@hengxin/event-sourcing';
import { z } from 'zod';
import { storedText } from '../plain-text.js';
import { BusinessDate, Id, Instant } from '../values.js';

/** Characters of a segment's filter at most, as it is kept. */
export const LONGEST_FILTER = 8_000;

const segment = { segmentId: Id, staffId: Id.describe('Whose segment it is.') };

export const SegmentSaved = defineEvent('SegmentSaved', {
  version: 1,
  summary: 'A member of staff keeps a filter of clients under a name. Saved again, it has another name or filter.',
  data: z.object({
    ...segment,
    name: personal(storedText({ min: 1, max: 100 })),
    filter: personal(storedText({ min: 2, max: LONGEST_FILTER })).describe('JSON, in its one spelling.'),
    savedAt: Instant,
    savedOn: BusinessDate,
  }),
});

export const SegmentRetired = defineEvent('SegmentRetired', {
  version: 1,
  summary: 'A segment is used no more.',
  data: z.object({ ...segment, retiredAt: Instant, retiredOn: BusinessDate }),
});

/** One stream a segment. */
export const Segment = defineAggregate({
  context: 'client-registry',
  name: 'segment',
  key: 'segmentId',
  events: { SegmentSaved, SegmentRetired },
});
