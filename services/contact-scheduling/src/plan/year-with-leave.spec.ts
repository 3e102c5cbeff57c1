import { addDays, type BusinessDate, chinaCalendar, daysBetween, SIGNAL_KINDS } from '@hengxin/contracts';
import { type LeaveDays, roomOf } from '../leave/availability.policy.js';
import { coverLines, placesForCover } from '../leave/cover.policy.js';
import { type Candidate, drawPlan, type PlanLine } from './draw-plan.policy.js';
import { isOccasion, type Prompt } from './prompts.policy.js';

const FIRST = '2026-01-01';
const LAST = '2026-12-31';
const PHONE = { PHONE: { granted: true, decidedAt: '2025-01-01T09:00:00+08:00', expiresOn: null } };
/** Days, in a year without leave. */
const LONGEST_WAIT = 61;
const NOTHING = { open: new Map(), planned: new Map() };
const ASKED: readonly Asked[] = ['promises', 'occasions', 'signals'];

type Asked = 'promises' | 'occasions' | 'signals';

interface Kept {
  readonly clientId: string;
  lastContactOn: BusinessDate;
  promisedOn: BusinessDate | null;
  prompts: readonly Prompt[];
  /** What a plan did not choose by itself. */
  readonly asked: Record<Asked, number>;
  /** Contacts within a week of the one before, with neither a promise nor an occasion. */
  disturbed: number;
  readonly contacts: BusinessDate[];
}

interface Manager {
  readonly staffId: string;
  readonly clients: readonly Kept[];
  readonly leaves: readonly LeaveDays[];
  /** Who sees to the clients meanwhile, by place; undefined: nobody. */
  readonly cover?: number;
}

/** A number generator that gives the same numbers to everyone: what it makes is the same year each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function portfolio(staffId: string, size: number, random: () => number): Kept[] {
  return Array.from({ length: size }, (_, i) => ({
    clientId: `${staffId}-${String(i).padStart(3, '0')}`,
    lastContactOn: addDays(FIRST, -1 - Math.floor(random() * 55)),
    promisedOn: null,
    prompts: [],
    asked: { promises: 0, occasions: 0, signals: 0 },
    disturbed: 0,
    contacts: [],
  }));
}

function candidate({ clientId, lastContactOn, promisedOn, prompts }: Kept): Candidate {
  const followUp = promisedOn === null ? null : { on: promisedOn, dueSince: promisedOn, promisedOn, deferred: false };
  const known = { contactsAYear: 6, preferredChannel: null, consents: PHONE, registeredOn: '2024-01-01' };
  return { clientId, ...known, lastContactOn, followUp, prompts };
}

/** At most two of the clients are promised the day, have a birthday on it, or move money so that a signal fires. */
function askFor(clients: readonly Kept[], date: BusinessDate, random: () => number): void {
  for (let n = Math.floor(random() * 3); n > 0; n--) {
    const client = clients[Math.floor(random() * clients.length)]!;
    const kind = ASKED[Math.floor(random() * ASKED.length)]!;
    client.asked[kind]++;
    switch (kind) {
      case 'promises':
        client.promisedOn = date;
        break;
      case 'occasions':
        client.prompts = [...client.prompts, promptOf('BIRTHDAY', date, 0)];
        break;
      case 'signals':
        client.prompts = [...client.prompts, signalOf(date, random)];
        break;
    }
  }
}

/** A maturity is told seven days before; what else has happened is worth a word for fourteen days. */
function signalOf(date: BusinessDate, random: () => number): Prompt {
  const kind = SIGNAL_KINDS[Math.floor(random() * SIGNAL_KINDS.length)]!;
  return promptOf(kind, date, kind === 'DEPOSIT_MATURING' ? 7 : 13);
}

function promptOf(kind: Prompt['kind'], from: BusinessDate, days: number): Prompt {
  const lapsesOn = addDays(from, days);
  return { kind, from, lapsesOn, date: isOccasion({ kind }) ? lapsesOn : null, label: null, facts: [] };
}

