import { type BusinessDate, MasteryCounted } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';

/** What days of a month came to, as far as was told. */
export type MasteryState = Readonly<Record<BusinessDate, number>>;

export type CountMonth = Command<
  'CountMonth',
  {
    readonly masteryId: string;
    readonly staffId: string;
    readonly days: readonly { readonly date: BusinessDate; readonly minutes: number }[];
  }
>;

/** The minutes of a member of staff and month, for the figures: each day is told with what it has gained or lost. */
export const masteryDecider: Decider<CountMonth, EventOf<typeof MasteryCounted>, MasteryState> = {
  initial: {},
  decide: {
    CountMonth: ({ masteryId, staffId, days }, known) => {
      const changed = days
        .map(({ date, minutes }) => ({ date, minutes, added: minutes - (known[date] ?? 0) }))
        .filter(({ added }) => added !== 0);
      return changed.length === 0 ? [] : [MasteryCounted.of({ masteryId, staffId, days: changed })];
    },
  },
  evolve: {
    MasteryCounted: ({ days }, known) => ({
      ...known,
      ...Object.fromEntries(days.map(({ date, minutes }) => [date, minutes])),
    }),
  },
};
