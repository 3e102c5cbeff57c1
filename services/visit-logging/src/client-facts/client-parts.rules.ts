import {
  type ClientDateRemoved,
  type ClientDateSet,
  type ClientProfileChanged,
  type ClientRegistered,
  type ClientsLinked,
  type ClientsUnlinked,
  FED_PARTS,
  type HoldingsTold,
  type OutsiderLinked,
  type OutsiderUnlinked,
  partsOfChange,
  type ProfilePart,
  type ProfilePartConfirmed,
} from '@hengxin/contracts';
import type { RecordedOf } from '@hengxin/event-sourcing';

export type TellingEvent = RecordedOf<
  | typeof ClientRegistered
  | typeof ClientProfileChanged
  | typeof ProfilePartConfirmed
  | typeof ClientDateSet
  | typeof ClientDateRemoved
  | typeof OutsiderLinked
  | typeof OutsiderUnlinked
  | typeof ClientsLinked
  | typeof ClientsUnlinked
  | typeof HoldingsTold
>;

/** A part of a client that an event refreshed: at a moment (RFC 3339), or on a business day where no more is known. */
export interface PartTold {
  readonly clientId: string;
  readonly part: ProfilePart;
  readonly at: string;
  readonly by: string | null;
}

/** Which parts of clients an event tells again (rule 8). What it does not speak of stays as old as it was. */
export function partsTold(event: TellingEvent): readonly PartTold[] {
  const by = event.meta.actor ?? null;
  const told = (clientId: string, at: string, ...parts: readonly ProfilePart[]): PartTold[] =>
    parts.map((part) => ({ clientId, part, at, by }));
  switch (event.type) {
    case 'ClientRegistered':
      return told(event.data.clientId, event.data.registeredOn, 'PROFILE');
    case 'ClientProfileChanged': {
      const { clientId, changedOn, changedAt } = event.data;
      return told(clientId, changedAt ?? changedOn, ...partsOfChange(event.data));
    }
    case 'ProfilePartConfirmed':
      return told(event.data.clientId, event.data.confirmedAt, event.data.part);
    case 'ClientDateSet':
      return told(event.data.clientId, event.data.setAt, 'PROFILE');
    case 'ClientDateRemoved':
      return told(event.data.clientId, event.data.removedAt, 'PROFILE');
    case 'OutsiderLinked':
      return told(event.data.clientId, event.data.linkedAt, 'CIRCLE');
    case 'OutsiderUnlinked':
      return told(event.data.clientId, event.data.unlinkedAt, 'CIRCLE');
    case 'HoldingsTold':
      // A feed is nobody's word.
      return told(event.data.clientId, event.data.toldAt, ...FED_PARTS).map((part) => ({ ...part, by: null }));
    case 'ClientsLinked':
      return pairOf(event.data).flatMap((id) => told(id, event.data.linkedAt, 'CIRCLE'));
    case 'ClientsUnlinked':
      return pairOf(event.data).flatMap((id) => told(id, event.data.unlinkedAt, 'CIRCLE'));
  }
}

function pairOf({ clientId, otherClientId }: { readonly clientId: string; readonly otherClientId: string }): string[] {
  return [clientId, otherClientId];
}
