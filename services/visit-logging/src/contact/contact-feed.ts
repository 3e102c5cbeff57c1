import { type Caller, type Directory, UnitScope } from '@hengxin/identity';
import { callerNow, Clock, DIRECTORY, Feed, QueryRefused, type RequestContext } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { ContactData } from './contact.decider.js';
import { ClientFactsQueries } from '../client-facts/client-facts.queries.js';
import { type ContactView, viewOfContact } from './contact.view.js';

/** Contacts as they are logged, for subscribers of a unit; each sees what their scope shows them. */
@Injectable()
export class ContactFeed {
  private readonly feed = new Feed<ContactData>();

  constructor(
    private readonly scope: UnitScope,
    private readonly clock: Clock,
    private readonly clients: ClientFactsQueries,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  publish(contact: ContactData): void {
    this.feed.publish(contact);
  }

  /**
   * Contacts made in the unit or below it, from now on. Refuses a unit outside the caller's scope, also once it has
   * come to lie outside it.
   */
  subscribe(unitId: string, context: Pick<RequestContext, 'caller' | 'renewed'>): AsyncIterableIterator<ContactView> {
    const admitted = (): Caller => {
      const caller = callerNow(context);
      if (!this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['unitId']);
      return caller;
    };
    admitted();
    const source = this.feed.subscribe((contact) =>
      this.directory.tree.isWithin(this.unitOf(contact), unitId, this.clock.today()),
    );
    const visible = (contact: ContactData) => this.visible(contact, admitted());
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        for (;;) {
          const { done, value } = await source.next();
          if (done) return { done: true, value: undefined };
          const view = await visible(value);
          if (view) return { done: false, value: view };
        }
      },
      async return() {
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  private async visible(contact: ContactData, caller: Caller): Promise<ContactView | undefined> {
    const unitId = this.unitOf(contact);
    // Head office sees every contact; for a caller who sees by the client, the feed needs to know who keeps them.
    const rmId = caller.role === 'HEAD_OFFICE' ? null : ((await this.clients.find(contact.clientId))?.rmId ?? null);
    const facts = { staffId: contact.staffId, unitId, rmId };
    if (!this.scope.canSeeContact(caller, facts)) return undefined;
    return viewOfContact(contact, unitId, this.scope.canReadNotes(caller, facts));
  }

  private unitOf({ staffId, businessDate, unitId }: ContactData): string {
    return this.directory.tree.staff(staffId, businessDate)?.unitId ?? unitId;
  }
}
