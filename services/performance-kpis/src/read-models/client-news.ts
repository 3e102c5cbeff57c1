import { ClientAssigned, ClientProfileChanged, ClientRegistered, ContactLogged, dayNumber } from '@hengxin/contracts';
import type { DataOf, RecordedEvent } from '@hengxin/event-sourcing';
import { type ClientFacts, withChange } from '../domain/client-facts.js';
import { BEGINNING, type Day, END, windowsOf } from '../domain/periods.js';
import type { Scopes } from '../domain/scopes.js';
import type { FactsWanted } from './client-facts.store.js';

export type Logged = DataOf<typeof ContactLogged>;

/** Something that a batch says about a client. */
interface Told {
  readonly event: RecordedEvent;
  /** Where it stands in the batch. */
  readonly place: number;
}

export interface ToldContact extends Told {
  readonly kind: 'contact';
  readonly logged: Logged;
}

/** Who keeps the client, or what is owed to it, from a day on. */
export type ToldChange = Told &
  (
    | {
        readonly kind: 'rate';
        readonly from: Day;
        readonly contactsAYear: number;
        /** False for a client new to the bank. */ readonly restates: boolean;
      }
    | { readonly kind: 'rm'; readonly from: Day; readonly rmId: string; readonly restates: true }
  );

/** What a batch says about one client, in the order of the log. */
export interface News {
  readonly told: (ToldContact | ToldChange)[];
  /** A batch may tell of a contact twice: the first time counts. */
  readonly contactIds: Set<string>;
}

/** A client of the batch: its facts as stored, and with what the batch says about who keeps it and what is owed to it. */
export interface Client {
  readonly clientId: string;
  readonly news: News;
  readonly before: ClientFacts;
  readonly kept: ClientFacts;
  /** The first day on which they differ. */
  readonly since: Day;
}

/** The news of a batch, by client. */
export function newsOf(events: readonly RecordedEvent[]): Map<string, News> {
  const news = new Map<string, News>();
  const of = (clientId: string): News => {
    let found = news.get(clientId);
    if (!found) news.set(clientId, (found = { told: [], contactIds: new Set() }));
    return found;
  };
  for (let place = 0; place < events.length; place++) {
    const event = events[place]!;
    const { type, data } = event;
    if (type === ContactLogged.type) {
      const logged = data as Logged;
      const { told, contactIds } = of(logged.clientId);
      if (contactIds.has(logged.contactId)) continue;
      contactIds.add(logged.contactId);
      told.push({ kind: 'contact', logged, event, place });
    } else if (type === ClientRegistered.type) {
      const { clientId, registeredOn, contactsAYear, keeper } = data as DataOf<typeof ClientRegistered>;
      of(clientId).told.push({ kind: 'rate', from: dayNumber(registeredOn), contactsAYear, restates: false, event, place });
      if (keeper) of(clientId).told.push({ kind: 'rm', from: dayNumber(keeper.from), rmId: keeper.rmId, restates: true, event, place });
    } else if (type === ClientProfileChanged.type) {
      const { clientId, changedOn, contactsAYear } = data as DataOf<typeof ClientProfileChanged>;
      if (contactsAYear === undefined) continue;
      of(clientId).told.push({ kind: 'rate', from: dayNumber(changedOn), contactsAYear, restates: true, event, place });
    } else if (type === ClientAssigned.type) {
      const { clientId, from, rmId } = data as DataOf<typeof ClientAssigned>;
      of(clientId).told.push({ kind: 'rm', from: dayNumber(from), rmId, restates: true, event, place });
    }
  }
  return news;
}

/** The days whose touches can matter: whole years (and the weeks that reach over them) of new touches, and everything after a change. */
export function wanted(clientId: string, { told }: News): FactsWanted {
  let from = END;
  let to = BEGINNING;
  for (const each of told)
    for (const window of windowsOf(firstDayOf(each))) {
      from = Math.min(from, window.start);
      to = Math.max(to, each.kind === 'contact' ? window.end : END);
    }
  return { clientId, from, to };
}

function firstDayOf(told: ToldContact | ToldChange): Day {
  if (told.kind === 'contact') return dayNumber(told.logged.businessDate);
  // A change of what is owed may be the first one, which also holds for the time before it.
  return told.kind === 'rate' ? BEGINNING : told.from;
}

/** A client as it is once the news are known. */
export function clientWith(clientId: string, news: News, before: ClientFacts, scopes: Scopes): Client {
  let kept = before;
  let since: Day = END;
  for (const told of news.told) {
    if (told.kind === 'contact') continue;
    const changed = factsWith(kept, told, scopes);
    kept = changed.facts;
    since = Math.min(since, changed.since);
  }
  return { clientId, news, before, kept, since };
}

/** The facts after a change, and the first day that it moves. */
export function factsWith(facts: ClientFacts, change: ToldChange, scopes: Scopes): { readonly facts: ClientFacts; readonly since: Day } {
  const { from } = change;
  if (change.kind === 'rm') {
    const assignments = withChange(facts.assignments, { from, value: scopes.staff(change.rmId) });
    return { facts: { ...facts, assignments }, since: from };
  }
  const rates = withChange(facts.rates, { from, value: change.contactsAYear });
  return { facts: { ...facts, rates }, since: rates[0]!.from === from ? BEGINNING : from };
}
