import { ContactLogged } from '@hengxin/contracts';
import { eventIsOf, type RecordedEvent, type RecordedOf } from '@hengxin/event-sourcing';
import type { PlacedEvent } from '@hengxin/projections';
import type { ClosedPeriods } from '../closings/closed-periods.store.js';
import type { ClientFact } from './client-news.js';
import type { PlanFact } from './plan-figures.js';

/**
 * Facts that follow each other, either of the organisation or of all else. What a change restates depends on what was
 * known by then; and so does what a closing finds, so that none lies amid a run.
 */
export type Run = PlacedRun | FactRun;

interface Known {
  /** Closings by the time at which each of them was known. */
  readonly era: number;
  /** When the newest of them was known, epoch milliseconds. */
  knownAtMs: number;
}

interface PlacedRun extends Known {
  readonly placed: RecordedOf<PlacedEvent>[];
}

export interface FactRun extends Known {
  readonly placed?: undefined;
  readonly clients: RecordedOf<ClientFact>[];
  readonly plans: RecordedOf<PlanFact>[];
  /** Counted for their makers. */
  readonly facts: RecordedEvent[];
}

/** The runs of a batch, in the order of the log. */
export class Runs {
  readonly all: Run[] = [];

  constructor(
    private readonly knownAt: (event: RecordedEvent) => number,
    /** The moments of closings within the batch, in their order. */
    private readonly closings: readonly number[],
  ) {}

  placed(event: RecordedOf<PlacedEvent>): void {
    const known = this.knownOf(event);
    const last = this.all.at(-1);
    if (last?.placed && last.era === known.era) last.placed.push(event);
    else this.all.push({ placed: [event], ...known });
    this.note(known);
  }

  client(event: RecordedOf<ClientFact>): void {
    this.facts(event).clients.push(event);
  }

  plan(event: RecordedOf<PlanFact>): void {
    this.facts(event).plans.push(event);
  }

  fact(event: RecordedEvent): void {
    this.facts(event).facts.push(event);
  }

  private facts(event: RecordedEvent): FactRun {
    const known = this.knownOf(event);
    let last = this.all.at(-1);
    if (!last || last.placed || last.era !== known.era)
      this.all.push((last = { clients: [], plans: [], facts: [], ...known }));
    this.note(known);
    return last;
  }

  private knownOf(event: RecordedEvent): Known {
    const knownAtMs = this.knownAt(event);
    return { knownAtMs, era: this.closings.filter((at) => at <= knownAtMs).length };
  }

  private note({ knownAtMs }: Known): void {
    const last = this.all.at(-1)!;
    last.knownAtMs = Math.max(last.knownAtMs, knownAtMs);
  }
}

/** What a run consists of. */
export function eventsOf(run: Run): readonly RecordedEvent[] {
  return run.placed ?? [...run.clients, ...run.plans, ...run.facts];
}

/** The bank's clock, and how far it is ahead of the one by which the log records. */
export interface BankClock {
  now(): number;
  readonly offsetMs: number;
}

export const REAL_CLOCK: BankClock = { now: () => Date.now(), offsetMs: 0 };

/** When an event became known by the bank's clock: as it was recorded, or as a contact was logged. */
export function knownAtMs(event: RecordedEvent, clock: BankClock): number {
  const logged = isContact(event) ? Date.parse(event.data.loggedAt) : 0;
  return Math.min(Math.max(logged, Date.parse(event.recordedAt) + clock.offsetMs), clock.now());
}

const isContact = eventIsOf([ContactLogged]);

/** What was told, in its order, apart where a period was closed between: what it held is kept as it was. */
export async function splitByClosings<Told extends { readonly knownAtMs: number }>(
  told: readonly Told[],
  closed: ClosedPeriods,
): Promise<readonly (readonly Told[])[]> {
  const closings = await closed.momentsBetween(...rangeOf(told.map((each) => each.knownAtMs)));
  const eraOf = (each: Told) => closings.filter((at) => at <= each.knownAtMs).length;
  const runs: Told[][] = [];
  let era = -1;
  for (const each of told) {
    if (eraOf(each) === era) runs.at(-1)!.push(each);
    else runs.push([each]);
    era = eraOf(each);
  }
  return runs;
}

/** The smallest of some numbers, and the largest. */
export function rangeOf(numbers: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) [least, most] = [Math.min(least, number), Math.max(most, number)];
  return [least, most];
}
