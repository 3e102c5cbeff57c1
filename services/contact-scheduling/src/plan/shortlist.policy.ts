import type { BusinessDate } from '@hengxin/contracts';
import {
  type Candidate,
  type ClientsOfPlan,
  isDueByTime,
  isResting,
  type OpenClients,
  pressureOf,
} from './draw-plan.policy.js';

/** Looked at beyond the places of a day: some may allow no channel any more. */
const SPARE = 10;

/** What little tells who of a portfolio may come into a plan: lists in the same order, a place of each for a client. */
export interface Glance {
  readonly clientIds: readonly string[];
  readonly contactsAYear: readonly number[];
  /** Whole days up to the day of the plan; null: never contacted. */
  readonly daysSinceContact: readonly (number | null)[];
  /** Whether a promise, a deferral, an occasion or a signal may speak for the client: it may also be none. */
  readonly speaks: readonly boolean[];
}

/** The clients of a portfolio who may come into a plan, by how much has to be known of them. */
export interface Shortlist {
  /** Those for whom more than time may speak. */
  readonly speaking: readonly string[];
  /** Of those for whom time alone speaks the first of cadence, some more than there are places. */
  readonly pressing: readonly string[];
  /** The rest of them, who rank behind. */
  readonly others: readonly string[];
}

interface Silent {
  readonly clientId: string;
  readonly days: number | null;
  readonly pressure: number;
}

/**
 * Whose facts rule 1 has to see. Where time alone speaks for clients, cadence ranks them without their consents: those
 * behind take no place while the first ones fill the plan, so few of a portfolio are read whole.
 */
export function shortlistOf(
  { clientIds, contactsAYear, daysSinceContact, speaks }: Glance,
  capacity: number,
  open: OpenClients,
  planned: ClientsOfPlan,
): Shortlist {
  const speaking: string[] = [];
  const silent: Silent[] = [];
  clientIds.forEach((clientId, i) => {
    if (speaks[i]) return void speaking.push(clientId);
    const days = daysSinceContact[i] ?? null;
    const pressure = pressureOf(contactsAYear[i]!, days);
    // For one who stands in a plan already a promise alone gives another place, and here is none.
    const isOut = pressure <= 0 || isResting(days) || open.has(clientId) || planned.has(clientId);
    if (!isOut) silent.push({ clientId, days, pressure });
  });
  const ranked = silent.sort(byPressure).map(({ clientId }) => clientId);
  const first = capacity + SPARE;
  return { speaking, pressing: ranked.slice(0, first), others: ranked.slice(first) };
}

/** Whether the first ones fill the places of a plan by themselves, so that nobody behind them comes into it. */
export function isEnough(
  { pressing, others }: Shortlist,
  clients: ReadonlyMap<string, Candidate>,
  { date, capacity }: { readonly date: BusinessDate; readonly capacity: number },
): boolean {
  if (others.length === 0) return true;
  const due = pressing.filter((clientId) => {
    const candidate = clients.get(clientId);
    return candidate !== undefined && isDueByTime(candidate, date);
  });
  return due.length >= capacity;
}

/** As rule 1 ranks cadence. */
function byPressure(a: Silent, b: Silent): number {
  if (a.pressure !== b.pressure) return b.pressure - a.pressure;
  return (b.days ?? 0) - (a.days ?? 0) || (a.clientId < b.clientId ? -1 : a.clientId > b.clientId ? 1 : 0);
}
