import { dayNumber } from '@hengxin/contracts';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { Touch } from '../domain/client-facts.js';
import type { Deltas, Witness } from '../domain/deltas.js';
import { type Part, partsOf } from '../domain/parts.js';
import { BEGINNING, type Day, END, type Window, windowKey, windowsOf } from '../domain/periods.js';
import { pathOn, type Places } from '../domain/places.js';
import type { Scopes } from '../domain/scopes.js';
import { lockClients, readFacts, writeClients } from './client-facts.store.js';
import { type Client, clientWith, type Logged, newsOf, wanted } from './client-news.js';
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

  const changed = clients.filter(({ news: { changes } }) => changes.length > 0);
  for (const { before, kept, since, news } of changed)
    deltas.changed({ facts: before, places }, { facts: kept, places }, since, witnessOfChange(count, news.revision, since));
  for (const each of clients) countContacts(count, places, deltas, each, fresh);
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
    if (news.contacts.size === 0) continue;
    const parts = partsOf(kept, places);
    for (const { logged } of news.contacts.values()) rows.push(contactRow(logged, parts, places, scopes));
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

/** Contacts logged in time are counted together; each late one by itself, since it restates periods that had ended. */
function countContacts(
  { scopes, restatements }: Count,
  places: Places,
  deltas: Deltas,
  { kept, news }: Client,
  fresh: ReadonlySet<string> | 'ALL',
): void {
  const inTime: Touch[] = [];
  const late: { touch: Touch; witness: Witness }[] = [];
  for (const { logged, eventId } of news.contacts.values()) {
    const { contactId, businessDate, staffId, effective, loggedAt } = logged;
    if (fresh !== 'ALL' && !fresh.has(contactId)) continue;
    const touch = { day: dayNumber(businessDate), staff: scopes.staff(staffId), effective };
    const witness = restatements.witness(
      { cause: 'LATE_CONTACT', eventId, contactId, at: loggedAt },
      restatements.dayOf(loggedAt),
      touch.day,
    );
    if (witness) late.push({ touch, witness });
    else inTime.push(touch);
  }
  let facts = kept;
  const add = (touches: readonly Touch[], witness?: Witness) => {
    const after = { ...facts, touches: [...facts.touches, ...touches] };
    deltas.touched({ facts, places }, { facts: after, places }, windowsOfAll(touches), witness);
    facts = after;
  };
  if (inTime.length > 0) add(inTime);
  for (const { touch, witness } of late) add([touch], witness);
}

function witnessOfChange({ restatements }: Count, event: RecordedEvent | undefined, since: Day): Witness | undefined {
  if (!event) return undefined;
  const because = { cause: 'CLIENT_CHANGED', eventId: event.id, contactId: null, at: event.recordedAt } as const;
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
  if (kept.touches.length === 0 || !news.changes.some(({ kind }) => kind === 'rm')) return [];
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
