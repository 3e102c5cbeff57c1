import { ClientAssigned, ClientProfileChanged, ClientRegistered, ContactLogged, dayNumber } from '@hengxin/contracts';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { type ClientFacts, withChange } from '../domain/client-facts.js';
import { BEGINNING, type Day, END, windowsOf } from '../domain/periods.js';
import type { Scopes } from '../domain/scopes.js';
import type { FactsWanted } from './client-facts.store.js';

export type Logged = DataOf<typeof ContactLogged>;
type ClientChange =
  | { readonly kind: 'rate'; readonly from: Day; readonly contactsAYear: number }
  | { readonly kind: 'rm'; readonly from: Day; readonly rmId: string };

interface Contact {
  readonly logged: Logged;
  readonly eventId: string;
}

/** What a batch says about one client. */
export interface News {
  readonly changes: ClientChange[];
  /** The last one that changes what was known before; a client new to the bank restates nothing. */
  revision: RecordedEvent | undefined;
  /** By contact id: a batch may tell twice. */
  readonly contacts: Map<string, Contact>;
}

/** A client of the batch: its facts as stored, and with what the batch says about who keeps it. */
export interface Client {
  readonly clientId: string;
  readonly news: News;
  readonly before: ClientFacts;
  readonly kept: ClientFacts;
  readonly since: Day;
}

/** The news of a batch, by client. */
export function newsOf(events: readonly RecordedEvent[]): Map<string, News> {
  const news = new Map<string, News>();
  const of = (clientId: string): News => {
    let found = news.get(clientId);
    if (!found) news.set(clientId, (found = { changes: [], revision: undefined, contacts: new Map() }));
    return found;
  };
  for (const event of events) {
    const { type, data } = event;
    if (type === ContactLogged.type) {
      const logged = data as Logged;
      of(logged.clientId).contacts.set(logged.contactId, { logged, eventId: event.id });
    } else if (type === ClientRegistered.type) {
      const { clientId, registeredOn, contactsAYear } = data as DataOf<typeof ClientRegistered>;
      of(clientId).changes.push({ kind: 'rate', from: dayNumber(registeredOn), contactsAYear });
    } else if (type === ClientProfileChanged.type) {
      const { clientId, changedOn, contactsAYear } = data as DataOf<typeof ClientProfileChanged>;
      if (contactsAYear === undefined) continue;
      of(clientId).changes.push({ kind: 'rate', from: dayNumber(changedOn), contactsAYear });
      of(clientId).revision = event;
    } else if (type === ClientAssigned.type) {
      const { clientId, from, rmId, previousRmId } = data as DataOf<typeof ClientAssigned>;
      of(clientId).changes.push({ kind: 'rm', from: dayNumber(from), rmId });
      if (previousRmId !== null) of(clientId).revision = event;
    }
  }
  return news;
}

/** The days whose touches can matter: whole years (and the weeks that reach over them) of new touches, and everything after a change. */
export function wanted(clientId: string, { changes, contacts }: News): FactsWanted {
  // A change of what is owed may be the first one, which also holds for the time before it.
  const since = changes.map((change) => (change.kind === 'rate' ? BEGINNING : change.from));
  let from = END;
  let to = BEGINNING;
  for (const day of [...since, ...[...contacts.values()].map(({ logged }) => dayNumber(logged.businessDate))])
    for (const window of windowsOf(day)) {
      from = Math.min(from, window.start);
      to = Math.max(to, window.end);
    }
  return { clientId, from, to: changes.length > 0 ? END : to };
}

/** A client as it is once the news are known. */
export function clientWith(clientId: string, news: News, before: ClientFacts, scopes: Scopes): Client {
  let kept = before;
  let since: Day = END;
  for (const change of news.changes) {
    if (change.kind === 'rate') {
      const rates = withChange(kept.rates, { from: change.from, value: change.contactsAYear });
      since = Math.min(since, rates[0]!.from === change.from ? BEGINNING : change.from);
      kept = { ...kept, rates };
    } else {
      since = Math.min(since, change.from);
      kept = { ...kept, assignments: withChange(kept.assignments, { from: change.from, value: scopes.staff(change.rmId) }) };
    }
  }
  return { clientId, news, before, kept, since };
}