/** A year in which everybody works their plans to the end, and covers work what they are offered. */
function workTheYear(managers: readonly Manager[], random: () => number): void {
  const byId = new Map(managers.flatMap(({ clients }) => clients).map((client) => [client.clientId, client]));
  const contact = ({ clientId, reason }: PlanLine, date: BusinessDate) => {
    const client = byId.get(clientId)!;
    const mayBeSoon = reason.code === 'PROMISE' || reason.code === 'OCCASION';
    if (!mayBeSoon && daysBetween(client.lastContactOn, date) <= 7) client.disturbed++;
    client.contacts.push(date);
    client.lastContactOn = date;
    client.promisedOn = null;
    client.prompts = [];
  };
  for (let date = FIRST; date <= LAST; date = addDays(date, 1)) {
    if (!chinaCalendar.isWorkingDay(date)) continue;
    for (const { clients } of managers) askFor(clients, date, random);
    const capacities = managers.map(({ leaves }) => roomOf(date, leaves, chinaCalendar).capacity);
    managers.forEach(({ clients }, i) => {
      const day = { date, capacity: capacities[i]! };
      for (const line of drawPlan(day, clients.map(candidate))) contact(line, date);
    });
    managers.forEach((_, cover) => {
      const absent = managers.filter((each, i) => each.cover === cover && capacities[i] === 0);
      const asked = absent.map(({ staffId, clients }) => ({ staffId, candidates: clients.map(candidate) }));
      for (const { line } of coverLines(date, asked, NOTHING, placesForCover([]))) contact(line, date);
    });
  }
}

/** What the year came to, told where the spec runs. */
function outcomeOf(title: string, clients: readonly Kept[]) {
  const counts = clients.map(({ contacts }) => contacts.length);
  const fewest = Math.min(...counts);
  const waits = clients.flatMap(({ contacts }) => contacts.map((on, i) => daysBetween(on, contacts[i + 1] ?? LAST)));
  const longestWait = Math.max(...waits);
  const leftToCadence = clients.filter(({ asked }) => sumOf(Object.values(asked)) <= 6);
  const jain = jainOf(leftToCadence.map(({ contacts }) => contacts.length));
  const asked = ASKED.map((kind) => [kind, sumOf(clients.map((client) => client.asked[kind]))] as const);
  process.stdout.write(
    `${title}, ${asked.map(([kind, count]) => `${count} ${kind}`).join(', ')}: ` +
      `least ${fewest}, longest wait ${longestWait} days, Jain ${jain.toFixed(4)}\n`,
  );
  return { fewest, longestWait, jain, asked, disturbed: sumOf(clients.map((client) => client.disturbed)) };
}

/** Jain's index of fairness: 1 when all counts are equal. */
function jainOf(counts: readonly number[]): number {
  const sum = sumOf(counts);
  return (sum * sum) / (counts.length * sumOf(counts.map((count) => count * count)));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

const WORKING_DAYS_OFF = 10;

/** Two working weeks off, from a day on. */
function twoWeeksFrom(from: BusinessDate): LeaveDays {
  let to = from;
  while (chinaCalendar.workingDays(from, to) < WORKING_DAYS_OFF) to = addDays(to, 1);
  return { from, to, portion: 'FULL' };
}

describe('a year with leave, random promises, occasions and signals', () => {
  it.each([
    ['no leave', [], LONGEST_WAIT],
    ['two weeks’ leave, which a wait may hold', [twoWeeksFrom('2026-07-06')], LONGEST_WAIT + 14],
  ])(
    'with 300 clients and %s: everyone >= 6 contacts, nobody waits > 61 days, fairness >= 0.95',
    (title, leaves, longest) => {
      const random = randomFrom(42);
      const manager: Manager = { staffId: 'S1', clients: portfolio('S1', 300, random), leaves };
      workTheYear([manager], random);
      const { fewest, longestWait, jain, asked, disturbed } = outcomeOf(`300 clients, ${title}`, manager.clients);
      expect(asked.filter(([, count]) => count < 50)).toEqual([]);
      expect(disturbed).toBe(0);
      expect(fewest).toBeGreaterThanOrEqual(6);
      expect(longestWait).toBeLessThanOrEqual(longest);
      expect(jain).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('with 30 managers of 100 to 300 clients who cover for each other nobody is forgotten, and each is served alike', () => {
    const random = randomFrom(7);
    const managers = Array.from({ length: 30 }, (_, i): Manager => {
      const staffId = `S${String(i).padStart(2, '0')}`;
      const size = 100 + Math.floor(random() * 201);
      const leaves = [twoWeeksFrom(addDays('2026-03-02', i * 9))];
      return { staffId, clients: portfolio(staffId, size, random), leaves, cover: (i + 15) % 30 };
    });
    workTheYear(managers, random);
    const all = managers.flatMap(({ clients }) => clients);
    const { fewest, longestWait, disturbed } = outcomeOf('30 managers, all clients', all);
    expect(disturbed).toBe(0);
    expect(fewest).toBeGreaterThanOrEqual(6);
    expect(longestWait).toBeLessThanOrEqual(LONGEST_WAIT + 14);
    for (const { staffId, clients } of managers)
      expect([staffId, jainOf(clients.map(({ contacts }) => contacts.length)) >= 0.95]).toEqual([staffId, true]);
  });
});
