import { type Caller, Scope } from '@hengxin/identity';
import { Injectable } from '@nestjs/common';
import { ClientFactsQueries } from '../read-models/client-facts.queries.js';
import { ContactsQueries, type StoredContact } from '../read-models/contacts.queries.js';
import { type ContactView, viewOfContact } from './contact.view.js';

/** Stored contacts as a caller may see them. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly contacts: ContactsQueries,
    private readonly clients: ClientFactsQueries,
    private readonly scope: Scope,
  ) {}

  /** In the order of the ids; null for what is unknown or not to be seen. */
  async ofIds(ids: readonly string[], caller: Caller): Promise<(ContactView | null)[]> {
    const stored = await this.contacts.byIds(ids);
    const views = await this.ofStored([...stored.values()], caller);
    const byId = new Map(views.map((view) => [view?.id, view]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** In order; null for what is not to be seen. */
  async ofStored(stored: readonly StoredContact[], caller: Caller): Promise<(ContactView | null)[]> {
    const keepers = stored.length === 0 ? new Map<string, string>() : await this.clients.keepers(stored.map(({ clientId }) => clientId));
    return stored.map((contact) => {
      const facts = { staffId: contact.staffId, unitId: contact.unitId, rmId: keepers.get(contact.clientId) ?? null };
      if (!this.scope.canSeeContact(caller, facts)) return null;
      return viewOfContact(contact.data, contact.unitId, this.scope.canReadNotes(caller, facts));
    });
  }
}
