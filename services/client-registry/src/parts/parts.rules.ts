import {
  CLIENT_PARTS,
  FED_PARTS,
  type ClientPart,
  isPartFresh,
  partsOfChange,
  type BusinessDate,
  ProfilePartConfirmed,
} from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import type { CircleEvent } from '../circle/circle.decider.js';
import type { ConfirmPart } from '../client/client.commands.js';
import { clientRejections as refuse, type ClientRejection } from '../client/client.rejections.js';
import type { ClientEvent } from '../client/client.state.js';

/** When a part was last changed, told by a feed or confirmed, and by whom. */
export interface Refreshed {
  /** RFC 3339; null where no more than the day is known. */
  readonly at: string | null;
  readonly on: BusinessDate;
  /** Staff id; null where no person told it. */
  readonly by: string | null;
}

export type RefreshedParts = { readonly [Part in ClientPart]?: Refreshed };

/** Rule 8: looked at, and still true. The goal is a visit's, and nothing of it is to be confirmed of a client. */
export function confirmPart({
  clientId,
  part,
  now,
  today,
}: ConfirmPart['data']): readonly ClientEvent[] | Rejected<ClientRejection> {
  if (!CLIENT_PARTS.some((each) => each === part)) return refuse.PART_NOT_OF_CLIENT({ part });
  return [ProfilePartConfirmed.of({ clientId, part, confirmedAt: now, confirmedOn: today })];
}

/** The parts with what an event, told by `by`, refreshes. */
export function withRefreshed(
  parts: RefreshedParts,
  event: ClientEvent | CircleEvent,
  by: string | null,
): RefreshedParts {
  const news = refreshedBy(event);
  if (!news) return parts;
  const refreshed = { at: news.at, on: news.on, by };
  return news.parts.reduce<RefreshedParts>(
    (all, part) => (isLater(refreshed, all[part]) ? { ...all, [part]: refreshed } : all),
    parts,
  );
}

/** The parts with what a feed told: what the client has on deposit and owes, and which products. Nobody told it in person. */
export function withFeed(parts: RefreshedParts, told: Pick<Refreshed, 'at' | 'on'>): RefreshedParts {
  return FED_PARTS.reduce<RefreshedParts>((all, part) => {
    const refreshed = { ...told, by: null };
    return isLater(refreshed, all[part]) ? { ...all, [part]: refreshed } : all;
  }, parts);
}

function refreshedBy(
  event: ClientEvent | CircleEvent,
): { readonly parts: readonly ClientPart[]; readonly at: string | null; readonly on: BusinessDate } | undefined {
  switch (event.type) {
    case 'ClientProfileChanged':
      return { parts: partsOfChange(event.data), at: event.data.changedAt ?? null, on: event.data.changedOn };
    case 'ProfilePartConfirmed':
      return { parts: [event.data.part as ClientPart], at: event.data.confirmedAt, on: event.data.confirmedOn };
    case 'ClientDateSet':
      return { parts: ['PROFILE'], at: event.data.setAt, on: event.data.setOn };
    case 'ClientDateRemoved':
      return { parts: ['PROFILE'], at: event.data.removedAt, on: event.data.removedOn };
    case 'OutsiderLinked':
    case 'ClientsLinked':
      return { parts: ['CIRCLE'], at: event.data.linkedAt, on: event.data.linkedOn };
    case 'OutsiderUnlinked':
    case 'ClientsUnlinked':
      return { parts: ['CIRCLE'], at: event.data.unlinkedAt, on: event.data.unlinkedOn };
    case 'ClientRegistered':
    case 'ConsentGranted':
    case 'ConsentWithdrawn':
    case 'ClientAssigned':
      return undefined;
  }
}

/** A client who is made known is told of on that day: until something newer is told, the profile is of that day. */
export function partsSince(registeredOn: BusinessDate | null, parts: RefreshedParts): RefreshedParts {
  return registeredOn === null || parts.PROFILE
    ? parts
    : { ...parts, PROFILE: { at: null, on: registeredOn, by: null } };
}

export interface PartState {
  readonly part: ClientPart;
  readonly refreshed: Refreshed | null;
  readonly fresh: boolean;
}

/** The six parts that belong to the client, in the order of the enum. */
export function partStates(parts: RefreshedParts, today: BusinessDate): PartState[] {
  return CLIENT_PARTS.map((part) => {
    const refreshed = parts[part] ?? null;
    return { part, refreshed, fresh: isPartFresh(refreshed?.on ?? null, today) };
  });
}

function isLater(news: Refreshed, known: Refreshed | undefined): boolean {
  if (!known || news.on > known.on) return true;
  if (news.on < known.on) return false;
  return news.at === null || known.at === null || Date.parse(news.at) >= Date.parse(known.at);
}
