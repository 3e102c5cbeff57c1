import {
  addDays,
  type BusinessDate,
  type Channel,
  daysBetween,
  type LatestWords,
  type PlannedItem,
  type PlanReason,
  type ReasonCode,
} from '@hengxin/contracts';
import { suggestedChannel } from '../client-facts/consent.rules.js';
import { placesForWhatIsDue } from './capacity.policy.js';
import type { FollowUp } from './follow-up.policy.js';
import { byPromptOrder, isOccasion, type Prompt, promptsAlive } from './prompts.policy.js';

/** A client contacted within these days is left in peace, unless a promise or an occasion is due. */
const REST_DAYS = 7;
const DAYS_OF_INTERVALS = 365;

/** A client of the relationship manager, as far as the plan of a day is concerned. */
export interface Candidate {
  readonly clientId: string;
  /** Contacts a year that the bank owes; 0: none, so that cadence never proposes the client. */
  readonly contactsAYear: number;
  readonly preferredChannel: Channel | null;
  readonly consents: LatestWords;
  readonly registeredOn: BusinessDate;
  readonly lastContactOn: BusinessDate | null;
  readonly followUp: FollowUp | null;
  /** Occasions and signals, alive on the day or not. */
  readonly prompts: readonly Prompt[];
}

/** A place in a plan; `itemId` is given when the plan is drawn. */
export type PlanLine = Omit<PlannedItem, 'itemId'>;

/**
 * Clients with an open item of another day, missed or to come, each with the latest day of a follow-up that these items
 * were planned for; null: for none. A client who stands open isn't planned again, unless for a promise that none of the
 * items speaks for.
 */
export type OpenClients = ReadonlyMap<string, BusinessDate | null>;

/**
 * Clients whom the day's own plan holds already, by what speaks against another place: `OPEN`, they have one;
 * `SKIPPED`, they were left out of this plan, so that a promise alone gives them one. Clients whose item was closed in
 * another way are no part of it: the other rules judge them.
 */
export type ClientsOfPlan = ReadonlyMap<string, 'OPEN' | 'SKIPPED'>;

/** What one candidate stands for on the day, with the numbers it is ranked by. */
interface Standing {
  readonly candidate: Candidate;
  readonly channel: Channel;
  readonly daysSinceContact: number | null;
  /** Days since contact x contacts a year: 365 times the ratio of rule 1, so that it compares exactly. */
  readonly pressure: number;
  readonly promiseDue: boolean;
  /** Alive on the day, the first to lapse before all. */
  readonly prompts: readonly Prompt[];
  /**
   * True for a client with an open item of another day, or with a skipped one of this day: a promise alone gives
   * another one.
   */
  readonly forPromiseAlone: boolean;
}

/**
 * The plan of a day by rule 1: (a) promises due, the oldest promised day first; (b) prompts alive, the first to lapse
 * before all, while both take at most 6 of 10 places, of another capacity in proportion; (c) cadence, the highest
 * days-since-contact / interval first, never contacted before all. Places that (c) with a ratio over a half leaves
 * spare go to the next promises, then to the next prompts, then to cadence. A client takes one place whatever speaks
 * for them; it carries every promise and prompt alive, the first of them as its reason. The same arguments give the
 * same lines, in any order of the candidates.
 */
export function drawPlan(
  day: { date: BusinessDate; capacity: number },
  candidates: Iterable<Candidate>,
  open: OpenClients = new Map(),
  planned: ClientsOfPlan = new Map(),
): PlanLine[] {
  const { date, capacity } = day;
  if (capacity === 0) return [];
  const standings: Standing[] = [];
  for (const candidate of candidates) {
    const { clientId } = candidate;
    const standing =
      planned.get(clientId) === 'OPEN'
        ? undefined
        : standingOf(candidate, date, open.get(clientId), planned.has(clientId));
    if (standing) standings.push(standing);
  }
  const promises = standings.filter((s) => s.promiseDue).sort(byPromise);
  const prompts = standings.filter((s) => !s.promiseDue && s.prompts.length > 0).sort(byPrompt);
  const cadence = standings.filter((s) => s.pressure > 0 && !s.forPromiseAlone).sort(byPressure);

  const places = new Set<Standing>();
  const fill = (queue: readonly Standing[], upTo: number) => {
    for (const standing of queue) {
      if (places.size >= upTo) return;
      places.add(standing);
    }
  };
  const due = placesForWhatIsDue(capacity);
  fill(promises, due);
  fill(prompts, due);
  fill(
    cadence.filter((s) => s.pressure * 2 > DAYS_OF_INTERVALS),
    capacity,
  );
  fill(promises, capacity);
  fill(prompts, capacity);
  fill(cadence, capacity);

  return inWorkingOrder(places).map((standing) => lineOf(standing, date));
}

/** The place of a client added to a plan by hand; null when no channel has a valid consent. */
export function addedLine(candidate: Candidate, date: BusinessDate): PlanLine | null {
  const channel = suggestedChannel(candidate.consents, candidate.preferredChannel, date);
  if (!channel) return null;
  const reason = { ...contactFacts(candidate, date), code: 'ADDED' as const, ...followUpFacts(candidate, date) };
  const alive = promptsAlive(candidate.prompts, date, candidate.lastContactOn);
  return { clientId: candidate.clientId, reason, channel, dueSince: date, ...promptFacts(alive) };
}

/**
 * Where a client stands on the day; undefined for one that is no candidate. `openFor` is undefined for a client without
 * an open item.
 */
