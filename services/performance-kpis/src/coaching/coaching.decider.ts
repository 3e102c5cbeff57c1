import { CoachingNoticeGiven, CoachingNoticeReplied } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import { coachingRejections } from './coaching.rejections.js';

export type GiveNotice = Command<'GiveNotice', DataOf<typeof CoachingNoticeGiven>>;
export type ReplyToNotice = Command<
  'ReplyToNotice',
  Omit<DataOf<typeof CoachingNoticeReplied>, 'unitId'> & {
    /** Whether the caller leads a unit or one above it. */
    readonly leads: (unitId: string) => boolean;
  }
>;
export type CoachingCommand = GiveNotice | ReplyToNotice;
export type CoachingEvent = EventOf<typeof CoachingNoticeGiven> | EventOf<typeof CoachingNoticeReplied>;

/** A notice as its stream has it. */
export type Notice = DataOf<typeof CoachingNoticeGiven> & {
  readonly reply: string | null;
  readonly repliedAt: string | null;
};

/** The rules of one notice: it is given once, and replied to once. */
export const coachingDecider: Decider<CoachingCommand, CoachingEvent, Notice | null> = {
  initial: null,
  decide: {
    GiveNotice: (notice, state) => (state === null ? [CoachingNoticeGiven.of(notice)] : []),
    ReplyToNotice: ({ leads, ...replied }, state) => {
      if (state === null || !leads(state.unitId)) return coachingRejections.NOTICE_UNKNOWN({ id: replied.noticeId });
      if (state.repliedAt !== null)
        return coachingRejections.NOTICE_ALREADY_REPLIED({ repliedOn: state.repliedAt.slice(0, 10) });
      return [CoachingNoticeReplied.of({ ...replied, unitId: state.unitId })];
    },
  },
  evolve: {
    CoachingNoticeGiven: (notice) => ({ ...notice, reply: null, repliedAt: null }),
    CoachingNoticeReplied: ({ reply, repliedAt }, notice) => notice && { ...notice, reply, repliedAt },
  },
};
