import { CalendarDaySet, type ToldDayKind } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';

export type SetCalendarDay = Command<'SetCalendarDay', DataOf<typeof CalendarDaySet>>;
export type CalendarEvent = EventOf<typeof CalendarDaySet>;

/** What the bank said of one day; null: nothing, so that the built-in calendar holds. */
export type CalendarDay = { readonly kind: ToldDayKind; readonly name: string | null } | null;

/** The rules of one day of the bank's calendar: the later word counts, and the same word again changes nothing. */
export const calendarDecider: Decider<SetCalendarDay, CalendarEvent, CalendarDay> = {
  initial: null,
  decide: {
    SetCalendarDay: (day, known) =>
      known?.kind === day.kind && known.name === day.name ? [] : [CalendarDaySet.of(day)],
  },
  evolve: {
    CalendarDaySet: ({ kind, name }) => ({ kind, name }),
  },
};
