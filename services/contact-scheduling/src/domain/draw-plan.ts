import {
  addDays,
  type BusinessDate,
  type Channel,
  daysBetween,
  type PlannedItem,
  type PlanReason,
  type ReasonCode,
} from '@hengxin/contracts';
import { type ServiceConsents, suggestedChannel } from './consent.js';
import type { FollowUp } from './follow-up.js';

/** Places of a whole working day, and how many of them promises and occasions may take before cadence had its share. */
const PLACES_A_DAY = 10;
const PLACES_FOR_WHAT_IS_DUE = 6;
/** A client contacted within these days is left in peace, unless a promise is due. */
const REST_DAYS = 7;
const DAYS_OF_INTERVALS = 365;

/** An occasion or a signal that makes a client worth contacting. */
export interface Prompt {
  readonly code: 'OCCASION' | 'SIGNAL';
  /** Higher comes first. */
  readonly urgency: number;
  readonly dueSince: BusinessDate;
}

/** A client of the relationship manager, as far as the plan of a day is concerned. */
export interface Candidate {
  readonly clientId: string;
  /** Contacts a year that the bank owes; 0: none, so that cadence never proposes the client. */
  readonly contactsAYear: number;
  readonly preferredChannel: Channel | null;
  readonly consents: ServiceConsents;
  readonly registeredOn: BusinessDate;
  readonly lastContactOn: BusinessDate | null;
  readonly followUp: FollowUp | null;
  readonly prompt: Prompt | null;
}

/** A place in a plan; `itemId` is given when the plan is drawn. */
export type PlanLine = Omit<PlannedItem, 'itemId'>;

/**
 * Clients with an open item, missed or not, each with the latest day of a follow-up that these items were planned for; null: for none.
 * A client who stands open isn't planned again, unless for a promise that none of the items speaks for.
 */
export type OpenClients = ReadonlyMap<string, BusinessDate | null>;

/** What one candidate stands for on the day, with the numbers it is ranked by. */
interface Standing {
  readonly candidate: Candidate;
  readonly channel: Channel;
  readonly daysSinceContact: number | null;
  /** Days since contact x contacts a year: 365 times the ratio of rule 1, so that it compares exactly. */
  readonly pressure: number;
  readonly promiseDue: boolean;
  /** True for a client with an open item already: a promise alone gives another one. */
  readonly forPromiseAlone: boolean;
}

/** Places of a day: 10 x availability, 0 on a day off. Availability is 0 to 1. */
export function capacityOf(workingDay: boolean, availability = 1): number {
  return workingDay ? Math.floor(PLACES_A_DAY * availability) : 0;
}

/**
 * The plan of a day by rule 1: (a) promises due, oldest first; (b) occasions and signals by urgency, while both take at most 6 of 10
 * places; (c) cadence, the highest days-since-contact / interval first, never contacted before all. Places that (c) with a ratio over
 * a half leaves spare go to whoever is next in the same order. On a short day the 6 shrink with the capacity.
 * The same arguments give the same lines, in whatever order the candidates come.
 */
export function drawPlan(
  day: { date: BusinessDate; capacity: number },
  candidates: Iterable<Candidate>,
  open: OpenClients = new Map(),
): PlanLine[] {
  const { date, capacity } = day;
  if (capacity === 0) return [];
  const standings: Standing[] = [];
  for (const candidate of candidates) {
    const standing = standingOf(candidate, date, open.get(candidate.clientId));
    if (standing) standings.push(standing);
  }
  const promises = standings.filter((s) => s.promiseDue).sort(byPromise);
  const prompts = standings.filter((s) => !s.promiseDue && s.candidate.prompt).sort(byUrgency);
  const cadence = standings.filter((s) => s.pressure > 0 && !s.forPromiseAlone).sort(byPressure);

  const places = new Map<string, { standing: Standing; code: ReasonCode }>();
  const fill = (queue: readonly Standing[], code: (s: Standing) => ReasonCode, upTo: number) => {
    for (const standing of queue) {
      if (places.size >= upTo) return;
      if (!places.has(standing.candidate.clientId)) places.set(standing.candidate.clientId, { standing, code: code(standing) });
    }
  };
  const promise = () => 'PROMISE' as const;
  const prompt = (s: Standing) => s.candidate.prompt!.code;
  const due = Math.floor((capacity * PLACES_FOR_WHAT_IS_DUE) / PLACES_A_DAY);
  fill(promises, promise, due);
  fill(prompts, prompt, due);
  fill(
    cadence.filter((s) => s.pressure * 2 > DAYS_OF_INTERVALS),
    () => 'CADENCE',
    capacity,
  );
  fill(promises, promise, capacity);
  fill(prompts, prompt, capacity);
  fill(cadence, () => 'CADENCE', capacity);

  return inWorkingOrder([...places.values()]).map(({ standing, code }) => lineOf(standing, code, date));
}

/** The place of a client added to a plan by hand; null when no channel has a valid consent. */
export function addedLine(candidate: Candidate, date: BusinessDate): PlanLine | null {
  const channel = suggestedChannel(candidate.consents, candidate.preferredChannel, date);
  if (!channel) return null;
  const reason = { ...contactFacts(candidate, date), code: 'ADDED' as const, ...followUpFacts(candidate, date) };
  return { clientId: candidate.clientId, reason, channel, dueSince: date };
}

