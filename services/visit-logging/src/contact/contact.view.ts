import type { ContactData } from './contact.decider.js';

/**
 * A contact as the schema has it. References carry the id alone: their own services know the rest, and the directory
 * what a unit is called.
 */
export interface ContactView {
  readonly __typename: 'Contact';
  readonly id: string;
  readonly client: { readonly __typename: 'Client'; readonly id: string };
  readonly staff: { readonly __typename: 'Staff'; readonly id: string };
  readonly unit: { readonly __typename: 'Unit'; readonly id: string };
  readonly channel: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: string;
  readonly effective: boolean;
  readonly late: boolean;
  readonly loggedAt: string;
  readonly notes: string | null;
  readonly followUpOn: string | null;
}

export function viewOfContact(data: ContactData, unitId: string, showsNotes: boolean): ContactView {
  const {
    contactId,
    clientId,
    staffId,
    channel,
    startedAt,
    endedAt,
    outcome,
    effective,
    late,
    loggedAt,
    notes,
    followUpOn,
  } = data;
  return {
    __typename: 'Contact',
    id: contactId,
    client: { __typename: 'Client', id: clientId },
    staff: { __typename: 'Staff', id: staffId },
    unit: { __typename: 'Unit', id: unitId },
    channel,
    startedAt,
    endedAt,
    outcome,
    effective,
    late,
    loggedAt,
    notes: showsNotes ? (notes ?? null) : null,
    followUpOn,
  };
}
