import { dayNumber } from '@hengxin/contracts';
import type { RecordedOf } from '@hengxin/event-sourcing';
import type { ClientFacts, Late, Touch } from './client-facts.rules.js';
import type { Deltas, Witness } from '../metrics/deltas.js';
import { byMoment, isLate, restated } from '../metrics/late-touches.js';
import { countedPartsOf, type Part, partsOf } from './parts.rules.js';
import { BEGINNING, type Day, END, type Window, windowKey, windowsOf } from '../kpi/periods.rules.js';
import { pathOn, type Placements } from './placements.rules.js';
import type { Scopes } from './scopes.rules.js';
import { lockClients, readFacts, writeClients } from './client-facts.store.js';
import {
  type Client,
  type ClientFact,
  clientWith,
  factsWith,
  type LetGo,
  newsOf,
  type ToldChange,
  type ToldContact,
  wanted,
} from './client-news.js';
import { type ContactRow, type CoverStretch, insertContacts, moveCover } from '../contacts/contact.store.js';
import { dayMoment, dayOpens } from './day-moment.rules.js';
import type { Count } from './count.js';

/** Takes what a batch says about clients: who keeps them, what is owed to them, who touched them. */
export async function countClients(
  count: Count,
  places: Placements,
  deltas: Deltas,
  events: readonly RecordedOf<ClientFact>[],
  letGo: readonly LetGo[],
): Promise<void> {
  const { scopes } = count;
  const { tx } = count.context;
  const news = newsOf(events, letGo, (moment) => count.restatements.dayOf(moment));
  if (news.size === 0) return;
  const clientIds = [...news.keys()].sort();
  if (count.concurrent) await lockClients(tx, clientIds);
  const facts = await readFacts(
    tx,
    clientIds.map((clientId) => wanted(clientId, news.get(clientId)!)),
    scopes,
    count.restatements.dayOfMs,
  );
  const clients = clientIds.map((clientId, i) => clientWith(clientId, news.get(clientId)!, facts[i]!, scopes));
  const fresh = await storeContacts(count, places, clients);

  for (const each of clients) countClient(count, places, deltas, each, fresh);
  const changed = clients.filter(({ before, kept }) => before !== kept);
  await writeClients(
    tx,
    changed.map(({ clientId, kept }) => ({ clientId, facts: kept })),
    scopes,
  );
  await moveCover(
    tx,
    changed.flatMap((each) => coverOf(each, places, scopes)),
  );
}

/** Stores the contacts of the batch; answers the ids of those that were new. */
async function storeContacts(
  count: Count,
  places: Placements,
  clients: readonly Client[],
): Promise<ReadonlySet<string> | 'ALL'> {
  const rows: ContactRow[] = [];
  for (const { news, kept } of clients) {
    if (news.contactIds.size === 0) continue;
    const parts = partsOf(kept, places);
    for (const each of news.told) if (each.kind === 'contact') rows.push(contactRow(count, each, parts, places));
  }
  return rows.length === 0 ? 'ALL' : insertContacts(count.context.tx, rows);
}

function contactRow(count: Count, told: ToldContact, parts: readonly Part[], places: Placements): ContactRow {
  const { scopes } = count;
  const { contactId, clientId, staffId, effective, channel, businessDate, startedAt, loggedAt } = told.logged;
  const day = dayNumber(businessDate);
  const staff = scopes.staff(staffId);
  const unit = pathOn(places, staff, day)[0];
  const part = effective ? parts.find(({ from, to }) => from <= day && day < to) : undefined;
  const other = part && part.rm !== staff ? part : undefined;
  const otherUnit = other?.path[0];
  return {
    contactId,
    clientId,
    at: dayMoment(day, Date.parse(startedAt)),
    staffId,
    unitId: unit === undefined ? null : scopes.id(unit),
    effective,
    channel,
    promisedOn: promisedOnOf(told.logged),
    knownAt: lateOf(count, told) ? loggedAt : null,
    own: part?.rm === staff,
    rmId: other ? scopes.id(other.rm) : null,
    rmUnitId: otherUnit === undefined ? null : scopes.id(otherUnit),
  };
}

/**
 * Counts what a batch says about one client in the order of the log. So what restates a closed period is judged by what
 * was known by then, however the log was cut into batches. Each change and each late contact is counted by itself,
 * contacts logged in time in runs. Contacts of a client are judged among themselves by when they became known, in any
 * order of arrival.
 */
