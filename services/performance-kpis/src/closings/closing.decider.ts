import { PeriodClosed } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import { closingRejections } from './closing.rejections.js';

export type ClosedPeriodFacts = DataOf<typeof PeriodClosed>;
export type ClosePeriod = Command<'ClosePeriod', ClosedPeriodFacts & { readonly today: string }>;
export type ClosingEvent = EventOf<typeof PeriodClosed>;
export type ClosingState = ClosedPeriodFacts | null;

/** The rules of closing one period: it is over, and it is closed once. */
export const closingDecider: Decider<ClosePeriod, ClosingEvent, ClosingState> = {
  initial: null,
  decide: {
    ClosePeriod: ({ today, ...facts }, state) => {
      if (state !== null) return [];
      if (today <= facts.end) return closingRejections.PERIOD_NOT_OVER({ end: facts.end });
      return [PeriodClosed.of(facts)];
    },
  },
  evolve: { PeriodClosed: (facts) => facts },
};
