import { SegmentRetired, SegmentSaved } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { clientRejections } from '../client/client.rejections.js';
import { type RetireSegment, type SaveSegment, segmentDecider, SEGMENTS_AT_MOST } from './segment.decider.js';
import { segmentRejections } from './segment.rejections.js';
import { CONDITIONS_OF_SEGMENTS } from './segment-filter.rules.js';

const given = { segmentId: 'G1', staffId: 'S1', now: '2026-03-02T10:00:00+08:00', today: '2026-03-02' };
const told = { segmentId: 'G1', staffId: 'S1', name: '高净值', filter: '{"tier":["PRIVATE"]}' };
const saved = SegmentSaved.of({ ...told, savedAt: given.now, savedOn: given.today });
const retired = SegmentRetired.of({
  ...{ segmentId: 'G1', staffId: 'S1' },
  ...{ retiredAt: given.now, retiredOn: given.today },
});
const save = (facts: Partial<SaveSegment['data']> = {}): SaveSegment => ({
  type: 'SaveSegment',
  data: { ...given, ...told, isNamed: false, kept: 0, conditions: { own: 1, others: 0 }, forbidden: null, ...facts },
});
const retire = (staffId = 'S1'): RetireSegment => ({ type: 'RetireSegment', data: { ...given, staffId } });
const wide = clientRejections.SEGMENT_TOO_WIDE({ limit: 300 }, ['input', 'filter']);
const unknown = segmentRejections.SEGMENT_UNKNOWN({ segmentId: 'G1' });

describe('a segment', () => {
  specify(segmentDecider, {
    'is a predicate that is saved under a name': { when: save(), then: [saved] },
    'is saved again under another name': {
      given: [saved],
      when: save({ isNamed: true, name: '私行' }),
      then: [SegmentSaved.of({ ...saved.data, name: '私行' })],
    },
    'that is saved as it is does not change': { given: [saved], when: save({ isNamed: true }), then: [] },
    'of a colleague is as unknown as none': {
      given: [saved],
      when: save({ isNamed: true, staffId: 'S2' }),
      then: unknown,
    },
    'that nobody has saved is unknown': { when: save({ isNamed: true }), then: unknown },
    'that was retired is unknown': { given: [saved, retired], when: save({ isNamed: true }), then: unknown },
    'of what its keeper may not see is refused': { when: save({ forbidden: wide }), then: wide },
    'is one of 100 at most': {
      when: save({ kept: SEGMENTS_AT_MOST }),
      then: segmentRejections.SEGMENTS_FULL({ limit: SEGMENTS_AT_MOST }),
    },
    'may be changed where there are 100': {
      given: [saved],
      when: save({ isNamed: true, kept: SEGMENTS_AT_MOST, name: '私行' }),
      then: [SegmentSaved.of({ ...saved.data, name: '私行' })],
    },
    'has 1,000 conditions at most, together with the others of its keeper': {
      when: save({ conditions: { own: 10, others: CONDITIONS_OF_SEGMENTS - 10 } }),
      then: [saved],
    },
    'of more conditions together is refused': {
      when: save({ conditions: { own: 10, others: CONDITIONS_OF_SEGMENTS - 9 } }),
      then: segmentRejections.SEGMENT_CONDITIONS_FULL({ conditions: 1_001, limit: 1_000 }),
    },
    'may have another name, however many conditions there are': {
      given: [saved],
      when: save({ isNamed: true, name: '私行', conditions: { own: 1, others: CONDITIONS_OF_SEGMENTS } }),
      then: [SegmentSaved.of({ ...saved.data, name: '私行' })],
    },
    'is retired': { given: [saved], when: retire(), then: [retired] },
    'is retired once': { given: [saved, retired], when: retire(), then: [] },
    'is retired by who keeps it alone': { given: [saved], when: retire('S2'), then: unknown },
  });
});
