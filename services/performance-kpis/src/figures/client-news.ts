import {
  type Channel,
  ClientAssigned,
  ClientProfileChanged,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
  ContactLogged,
  dayNumber,
  type Purpose,
  SignalFired,
  SignalTakenBack,
  VisitReviewed,
} from '@hengxin/contracts';
import {
  type DataOf,
  type EventHandlers,
  handleEvent,
  type RecordedEvent,
  type RecordedOf,
} from '@hengxin/event-sourcing';
import { type ClientFacts, type ConsentWord, type ReviewPromise, withChange } from './client-facts.rules.js';
import { BEGINNING, type Day, END, windowsOf } from '../kpi/periods.rules.js';
import type { Scopes } from './scopes.rules.js';
import type { FactsWanted } from './client-facts.store.js';
import { dayMoment, dayOfMoment } from './day-moment.rules.js';
import { type ToldSignal, withoutSignal, withSignal } from './prompts.rules.js';

/** What events say about clients. */
export const CLIENT_FACTS = [
  ClientRegistered,
  ClientProfileChanged,
  ClientAssigned,
  ConsentGranted,
  ConsentWithdrawn,
  ContactLogged,
  VisitReviewed,
  SignalFired,
  SignalTakenBack,
] as const;
export type ClientFact = (typeof CLIENT_FACTS)[number];
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

/**
 * A word of the client on being served over a channel, a promise of a review, or one that was let go, a signal, or one
 * whose ground was taken: no closed period is restated.
 */
export type ToldWord = Told &
  (
    | { readonly kind: 'consent'; readonly word: ConsentWord }
    | { readonly kind: 'promised'; readonly promise: ReviewPromise }
    | { readonly kind: 'let-go'; readonly day: Day }
    | { readonly kind: 'signal'; readonly signal: ToldSignal }
    | { readonly kind: 'signal-lost'; readonly signal: Pick<ToldSignal, 'kind' | 'firedOn'> }
  );

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
  readonly told: (ToldContact | ToldChange | ToldWord)[];
  /** A batch may tell of a contact twice: the first time counts. */
  readonly contactIds: Set<string>;
}

/**
 * A client of the batch: its facts as stored, and with what the batch says about who keeps it and what is owed to it.
 */
export interface Client {
  readonly clientId: string;
  readonly news: News;
  readonly before: ClientFacts;
  readonly kept: ClientFacts;
  /** The first day on which they differ. */
  readonly since: Day;
}

/** A promise of a client for a day that a plan let go, or put off. */
export interface LetGo {
  readonly clientId: string;
  readonly day: Day;
  readonly event: RecordedEvent;
}

/** The news of a batch, by client. `dayOf`: the business day of a moment. */
export function newsOf(
  events: readonly RecordedOf<ClientFact>[],
  letGo: readonly LetGo[],
  dayOf: (moment: string) => Day,
): Map<string, News> {
  const news = new Map<string, News>();
  const of = (clientId: string): News => {
    let found = news.get(clientId);
    if (!found) news.set(clientId, (found = { told: [], contactIds: new Set() }));
    return found;
  };
  events.forEach((event, place) => handleEvent<ClientFact, void, [number, Telling]>(event, TELL, place, { of, dayOf }));
  for (const { clientId, day, event } of letGo)
    of(clientId).told.push({ kind: 'let-go', day, event, place: events.length });
  return news;
}

interface Telling {
  readonly of: (clientId: string) => News;
  readonly dayOf: (moment: string) => Day;
}

