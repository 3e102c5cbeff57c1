import { randomUUID } from 'node:crypto';
import {
  addDays,
  type BusinessDate,
  catalogue,
  chinaCalendar,
  Client,
  ClientRegistered,
  Contact,
  ContactLogged,
  dayNumber,
  OUTCOMES,
  Staff,
  StaffPlaced,
  Unit,
  UnitPlaced,
} from '@hengxin/contracts';
import { createPostgresEventLog, type EventLog, migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import type { DomainEvent, NewEvent } from '@hengxin/event-sourcing';
import pg from 'pg';
import { BANK } from './calls.js';

/** A bank whose facts go straight into a log, and through no file. */
export interface BulkBank {
  readonly branches: number;
  /** Of all branches together, spread evenly over them; so are the managers over the sub-branches. */
  readonly subBranches: number;
  readonly managers: number;
  readonly clientsEach: number;
  /** Of each manager on each working day. */
  readonly contactsADay: number;
}

/** An event that begins a stream. */
export interface Fact {
  readonly stream: string;
  readonly event: NewEvent;
}

/** From one day up to another, which is none of them. */
export interface Days {
  readonly from: BusinessDate;
  readonly before: BusinessDate;
}

export const bulkBranchId = (branch: number): string => `BR${branch}`;
export const bulkSubId = (sub: number): string => `SB${sub}`;
export const bulkManagerId = (manager: number): string => `RM${manager}`;
export const BULK_HEAD_OFFICE = 'H0001';

/** Appends under way at once: enough for full groups on both lanes of the log. */
const CALLERS = 1_500;
const CHANNELS = ['PHONE', 'WECHAT', 'VISIT', 'SMS'] as const;
/** After so many contacts the client is promised another one, a week later. */
const PROMISED_EACH = 5;

const factOf = (stream: string, event: DomainEvent, businessDate?: BusinessDate): Fact => ({
  stream,
  event: { ...event, id: randomUUID(), meta: businessDate === undefined ? {} : { businessDate } },
});

/** The bank as it is before the first contact: each step of it rests on those before. */
export function* bankFacts(bank: BulkBank, since: BusinessDate): Iterable<Iterable<Fact>> {
  yield [unitFact(BANK.unitId, null, 'HEAD_OFFICE', '总行')];
  yield each(bank.branches, (n) => unitFact(bulkBranchId(n), BANK.unitId, 'BRANCH', `分行${n}`));
  yield each(bank.subBranches, (n) => subFact(bank, n));
  yield [staffFact(BULK_HEAD_OFFICE, 'HEAD_OFFICE', BANK.unitId)];
  yield each(bank.managers, (n) => staffFact(bulkManagerId(n), 'RM', subOf(bank, n)));
  yield each(bank.managers * bank.clientsEach, (n) => clientFact(bank, n, since));
}

/** Contacts in the order of the days; each manager goes round the clients. */
export function* contactFacts(bank: BulkBank, { from, before }: Days): Iterable<Fact> {
  for (let day = from; day < before; day = addDays(day, 1)) {
    if (!chinaCalendar.isWorkingDay(day)) continue;
    for (let manager = 0; manager < bank.managers; manager++)
      for (let place = 0; place < bank.contactsADay; place++) yield contactFact(bank, { day, manager, place });
  }
}

/** The event log of a database that holds none so far. */
export async function bulkLog(url: string): Promise<EventLog> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await migrateEventLog(pool).finally(() => pool.end());
  return createPostgresEventLog({ url, catalogue });
}

/** Appends facts, many at a time and about in their order. Resolves with how many there were. */
export async function appendAll(log: EventLog, facts: Iterable<Fact>): Promise<number> {
  const rest = facts[Symbol.iterator]();
  let appended = 0;
  const caller = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const { stream, event } = next.value;
      const answer = await log.append(stream, [event], NO_STREAM);
      if (!answer.ok) throw new Error(`${stream} was not appended: ${answer.reason}`);
      appended++;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return appended;
}

function* each<Made>(count: number, make: (n: number) => Made): Iterable<Made> {
  for (let n = 0; n < count; n++) yield make(n);
}

const subOf = ({ subBranches }: BulkBank, manager: number): string => bulkSubId(manager % subBranches);
const bulkClientId = (client: number): string => `CL${client}`;

function unitFact(
  unitId: string,
  parentId: string | null,
  kind: 'HEAD_OFFICE' | 'BRANCH' | 'SUB_BRANCH',
  name: string,
): Fact {
  return factOf(Unit.stream(unitId), UnitPlaced.of({ unitId, parentId, kind, name, validFrom: null }));
}

function subFact({ branches }: BulkBank, sub: number): Fact {
  return unitFact(bulkSubId(sub), bulkBranchId(sub % branches), 'SUB_BRANCH', `支行${sub}`);
}

function staffFact(staffId: string, role: 'RM' | 'HEAD_OFFICE', unitId: string): Fact {
  return factOf(Staff.stream(staffId), StaffPlaced.of({ staffId, name: '某某', role, unitId, validFrom: null }));
}

function clientFact({ managers }: BulkBank, client: number, since: BusinessDate): Fact {
  const clientId = bulkClientId(client);
  const registered = ClientRegistered.of({
    clientId,
    name: '某某',
    phone: null,
    tier: 'GOLD',
    interests: [],
    preferredChannel: null,
    birthday: null,
    contactsAYear: 8,
    registeredOn: since,
    keeper: { rmId: bulkManagerId(client % managers), from: since },
  });
  return factOf(Client.stream(clientId), registered, since);
}

function contactFact(
  bank: BulkBank,
  { day, manager, place }: { readonly day: BusinessDate; readonly manager: number; readonly place: number },
): Fact {
  const number = dayNumber(day) * bank.contactsADay + place;
  const contactId = `K${manager}.${number}`;
  const outcome = OUTCOMES[(number + manager) % OUTCOMES.length]!;
  const effective = outcome !== 'NO_ANSWER' && outcome !== 'MESSAGE_LEFT';
  const minute = 9 * 60 + place * 40;
  const logged = ContactLogged.of({
    contactId,
    clientId: bulkClientId((number % bank.clientsEach) * bank.managers + manager),
    staffId: bulkManagerId(manager),
    unitId: subOf(bank, manager),
    channel: CHANNELS[(number + manager) % CHANNELS.length]!,
    startedAt: instant(day, minute),
    endedAt: instant(day, minute + 12),
    outcome,
    effective,
    late: false,
    loggedAt: instant(day, minute + 13),
    businessDate: day,
    planItemId: null,
    followUpOn: effective && number % PROMISED_EACH === 0 ? addDays(day, 7) : null,
    notes: null,
  });
  return factOf(Contact.stream(contactId), logged, day);
}

function instant(day: BusinessDate, minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`;
}
