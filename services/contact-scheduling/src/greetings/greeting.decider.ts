import { type BusinessDate, type Channel, type FestivalCode, GreetingsRecorded } from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { type GreetingRejection, greetingRejections as refuse } from './greeting.rejections.js';

/** A client to be greeted, with what is known of them today. */
export interface Greeted {
  readonly clientId: string;
  /** Kept by the one who greets. */
  readonly kept: boolean;
  readonly consented: boolean;
  /** On this festival, by anybody. */
  readonly greeted: boolean;
}

export type RecordGreetings = Command<
  'RecordGreetings',
  {
    readonly listId: string;
    readonly staffId: string;
    /** Where they are placed today. */
    readonly unitId: string;
    readonly festival: FestivalCode;
    readonly date: BusinessDate;
    /** Whether that festival is on that date. */
    readonly festivalKnown: boolean;
    readonly opensOn: BusinessDate;
    readonly until: BusinessDate;
    readonly channel: Channel;
    readonly clients: readonly Greeted[];
    readonly now: string;
    readonly today: BusinessDate;
  }
>;
export type GreetingEvent = EventOf<typeof GreetingsRecorded>;

/** Who was greeted by one manager on one festival. */
export type GreetedClients = ReadonlySet<string>;

type Decision = readonly GreetingEvent[] | Rejected<GreetingRejection>;

/** The rules of greeting on a festival: all clients of a command, or none. Pure. */
export const greetingDecider: Decider<RecordGreetings, GreetingEvent, GreetedClients> = {
  initial: new Set(),
  decide: {
    RecordGreetings: (command, known): Decision => {
      const { listId, staffId, unitId, festival, date, channel, clients, now, today, opensOn, until } = command;
      if (!command.festivalKnown) return refuse.FESTIVAL_UNKNOWN({ festival, date });
      if (today < opensOn) return refuse.GREETINGS_NOT_OPEN({ date, opensOn, today });
      if (today > until) return refuse.GREETINGS_OVER({ date, until, today });
      for (const [place, { clientId, kept, consented, greeted }] of clients.entries()) {
        const field = ['input', 'clientIds', String(place)];
        if (!kept) return refuse.GREETING_CLIENT_UNKNOWN({ clientId }, field);
        if (!consented) return refuse.GREETING_CONSENT_MISSING({ clientId, channel }, field);
        if (greeted || known.has(clientId)) return refuse.GREETED_ALREADY({ clientId }, field);
      }
      const clientIds = clients.map(({ clientId }) => clientId);
      const list = { listId, staffId, unitId, festival, date, channel };
      return [GreetingsRecorded.of({ ...list, clientIds, recordedAt: now, businessDate: today })];
    },
  },
  evolve: {
    GreetingsRecorded: ({ clientIds }, known) => new Set([...known, ...clientIds]),
  },
};