/** What each event tells, at its place in the batch. */
const TELL: EventHandlers<ClientFact, void, [place: number, telling: Telling]> = {
  ContactLogged(event, place, { of }) {
    const { data: logged } = event;
    const { told, contactIds } = of(logged.clientId);
    if (contactIds.has(logged.contactId)) return;
    contactIds.add(logged.contactId);
    told.push({ kind: 'contact', logged, event, place });
  },
  ClientRegistered(event, place, { of, dayOf }) {
    const { clientId, registeredOn, contactsAYear, keeper, consents } = event.data;
    const { told } = of(clientId);
    told.push({ kind: 'rate', from: dayNumber(registeredOn), contactsAYear, restates: false, event, place });
    if (keeper)
      told.push({ kind: 'rm', from: dayNumber(keeper.from), rmId: keeper.rmId, restates: true, event, place });
    for (const grant of consents) told.push(...wordsOf({ ...grant, granted: true }, dayOf, { event, place }));
  },
  ClientProfileChanged(event, place, { of }) {
    const { clientId, changedOn, contactsAYear } = event.data;
    if (contactsAYear === undefined) return;
    of(clientId).told.push({ kind: 'rate', from: dayNumber(changedOn), contactsAYear, restates: true, event, place });
  },
  ClientAssigned(event, place, { of }) {
    const { clientId, from, rmId } = event.data;
    of(clientId).told.push({ kind: 'rm', from: dayNumber(from), rmId, restates: true, event, place });
  },
  VisitReviewed(event, place, { of, dayOf }) {
    const { clientId, reviewedAt, nextOn } = event.data;
    const on = nextOn === null ? END : dayNumber(nextOn);
    // Nobody asks about a day that lies beyond all periods.
    if (on <= BEGINNING || on >= END) return;
    const promise = { at: dayMoment(dayOf(reviewedAt), Date.parse(reviewedAt)), on };
    of(clientId).told.push({ kind: 'promised', promise, event, place });
  },
  SignalFired(event, place, { of, dayOf }) {
    const { clientId, kind, firedOn, lapsesOn } = event.data;
    const toldOn = event.meta.businessDate ? dayNumber(event.meta.businessDate) : dayOf(event.recordedAt);
    const signal = { kind, firedOn: dayNumber(firedOn), lapsesOn: dayNumber(lapsesOn) };
    // Nobody can serve what is told once it has lapsed.
    if (toldOn > signal.lapsesOn || signal.lapsesOn >= END) return;
    of(clientId).told.push({ kind: 'signal', signal, event, place });
  },
  SignalTakenBack(event, place, { of }) {
    const { clientId, kind, firedOn } = event.data;
    const signal = { kind, firedOn: dayNumber(firedOn) };
    of(clientId).told.push({ kind: 'signal-lost', signal, event, place });
  },
  ConsentGranted(event, place, { of, dayOf }) {
    of(event.data.clientId).told.push(...wordsOf({ ...event.data, granted: true }, dayOf, { event, place }));
  },
  ConsentWithdrawn(event, place, { of, dayOf }) {
    const word = { ...event.data, granted: false, expiresOn: null };
    of(event.data.clientId).told.push(...wordsOf(word, dayOf, { event, place }));
  },
};

interface Word {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly decidedAt: string;
  readonly granted: boolean;
  readonly expiresOn: string | null;
}

/** A word on being served; none for another purpose. */
function wordsOf(
  { channel, purpose, decidedAt, granted, expiresOn }: Word,
  dayOf: (moment: string) => Day,
  told: Told,
): ToldWord[] {
  if (purpose !== 'SERVICE') return [];
  const until = expiresOn === null ? END : Math.min(dayNumber(expiresOn) + 1, END);
  const word = { channel, atMs: Date.parse(decidedAt), day: dayOf(decidedAt), granted, until };
  return [{ ...told, kind: 'consent', word }];
}

/** The first day whose touches can matter: of the whole years (and the weeks that reach over them) of what is new. */
export function wanted(clientId: string, { told }: News): FactsWanted {
  const first = (each: News['told'][number]) => Math.min(...windowsOf(firstDayOf(each)).map(({ start }) => start));
  const withBalances = told.some(({ kind }) => kind === 'rm');
  return { clientId, from: Math.min(END, ...told.map(first)), withBalances };
}

function firstDayOf(told: News['told'][number]): Day {
  if (told.kind === 'contact') return dayNumber(told.logged.businessDate);
  if (told.kind === 'consent') return told.word.day;
  if (told.kind === 'promised') return dayOfMoment(told.promise.at);
  // A promise was made before its day: with it comes what was made earlier and may still be open.
  if (told.kind === 'let-go') return told.day;
  if (told.kind === 'signal' || told.kind === 'signal-lost') return told.signal.firedOn;
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
export function factsWith(
  facts: ClientFacts,
  change: ToldChange | ToldWord,
  scopes: Scopes,
): { readonly facts: ClientFacts; readonly since: Day } {
  if (change.kind === 'consent') {
    const { word } = change;
    const isKnown = facts.consents.some((known) => isSame(known, word));
    return { facts: isKnown ? facts : { ...facts, consents: [...facts.consents, word] }, since: word.day };
  }
  if (change.kind === 'promised') {
    const { promise } = change;
    const isKnown = facts.reviewPromises.some(({ at, on }) => at === promise.at && on === promise.on);
    const reviewPromises = isKnown ? facts.reviewPromises : [...facts.reviewPromises, promise];
    return { facts: { ...facts, reviewPromises }, since: dayOfMoment(promise.at) };
  }
  if (change.kind === 'let-go') {
    const { day } = change;
    return { facts: facts.letGo.includes(day) ? facts : { ...facts, letGo: [...facts.letGo, day] }, since: day };
  }
  if (change.kind === 'signal' || change.kind === 'signal-lost') {
    const signals =
      change.kind === 'signal' ? withSignal(facts.signals, change.signal) : withoutSignal(facts.signals, change.signal);
    return { facts: signals === facts.signals ? facts : { ...facts, signals }, since: change.signal.firedOn };
  }
  const { from } = change;
  if (change.kind === 'rm') {
    const assignments = withChange(facts.assignments, { from, value: scopes.staff(change.rmId) });
    return { facts: { ...facts, assignments }, since: from };
  }
  const rates = withChange(facts.rates, { from, value: change.contactsAYear });
  return { facts: { ...facts, rates }, since: rates[0]!.from === from ? BEGINNING : from };
}

const isSame = (a: ConsentWord, b: ConsentWord): boolean =>
  a.channel === b.channel && a.atMs === b.atMs && a.granted === b.granted && a.until === b.until;
