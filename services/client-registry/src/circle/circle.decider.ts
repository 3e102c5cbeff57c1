import { type BusinessDate, ClientsLinked, ClientsUnlinked } from '@hengxin/contracts';
import type { Command, Decider, EventOf } from '@hengxin/event-sourcing';
import { clientRejections as refuse } from '../client/client.rejections.js';
import { CIRCLE_AT_MOST, type Pair, pairOf } from './circle.rules.js';

/** What is known of the two when the command is given. Out of reach is as unknown as a stranger. */
interface Told {
  readonly now: string;
  readonly today: BusinessDate;
  readonly linkId: string;
  /** The client from whose side it is told. */
  readonly clientId: string;
  readonly known: boolean;
}

export type LinkClients = Command<
  'LinkClients',
  Told &
    Pair & {
      readonly otherKnown: boolean;
      readonly note: string | null;
      /** Links of the client whose circle is the larger one. */
      readonly links: number;
    }
>;
export type UnlinkClients = Command<'UnlinkClients', Told>;
export type CircleCommand = LinkClients | UnlinkClients;
export type CircleEvent = EventOf<typeof ClientsLinked | typeof ClientsUnlinked>;
/** Null: they are not linked. */
export type CircleLinkState = Pick<Pair, 'clientId' | 'otherClientId'> | null;

/** The rules of one relation between two clients. Pure. */
export const circleDecider: Decider<CircleCommand, CircleEvent, CircleLinkState> = {
  initial: null,
  decide: {
    LinkClients: (command, linked) => {
      const { clientId, otherClientId, relation, linkId, note, now, today } = command;
      if (!command.known) return refuse.CLIENT_UNKNOWN({ clientId });
      if (otherClientId === clientId) return refuse.LINKED_TO_ONESELF({ clientId });
      if (!command.otherKnown) return refuse.CLIENT_UNKNOWN({ clientId: otherClientId }, ['input', 'otherClientId']);
      if (linked) return refuse.ALREADY_LINKED({ relation });
      if (command.links >= CIRCLE_AT_MOST) return refuse.CIRCLE_FULL({ limit: CIRCLE_AT_MOST });
      return [
        ClientsLinked.of({
          linkId,
          ...pairOf({ clientId, otherClientId, relation }),
          note,
          linkedAt: now,
          linkedOn: today,
        }),
      ];
    },
    UnlinkClients: ({ clientId, linkId, known, now, today }, linked) => {
      if (!known) return refuse.CLIENT_UNKNOWN({ clientId });
      if (!linked || (linked.clientId !== clientId && linked.otherClientId !== clientId))
        return refuse.LINK_UNKNOWN({ linkId });
      return [ClientsUnlinked.of({ linkId, ...linked, unlinkedAt: now, unlinkedOn: today })];
    },
  },
  evolve: {
    ClientsLinked: ({ clientId, otherClientId }) => ({ clientId, otherClientId }),
    ClientsUnlinked: () => null,
  },
};