function countClient(
  count: Count,
  places: Placements,
  deltas: Deltas,
  { clientId, before, kept, news }: Client,
  fresh: ReadonlySet<string> | 'ALL',
): void {
  let facts = before;
  let inTime: Touch[] = [];
  const move = (after: ClientFacts, windows: Iterable<Window>, witness?: Witness) => {
    deltas.touched({ facts, places }, { facts: after, places }, windows, witness);
    facts = after;
  };
  const touch = (touches: readonly Touch[], witness?: Witness) =>
    move({ ...facts, touches: [...facts.touches, ...touches] }, windowsOfAll(touches), witness);
  /**
   * The ledger is in the order in which contacts became known: one that arrives too late for it changes what later ones
   * moved.
   */
  const touchBetween = (made: Touch, witness?: Witness) => {
    const view = { facts, parts: countedPartsOf(facts, places), places };
    for (const window of windowsOf(made.day))
      restated(view, made, window, count, (late, scope, moved) => {
        if (late === made) witness?.(scope, window, moved);
        else count.restatements.correct({ clientId, touch: late, scope, window, moved });
      });
    touch([made]);
  };
  const endRun = () => {
    if (inTime.length > 0) touch(inTime);
    inTime = [];
  };
  for (const told of news.told)
    if (told.kind === 'contact') {
      if (fresh !== 'ALL' && !fresh.has(told.logged.contactId)) continue;
      const made = touchOf(count, told);
      const others = facts.touches.filter(isLate);
      if (!isLate(made) && others.length === 0) inTime.push(made);
      else {
        endRun();
        const witness = witnessOfContact(count, told, made.day);
        if (isLate(made) && others.every((other) => byMoment(other, made) < 0)) touch([made], witness);
        else touchBetween(made, witness);
      }
    } else {
      endRun();
      const { facts: changed, since } = factsWith(facts, told, count.scopes);
      if (told.kind !== 'rate' && told.kind !== 'rm') facts = changed;
      else {
        const windows = deltas.windowsMoved({ facts, places }, { facts: changed, places }, since);
        move(changed, windows, witnessOfChange(count, told, since));
      }
    }
  endRun();
  if (facts !== before)
    deltas.owed({ facts: before, places }, { facts, places }, before === kept ? 'TOUCHES' : 'ANYTHING');
}

function touchOf(count: Count, told: ToldContact): Touch {
  const { businessDate, staffId, effective, channel, startedAt } = told.logged;
  const late = lateOf(count, told);
  const day = dayNumber(businessDate);
  const promisedOn = promisedOnOf(told.logged);
  return {
    day,
    at: dayMoment(day, Date.parse(startedAt)),
    staff: count.scopes.staff(staffId),
    effective,
    channel,
    ...(promisedOn !== null && { promisedOn }),
    ...(late && { late }),
  };
}

/** A day named in a contact is agreed with the client; one named in a mere touch is the next try. */
function promisedOnOf({ effective, followUpOn }: ToldContact['logged']): Day | null {
  if (!effective || !followUpOn) return null;
  const day = dayNumber(followUpOn);
  // Nobody asks about a day that lies beyond all periods.
  return day > BEGINNING && day < END ? day : null;
}

function lateOf(
  { restatements }: Count,
  { logged: { contactId, loggedAt, businessDate } }: ToldContact,
): Late | undefined {
  const on = restatements.dayOf(loggedAt);
  return on > dayNumber(businessDate) ? { contactId, atMicros: microsOf(loggedAt), on } : undefined;
}

/** Microseconds since 1970, as the database counts them. */
function microsOf(instant: string): number {
  return Date.parse(instant) * 1000 + Number(/\.\d{3}(\d{3})/.exec(instant)?.[1] ?? 0);
}

/** The witness of a contact that was logged after its day; undefined for one logged in time. */
function witnessOfContact(
  { restatements }: Count,
  { logged, event, place }: ToldContact,
  day: Day,
): Witness | undefined {
  const { contactId, clientId, loggedAt } = logged;
  return restatements.witness(
    { cause: 'LATE_CONTACT', eventId: event.id, contactId, clientId, at: loggedAt, place },
    restatements.dayOf(loggedAt),
    day,
  );
}

/**
 * The witness of a change that was dated back; undefined for one that holds from its own day on, and for a client new
 * to the bank.
 */
function witnessOfChange(
  { restatements }: Count,
  { event, place, restates }: ToldChange,
  since: Day,
): Witness | undefined {
  if (!restates) return undefined;
  const because = {
    cause: 'CLIENT_CHANGED',
    eventId: event.id,
    contactId: null,
    clientId: null,
    at: event.recordedAt,
    place,
  } as const;
  return restatements.witness(because, restatements.dayOfEvent(event), since);
}

function windowsOfAll(touches: readonly Touch[]): Iterable<Window> {
  if (touches.length === 1) return windowsOf(touches[0]!.day);
  const found = new Map<number, Window>();
  for (const { day } of touches) for (const window of windowsOf(day)) found.set(windowKey(window), window);
  return found.values();
}

/** Who kept a client since the change, gaps included: for the contacts already stored. */
function coverOf({ clientId, kept, since, news }: Client, places: Placements, scopes: Scopes): CoverStretch[] {
  if (kept.touches.length === 0 || !news.told.some(({ kind }) => kind === 'rm')) return [];
  const stretches: CoverStretch[] = [];
  const add = (from: Day, to: Day, part?: Part) => {
    if (to <= since || from >= to) return;
    const unit = part?.path[0];
    stretches.push({
      clientId,
      lo: dayOpens(Math.max(from, since)),
      hi: dayOpens(to),
      rmId: part ? scopes.id(part.rm) : null,
      rmUnitId: unit === undefined ? null : scopes.id(unit),
    });
  };
  let end = BEGINNING;
  for (const part of partsOf(kept, places)) {
    add(end, part.from);
    add(part.from, part.to, part);
    end = part.to;
  }
  add(end, END);
  return stretches;
}
