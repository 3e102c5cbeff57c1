import { type BusinessDate, SignalFired, SignalTakenBack } from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf } from '@hengxin/event-sourcing';
import type { Signal } from './signals.policy.js';

type FiredData = DataOf<typeof SignalFired>;
type SignalEvent = EventOf<typeof SignalFired> | EventOf<typeof SignalTakenBack>;

/** What the rows told by now make fire. `signalId` of a kind and day is the same however often it is worked out. */
export type ReviseSignals = Command<
  'ReviseSignals',
  {
    readonly clientId: string;
    readonly signals: readonly (Signal & { readonly signalId: string })[];
    /** Signals that lapsed before this day stay as they were told: nobody acts on them any more. */
    readonly since: BusinessDate;
    /** Signals fire up to this day. */
    readonly today: BusinessDate;
  }
>;

/** The signals of a client that hold, by their ids. */
export type HeldSignals = ReadonlyMap<string, FiredData>;

/**
 * The signals of a client follow what was told: one that is new fires, one that other facts made fire is told again,
 * and one whose ground a corrected or late row took is taken back. Nothing else to say, no event.
 */
export const signalsDecider: Decider<ReviseSignals, SignalEvent, HeldSignals> = {
  initial: new Map(),
  decide: {
    ReviseSignals: ({ clientId, signals, since, today }, held) => {
      const due = signals.filter(({ firedOn, lapsesOn }) => firedOn <= today && lapsesOn >= since);
      const ids = new Set(due.map(({ signalId }) => signalId));
      const lost = [...held.values()].filter(({ signalId, lapsesOn }) => lapsesOn >= since && !ids.has(signalId));
      const news = due.filter((signal) => !isSame(held.get(signal.signalId), signal));
      return [
        ...lost.map(({ signalId, kind, firedOn }) => SignalTakenBack.of({ signalId, clientId, kind, firedOn })),
        ...news.map(({ facts, ...signal }) => SignalFired.of({ ...signal, clientId, facts: [...facts] })),
      ];
    },
  },
  evolve: {
    SignalFired: (data, held) => new Map([...held, [data.signalId, data] as const]),
    SignalTakenBack: ({ signalId }, held) => new Map([...held].filter(([id]) => id !== signalId)),
  },
};

function isSame(held: FiredData | undefined, signal: Signal): boolean {
  return (
    held !== undefined &&
    held.lapsesOn === signal.lapsesOn &&
    held.label === signal.label &&
    held.facts.length === signal.facts.length &&
    held.facts.every(({ name, value }, i) => name === signal.facts[i]!.name && value === signal.facts[i]!.value)
  );
}