function standingOf(
  candidate: Candidate,
  date: BusinessDate,
  openFor: BusinessDate | null | undefined,
  skipped: boolean,
): Standing | undefined {
  const { followUp, lastContactOn, contactsAYear } = candidate;
  const prompts = promptsAlive(candidate.prompts, date, lastContactOn);
  const due = duePromise(candidate, date);
  const promiseDue = due !== null;
  const forPromiseAlone = openFor !== undefined || skipped;
  if (forPromiseAlone && (!due || (openFor && due.on <= openFor))) return undefined;
  if (followUp?.deferred && !promiseDue) return undefined;
  const daysSinceContact = lastContactOn === null ? null : daysBetween(lastContactOn, date);
  if (isResting(daysSinceContact) && !promiseDue && !prompts.some(isOccasion)) return undefined;
  const channel = suggestedChannel(candidate.consents, candidate.preferredChannel, date);
  if (!channel) return undefined;
  const pressure = pressureOf(contactsAYear, daysSinceContact);
  return { candidate, channel, daysSinceContact, pressure, promiseDue, prompts, forPromiseAlone };
}

/** Whether the time since the contact alone may plan a client on a day. */
export function isDueByTime(candidate: Candidate, date: BusinessDate): boolean {
  const standing = standingOf(candidate, date, undefined, false);
  return standing !== undefined && standing.pressure > 0;
}

/** Days since contact x contacts a year, by which cadence ranks; a client never contacted is before all. */
export function pressureOf(contactsAYear: number, daysSinceContact: number | null): number {
  if (contactsAYear === 0) return 0;
  return daysSinceContact === null ? Infinity : daysSinceContact * contactsAYear;
}

/** Whether a client is left in peace so many days after a contact. */
export function isResting(daysSinceContact: number | null): boolean {
  return daysSinceContact !== null && daysSinceContact <= REST_DAYS;
}

function duePromise({ followUp }: Candidate, date: BusinessDate): FollowUp | null {
  return followUp !== null && followUp.on <= date ? followUp : null;
}

function byPromise(a: Standing, b: Standing): number {
  return compareText(a.candidate.followUp!.on, b.candidate.followUp!.on) || byOldestContact(a, b);
}

function byPrompt(a: Standing, b: Standing): number {
  return byPromptOrder(a.prompts[0]!, b.prompts[0]!) || byOldestContact(a, b);
}

function byPressure(a: Standing, b: Standing): number {
  return a.pressure === b.pressure ? byOldestContact(a, b) : b.pressure - a.pressure;
}

/** Ties: the oldest contact, never before all; then the client id. */
function byOldestContact(a: Standing, b: Standing): number {
  return (
    compareText(a.candidate.lastContactOn ?? '', b.candidate.lastContactOn ?? '') ||
    compareText(a.candidate.clientId, b.candidate.clientId)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What speaks first for a client: the promise, then the prompt that lapses first, then the time since the contact. */
function codeOf({ promiseDue, prompts: [first] }: Standing): ReasonCode {
  if (promiseDue) return 'PROMISE';
  if (!first) return 'CADENCE';
  return isOccasion(first) ? 'OCCASION' : 'SIGNAL';
}

/** Promises, then occasions and signals, then cadence; within each as it was ranked. */
function inWorkingOrder(places: Iterable<Standing>): Standing[] {
  const [promises, prompts, cadence]: Standing[][] = [[], [], []] as Standing[][];
  for (const standing of places)
    (standing.promiseDue ? promises : standing.prompts.length > 0 ? prompts : cadence)!.push(standing);
  return [...promises!.sort(byPromise), ...prompts!.sort(byPrompt), ...cadence!.sort(byPressure)];
}

function lineOf(standing: Standing, date: BusinessDate): PlanLine {
  const { candidate, channel, prompts } = standing;
  const code = codeOf(standing);
  const dueSince =
    code === 'PROMISE'
      ? candidate.followUp!.dueSince
      : code === 'CADENCE'
        ? cadenceDueSince(candidate, date)
        : prompts[0]!.from;
  const reason = { ...contactFacts(candidate, date), code, ...followUpFacts(candidate, date) };
  return { clientId: candidate.clientId, reason, channel, dueSince, ...promptFacts(prompts) };
}

/** Absent for none, as most items have none. */
function promptFacts(prompts: readonly Prompt[]): Pick<PlanLine, 'prompts'> {
  return prompts.length === 0 ? {} : { prompts: [...prompts] };
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
function followUpFacts(
  candidate: Candidate,
  date: BusinessDate,
): Pick<PlanReason, 'promisedOn' | 'deferredTo' | 'nextTryOn'> {
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

/** The prompts of an open item as of a day: those alive now, or where none is left those that it was planned for. */
export function promptsAsOf(
  { prompts }: Pick<PlanLine, 'prompts'>,
  { prompts: known, lastContactOn }: Candidate,
  date: BusinessDate,
): Pick<PlanLine, 'prompts'> {
  const alive = promptsAlive(known, date, lastContactOn);
  return alive.length > 0 ? promptFacts(alive) : prompts === undefined ? {} : { prompts };
}

/** Whole days after which a ratio of 1 is reached: 61 for six contacts a year. */
function intervalDays(contactsAYear: number): number | null {
  return contactsAYear === 0 ? null : Math.ceil(DAYS_OF_INTERVALS / contactsAYear);
}

/**
 * The day on which the interval runs out; for a client never contacted the day of registration; null: no contact is
 * owed.
 */
export function nextDueOn({ lastContactOn, registeredOn, contactsAYear }: Candidate): BusinessDate | null {
  const interval = intervalDays(contactsAYear);
  if (interval === null) return null;
  return lastContactOn === null ? registeredOn : addDays(lastContactOn, interval);
}

/** The day the interval ran out, or the day of the plan when it has not. */
function cadenceDueSince(candidate: Candidate, date: BusinessDate): BusinessDate {
  const due = nextDueOn(candidate)!;
  return due < date ? due : date;
}
