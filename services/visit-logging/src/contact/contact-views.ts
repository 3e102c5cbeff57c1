import { type Caller, UnitScope } from '@hengxin/identity';
import { Injectable } from '@nestjs/common';
import { ContactsQueries, type StoredContact } from './contacts.queries.js';
import { type ContactView, viewOfContact } from './contact.view.js';

/** Stored contacts as a caller may see them. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly contacts: ContactsQueries,
    private readonly scope: UnitScope,
  ) {}

  /** In the order of the ids; null for what is unknown or not to be seen. */
  async ofIds(ids: readonly string[], caller: Caller): Promise<(ContactView | null)[]> {
    const stored = await this.contacts.byIds(ids);
    return stored.map((contact) => (contact ? this.ofStored(contact, caller) : null));
  }

  /** Null for what is not to be seen. `helperIds`: who helps with the client, where that is known. */
  ofStored(
    { staffId, unitId, rmId, data }: StoredContact,
    caller: Caller,
    helperIds: readonly string[] = [],
  ): ContactView | null {
    const facts = { staffId, unitId, rmId, helperIds };
    if (!this.scope.canSeeContact(caller, facts)) return null;
    // As `canReadNotes`, of what is known to be seen.
    return viewOfContact(data, unitId, !this.scope.masksNames(caller));
  }
}