/**
 * Where a client stands on the day; undefined for one that is no candidate. `openFor` is undefined for a client without an open item.
 */
function standingOf(candidate: Candidate, date: BusinessDate, openFor: BusinessDate | null | undefined): Standing | undefined {
  const { followUp, lastContactOn, contactsAYear } = candidate;
  const due = duePromise(candidate, date);
  const promiseDue = due !== null;
  const forPromiseAlone = openFor !== undefined;
  if (forPromiseAlone && (!due || (openFor !== null && due.on <= openFor))) return undefined;
  if (followUp?.deferred && !promiseDue) return undefined;
  const daysSinceContact = lastContactOn === null ? null : daysBetween(lastContactOn, date);
  if (daysSinceContact !== null && daysSinceContact <= REST_DAYS && !promiseDue) return undefined;
  const channel = suggestedChannel(candidate.consents, candidate.preferredChannel, date);
  if (!channel) return undefined;
  const pressure = contactsAYear === 0 ? 0 : daysSinceContact === null ? Infinity : daysSinceContact * contactsAYear;
  return { candidate, channel, daysSinceContact, pressure, promiseDue, forPromiseAlone };
}

function duePromise({ followUp }: Candidate, date: BusinessDate): FollowUp | null {
  return followUp !== null && followUp.on <= date ? followUp : null;
}

function byPromise(a: Standing, b: Standing): number {
  return compareText(a.candidate.followUp!.on, b.candidate.followUp!.on) || byOldestContact(a, b);
}

function byUrgency(a: Standing, b: Standing): number {
  return b.candidate.prompt!.urgency - a.candidate.prompt!.urgency || byOldestContact(a, b);
}

function byPressure(a: Standing, b: Standing): number {
  return a.pressure === b.pressure ? byOldestContact(a, b) : b.pressure - a.pressure;
}

/** Ties: the oldest contact, never before all; then the client id. */
function byOldestContact(a: Standing, b: Standing): number {
  return (
    compareText(a.candidate.lastContactOn ?? '', b.candidate.lastContactOn ?? '') || compareText(a.candidate.clientId, b.candidate.clientId)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Place = { readonly standing: Standing; readonly code: ReasonCode };

/** Promises, then occasions and signals, then cadence; within each as it was ranked. */
function inWorkingOrder(places: readonly Place[]): Place[] {
  const of = (wanted: (code: ReasonCode) => boolean, order: (a: Standing, b: Standing) => number) =>
    places.filter(({ code }) => wanted(code)).sort((a, b) => order(a.standing, b.standing));
  return [
    ...of((code) => code === 'PROMISE', byPromise),
    ...of((code) => code === 'OCCASION' || code === 'SIGNAL', byUrgency),
    ...of((code) => code === 'CADENCE', byPressure),
  ];
}

function lineOf({ candidate, channel }: Standing, code: ReasonCode, date: BusinessDate): PlanLine {
  const dueSince =
    code === 'PROMISE' ? candidate.followUp!.dueSince : code === 'CADENCE' ? cadenceDueSince(candidate, date) : candidate.prompt!.dueSince;
  const reason = { ...contactFacts(candidate, date), code, ...followUpFacts(candidate, date) };
  return { clientId: candidate.clientId, reason, channel, dueSince };
}

function contactFacts(candidate: Candidate, date: BusinessDate) {
  const { lastContactOn } = candidate;
  return {
    lastContactOn,
    daysSinceContact: lastContactOn === null ? null : daysBetween(lastContactOn, date),
    intervalDays: intervalDays(candidate.contactsAYear),
  };
}

/** The day agreed, or that of the next try, and the day to which it was put off where that is another. */
function followUpFacts(candidate: Candidate, date: BusinessDate): Pick<PlanReason, 'promisedOn' | 'deferredTo' | 'nextTryOn'> {
  const due = duePromise(candidate, date);
  if (!due) return { promisedOn: null };
  const { on, promisedOn, nextTryOn } = due;
  if (nextTryOn !== undefined) return { promisedOn, nextTryOn };
  return on === promisedOn ? { promisedOn } : { promisedOn, deferredTo: on };
}

/** The day of the follow-up that an item was planned for; null for none. */
export function followUpDayOf({ nextTryOn, deferredTo, promisedOn }: PlanReason): BusinessDate | null {
  return nextTryOn ?? deferredTo ?? promisedOn;
}

/** The reason of an open item with its facts as of a day. What it was planned for stays what it was planned for. */
export function reasonAsOf(reason: PlanReason, candidate: Candidate, date: BusinessDate): PlanReason {
  const facts = contactFacts(candidate, date);
  if (reason.code === 'PROMISE') return { ...reason, ...facts };
  return { code: reason.code, ...facts, ...followUpFacts(candidate, date) };
}

/** Whole days after which a ratio of 1 is reached: 61 for six contacts a year. */
function intervalDays(contactsAYear: number): number | null {
  return contactsAYear === 0 ? null : Math.ceil(DAYS_OF_INTERVALS / contactsAYear);
}

/** The day the interval ran out, or the day of the plan when it has not; for a client never contacted the day of registration. */
function cadenceDueSince({ lastContactOn, registeredOn, contactsAYear }: Candidate, date: BusinessDate): BusinessDate {
  const due = lastContactOn === null ? registeredOn : addDays(lastContactOn, intervalDays(contactsAYear)!);
  return due < date ? due : date;
}
