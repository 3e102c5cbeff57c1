import { type CircleRelation, OutsiderLinked, OutsiderUnlinked } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import type { LinkOutsider, UnlinkOutsider } from '../client/client.commands.js';
import type { OutsiderLink } from '../client/client.facts.js';
import { clientRejections as refuse, type ClientRejection } from '../client/client.rejections.js';
import type { ClientEvent } from '../client/client.state.js';

type Decision = readonly ClientEvent[] | Rejected<ClientRejection>;

/** Links of one client at most: the circle is shown whole. */
export const CIRCLE_AT_MOST = 100;

/** What the one is to the other, told from the other's side. */
const INVERSE = {
  SPOUSE: 'SPOUSE',
  PARENT: 'CHILD',
  CHILD: 'PARENT',
  RELATIVE: 'RELATIVE',
  FRIEND: 'FRIEND',
  PARTNER: 'PARTNER',
  EMPLOYER: 'EMPLOYEE',
  EMPLOYEE: 'EMPLOYER',
  REFERRER: 'REFERRED',
  REFERRED: 'REFERRER',
  OTHER: 'OTHER',
} as const satisfies Record<CircleRelation, CircleRelation>;

export function inverseOf(relation: CircleRelation): CircleRelation {
  return INVERSE[relation];
}

/** Two clients in the order of their ids, and what the second is to the first. */
export interface Pair {
  readonly clientId: string;
  readonly otherClientId: string;
  readonly relation: CircleRelation;
}

/** The same pair, from whichever side it is told. */
export function pairOf(pair: Pair): Pair {
  const { clientId, otherClientId, relation } = pair;
  if (clientId < otherClientId) return pair;
  // A relation told of oneself is refused, so its direction does not matter.
  return { clientId: otherClientId, otherClientId: clientId, relation: inverseOf(relation) };
}

/** An outsider stands in a circle once a relation. */
export function linkOutsider(command: LinkOutsider['data'], outsiders: readonly OutsiderLink[]): Decision {
  const { clientId, linkId, relation, name, note, now, today } = command;
  if (outsiders.some((known) => known.name === name && known.relation === relation))
    return refuse.ALREADY_LINKED({ relation });
  if (outsiders.length >= CIRCLE_AT_MOST) return refuse.CIRCLE_FULL({ limit: CIRCLE_AT_MOST });
  return [OutsiderLinked.of({ clientId, linkId, relation, name, note, linkedAt: now, linkedOn: today })];
}

export function unlinkOutsider(
  { clientId, linkId, now, today }: UnlinkOutsider['data'],
  outsiders: readonly OutsiderLink[],
): Decision {
  if (!outsiders.some((known) => known.linkId === linkId)) return refuse.LINK_UNKNOWN({ linkId });
  return [OutsiderUnlinked.of({ clientId, linkId, unlinkedAt: now, unlinkedOn: today })];
}
