import { type BusinessDate, SegmentRetired, SegmentSaved } from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { segmentRejections as refuse } from './segment.rejections.js';
import { CONDITIONS_OF_SEGMENTS } from './segment-filter.rules.js';

/** Segments of one member of staff at most: all of them are shown at once. */
export const SEGMENTS_AT_MOST = 100;

interface Given {
  readonly segmentId: string;
  /** Who gives the command. */
  readonly staffId: string;
  readonly now: string;
  readonly today: BusinessDate;
}

export type SaveSegment = Command<
  'SaveSegment',
  Given & {
    readonly name: string;
    /** JSON, in its one spelling. */
    readonly filter: string;
    /** Whether the caller names a segment, or makes one. */
    readonly isNamed: boolean;
    /** Segments that the caller keeps, this one included. */
    readonly kept: number;
    /** Conditions of the filter, and of the caller's other segments together. */
    readonly conditions: { readonly own: number; readonly others: number };
    /** Why the caller may not ask for such clients; null: they may. */
    readonly forbidden: Rejected | null;
  }
>;
export type RetireSegment = Command<'RetireSegment', Given>;
export type SegmentCommand = SaveSegment | RetireSegment;
export type SegmentEvent = EventOf<typeof SegmentSaved | typeof SegmentRetired>;

/** A segment as its stream tells; null before it is saved. */
export interface StoredSegment {
  readonly segmentId: string;
  readonly staffId: string;
  readonly name: string;
  readonly filter: string;
  readonly isRetired: boolean;
}

type Decision = readonly SegmentEvent[] | Rejected;

/** The rules of one segment. A colleague's is as unknown as none. Pure. */
export const segmentDecider: Decider<SegmentCommand, SegmentEvent, StoredSegment | null> = {
  initial: null,
  decide: {
    SaveSegment: ({ isNamed, kept, conditions, forbidden, now, today, ...told }, segment): Decision => {
      const { segmentId, staffId, name, filter } = told;
      if (isNamed && (segment?.staffId !== staffId || segment.isRetired)) return refuse.SEGMENT_UNKNOWN({ segmentId });
      if (forbidden) return forbidden;
      if (segment?.name === name && segment.filter === filter) return [];
      if (!isNamed && kept >= SEGMENTS_AT_MOST) return refuse.SEGMENTS_FULL({ limit: SEGMENTS_AT_MOST });
      const all = conditions.own + conditions.others;
      if (segment?.filter !== filter && all > CONDITIONS_OF_SEGMENTS)
        return refuse.SEGMENT_CONDITIONS_FULL({ conditions: all, limit: CONDITIONS_OF_SEGMENTS });
      return [SegmentSaved.of({ ...told, savedAt: now, savedOn: today })];
    },
    RetireSegment: ({ segmentId, staffId, now, today }, segment): Decision => {
      if (segment?.staffId !== staffId) return refuse.SEGMENT_UNKNOWN({ segmentId });
      return segment.isRetired ? [] : [SegmentRetired.of({ segmentId, staffId, retiredAt: now, retiredOn: today })];
    },
  },
  evolve: {
    SegmentSaved: ({ segmentId, staffId, name, filter }) => ({ segmentId, staffId, name, filter, isRetired: false }),
    SegmentRetired: (_, segment) => segment && { ...segment, isRetired: true },
  },
};
