import { addDays, type BusinessDate, chinaCalendar, daysBetween } from '@hengxin/contracts';
import { capacityOf } from './capacity.policy.js';
import { type Candidate, drawPlan } from './draw-plan.policy.js';
import type { Prompt } from './prompts.policy.js';

const CLIENTS = 300;
/**
 * Clients with more promises than this in the year are left out of the fairness: their counts are what they asked for,
 * not what the plan chose.
 */
const MANY_PROMISES = 12;
const PHONE = { PHONE: { granted: true, decidedAt: '2025-01-01T09:00:00+08:00', expiresOn: null } };

interface Kept {
  readonly clientId: string;
  lastContactOn: BusinessDate | null;
  promisedOn: BusinessDate | null;
  promises: number;
  prompts: readonly Prompt[];
  readonly contacts: BusinessDate[];
}

/** A year of working every plan to its end. `promises` names the clients that get a promise for a day, at most two; a `prompt` where there is one. */
function workAYear(
  first: BusinessDate,
  start: (i: number) => BusinessDate | null,
  promises: (workingDay: number, clients: Kept[]) => readonly Kept[],
  prompt: (date: BusinessDate) => Prompt | null = () => null,
) {
  const clients: Kept[] = Array.from({ length: CLIENTS }, (_, i) => {
    return {
      clientId: `C${String(i).padStart(3, '0')}`,
      lastContactOn: start(i),
      promisedOn: null,
      promises: 0,
      prompts: [],
      contacts: [],
    };
  });
  const byId = new Map(clients.map((client) => [client.clientId, client]));
  const last = addDays(first, 364);
  for (let date = first, workingDay = 0; date <= last; date = addDays(date, 1)) {
    const capacity = capacityOf({ workingDay: chinaCalendar.isWorkingDay(date) });
    if (capacity === 0) continue;
    for (const client of promises(workingDay, clients)) {
      const prompted = prompt(date);
      if (prompted) client.prompts = [prompted];
      else client.promisedOn = date;
      client.promises++;
    }
    for (const line of drawPlan({ date, capacity }, clients.map(candidate))) {
      const client = byId.get(line.clientId)!;
      client.contacts.push(date);
      client.lastContactOn = date;
      client.promisedOn = null;
      client.prompts = [];
    }
    workingDay++;
  }
  const counts = clients.map((client) => client.contacts.length);
  const leftToCadence = clients
    .filter((client) => client.promises <= MANY_PROMISES)
    .map((client) => client.contacts.length);
  // A wait ends with a contact; the wait under way on the last day counts too. Waits from before the year are not the
  // plan's doing.
  const waits = clients.flatMap(({ contacts }) =>
    contacts.map((date, i) => daysBetween(date, contacts[i + 1] ?? last)),
  );
  return { fewest: Math.min(...counts), longestWait: Math.max(...waits), jain: jain(leftToCadence) };
}

function candidate(client: Kept): Candidate {
  const { clientId, lastContactOn, promisedOn } = client;
  const followUp = promisedOn === null ? null : { on: promisedOn, dueSince: promisedOn, promisedOn, deferred: false };
  return {
    clientId,
    contactsAYear: 6,
    preferredChannel: null,
    consents: PHONE,
    registeredOn: '2024-01-01',
    lastContactOn,
    followUp,
    prompts: client.prompts,
  };
}

/** Jain's index of fairness: 1 when all counts are equal. */
function jain(counts: readonly number[]): number {
  const sum = counts.reduce((a, b) => a + b, 0);
  return (sum * sum) / (counts.length * counts.reduce((a, b) => a + b * b, 0));
}

describe('a year with 300 clients: everyone >= 6 contacts, nobody waits > 61 days, fairness >= 0.95', () => {
  const spread = (first: BusinessDate) => (i: number) => addDays(first, -1 - (i % 55));
  const never = () => null;
  const nobody = () => [];
  // Two promises a day walk through the portfolio, so that in time everyone has some.
  const twoInTurn = (day: number, clients: Kept[]) => [
    clients[(day * 2) % CLIENTS]!,
    clients[(day * 2 + 1) % CLIENTS]!,
  ];
  // Two promises a day to the clients contacted last: those repeat a contact just made.
  const twoJustContacted = (_: number, clients: Kept[]) =>
    [...clients]
      .filter((c) => c.lastContactOn !== null)
      .sort((a, b) => (a.lastContactOn! < b.lastContactOn! ? 1 : -1))
      .slice(0, 2);
  const birthday = (date: BusinessDate): Prompt => ({
    kind: 'BIRTHDAY',
    from: date,
    lapsesOn: date,
    date,
    label: null,
    facts: [],
  });
  const cases = {
    'no promise': nobody,
    'two promises a day in turn': twoInTurn,
    'two promises a day to the clients contacted last': twoJustContacted,
  };

  for (const year of [2025, 2026])
    for (const [title, promises] of Object.entries(cases))
      for (const [known, start] of [
        ['a spread of last contacts', spread(`${year}-01-01`)],
        ['nobody contacted yet', never],
      ] as const)
        it(`${year}, ${known}, ${title}`, () => {
          const { fewest, longestWait, jain } = workAYear(`${year}-01-01`, start, promises);
          expect(fewest).toBeGreaterThanOrEqual(6);
          expect(longestWait).toBeLessThanOrEqual(61);
          expect(jain).toBeGreaterThanOrEqual(0.95);
        });

  it.each(Object.entries(cases))('2026, occasions in place of promises: %s', (_, occasions) => {
    const { fewest, longestWait, jain } = workAYear('2026-01-01', spread('2026-01-01'), occasions, birthday);
    expect(fewest).toBeGreaterThanOrEqual(6);
    expect(longestWait).toBeLessThanOrEqual(61);
    expect(jain).toBeGreaterThanOrEqual(0.95);
  });
});
