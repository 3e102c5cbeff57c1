import { addDays, businessDateOf, StudyLogged } from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { addedMinutes, type Span } from './mastery.policy.js';
import { studyRejections as refuse } from './study.rejections.js';

/** What was studied may be told so many days later. */
export const STUDIED_BACK_DAYS = 30;

export type LogStudy = Command<
  'LogStudy',
  {
    readonly entryId: string;
    readonly staffId: string;
    readonly topic: string;
    readonly source: string | null;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly note: string | null;
    readonly now: string;
    readonly timeZone: string;
  }
>;

/** What somebody studied on one business day. */
export const studyDecider: Decider<LogStudy, EventOf<typeof StudyLogged>, readonly Span[]> = {
  initial: [],
  decide: {
    LogStudy: ({ now, timeZone, ...told }, known): readonly EventOf<typeof StudyLogged>[] | Rejected => {
      const { startedAt, endedAt } = told;
      const more = spanOf(told);
      if (more.toMs <= more.fromMs) return refuse.STUDY_ENDS_BEFORE_START({ startedAt, endedAt });
      if (more.toMs > Date.parse(now)) return refuse.STUDY_IN_FUTURE({ endedAt, now });
      const businessDate = businessDateOf(startedAt, timeZone);
      // The last moment that belongs to it lies just before its end.
      if (businessDateOf(more.toMs - 1, timeZone) !== businessDate)
        return refuse.STUDY_SPANS_DAYS({ startedAt, endedAt });
      const today = businessDateOf(now, timeZone);
      if (businessDate < addDays(today, -STUDIED_BACK_DAYS))
        return refuse.STUDY_LONG_AGO({ businessDate, today, days: STUDIED_BACK_DAYS });
      return [StudyLogged.of({ ...told, businessDate, countedMinutes: addedMinutes(known, more), loggedAt: now })];
    },
  },
  evolve: { StudyLogged: (logged, known) => [...known, spanOf(logged)] },
};

function spanOf({ startedAt, endedAt }: { readonly startedAt: string; readonly endedAt: string }): Span {
  return { fromMs: Date.parse(startedAt), toMs: Date.parse(endedAt) };
}
