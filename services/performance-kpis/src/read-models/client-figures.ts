import { dayNumber } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { ClientFacts, Touch } from '../domain/client-facts.js';
import { type Deltas, windowsTouched, type Witness } from '../domain/deltas.js';
import { type Part, partsOf } from '../domain/parts.js';
import { BEGINNING, type Day, END, type Window, windowKey, windowsOf } from '../domain/periods.js';
import { pathOn, type Places } from '../domain/places.js';
import type { Scopes } from '../domain/scopes.js';
import { lockClients, readFacts, writeClients } from './client-facts.store.js';
import { type Client, clientWith, factsWith, type Logged, newsOf, type ToldChange, type ToldContact, wanted } from './client-news.js';
import { type ContactRow, type CoverStretch, insertContacts, moveCover } from './contact.store.js';
import { dayMoment, dayOpens } from './day-moment.js';
import type { Count } from './count.js';

/** Takes what a batch says about clients: who keeps them, what is owed to them, who touched them. */
export async function countClients(count: Count, places: Places, deltas: Deltas, events: readonly RecordedEvent[]): Promise<void> {
  const { scopes } = count;
  const { tx } = count.context;
  const news = newsOf(events);
  if (news.size === 0) return;
  const clientIds = [...news.keys()].sort();
  if (count.concurrent) await lockClients(tx, clientIds);
  const facts = await readFacts(
    tx,
    clientIds.map((clientId) => wanted(clientId, news.get(clientId)!)),
    scopes,
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
async function storeContacts({ context, scopes }: Count, places: Places, clients: readonly Client[]): Promise<ReadonlySet<string> | 'ALL'> {
  const rows: ContactRow[] = [];
  for (const { news, kept } of clients) {
    if (news.contactIds.size === 0) continue;
    const parts = partsOf(kept, places);
    for (const each of news.told) if (each.kind === 'contact') rows.push(contactRow(each.logged, parts, places, scopes));
  }
  return rows.length === 0 ? 'ALL' : insertContacts(context.tx, rows);
}

function contactRow(logged: Logged, parts: readonly Part[], places: Places, scopes: Scopes): ContactRow {
  const { contactId, clientId, staffId, effective, businessDate, startedAt } = logged;
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
    own: part?.rm === staff,
    rmId: other ? scopes.id(other.rm) : null,
    rmUnitId: otherUnit === undefined ? null : scopes.id(otherUnit),
  };
}

/**
 * Counts what a batch says about one client in the order of the log, so that what restates a closed period is judged by what was known
 * by then, however the log was cut into batches: each change and each late contact by itself, contacts logged in time in runs.
 */
function countClient(
  count: Count,
  places: Places,
  deltas: Deltas,
  { before, kept, news }: Client,
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
  const endRun = () => {
    if (inTime.length > 0) touch(inTime);
    inTime = [];
  };
  for (const told of news.told)
    if (told.kind === 'contact') {
      if (fresh !== 'ALL' && !fresh.has(told.logged.contactId)) continue;
      const made = touchOf(told, count.scopes);
      const witness = witnessOfContact(count, told, made.day);
      if (!witness) inTime.push(made);
      else {
        endRun();
        touch([made], witness);
      }
    } else {
      endRun();
      const changed = factsWith(facts, told, count.scopes);
      // Before its first touch a client adds to no figure but to what is owed.
      if (facts.touches.length === 0) facts = changed.facts;
      else move(changed.facts, windowsTouched(changed.facts, changed.since), witnessOfChange(count, told, changed.since));
    }
  endRun();
  if (before !== kept) deltas.owed({ facts: before, places }, { facts: kept, places });
}

function touchOf({ logged: { businessDate, staffId, effective } }: ToldContact, scopes: Scopes): Touch {
  return { day: dayNumber(businessDate), staff: scopes.staff(staffId), effective };
}

/** Hears of a contact that was logged after its day; undefined for one logged in time. */
function witnessOfContact({ restatements }: Count, { logged, event, place }: ToldContact, day: Day): Witness | undefined {
  const { contactId, clientId, loggedAt } = logged;
  return restatements.witness(
    { cause: 'LATE_CONTACT', eventId: event.id, contactId, clientId, at: loggedAt, place },
    restatements.dayOf(loggedAt),
    day,
  );
}

/** Hears of a change that was dated back; undefined for one that holds from its own day on, and for a client new to the bank. */
function witnessOfChange({ restatements }: Count, { event, place, restates }: ToldChange, since: Day): Witness | undefined {
  if (!restates) return undefined;
  const because = { cause: 'CLIENT_CHANGED', eventId: event.id, contactId: null, clientId: null, at: event.recordedAt, place } as const;
  return restatements.witness(because, restatements.dayOfEvent(event), since);
}

function windowsOfAll(touches: readonly Touch[]): Iterable<Window> {
  if (touches.length === 1) return windowsOf(touches[0]!.day);
  const found = new Map<number, Window>();
  for (const { day } of touches) for (const window of windowsOf(day)) found.set(windowKey(window), window);
  return found.values();
}

/** Who kept a client since the change, gaps included: for the contacts already stored. */
function coverOf({ clientId, kept, since, news }: Client, places: Places, scopes: Scopes): CoverStretch[] {
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
