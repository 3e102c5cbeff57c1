import type { BusinessDate } from '@hengxin/contracts';
import type { EventType, RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import type { WorkingDays } from '../figures/working-days.rules.js';
import type { Change, Touch } from '../figures/client-facts.rules.js';
import type { Part } from '../figures/parts.rules.js';
import type { Day, Window } from '../kpi/periods.rules.js';

/** What a whole number counts. */
export type MeasureUnit =
  | 'TOUCH'
  | 'CONTACT'
  | 'CLIENT'
  | 'CONTACT_DAY'
  | 'PART'
  | 'PLAN_ITEM'
  | 'PROMISE'
  | 'PROMPT'
  | 'GIFT'
  | 'VISIT'
  | 'PART_OF_DOSSIER'
  | 'FINDING'
  | 'HELP_REQUEST'
  | 'MINUTE'
  | 'STAR'
  | 'PRODUCT'
  | 'YUAN';

/** A client's part: one keeper in one place of the tree. */
export interface PartOfClient {
  readonly part: Pick<Part, 'from' | 'to'>;
  /** The client's first one: nobody kept the client before. */
  readonly isFirst: boolean;
  readonly rates: readonly Change[];
  readonly workingDays: WorkingDays;
}

/** A part inside a window, with the contacts of its days. Both days are included. */
export interface PartInWindow extends PartOfClient {
  readonly from: Day;
  readonly to: Day;
  readonly window: Window;
  readonly contacts: readonly Touch[];
}

/** An item of a plan, as far as figures depend on it. */
export interface PlanItemFacts {
  /** False for one that was added by hand. */
  readonly drawn: boolean;
  readonly status: 'OPEN' | 'DONE' | 'CANCELLED';
}

/**
 * So much on a day for the member of staff who made a fact, and for the units in which they were placed on that day.
 */
export interface MakerCount {
  readonly staffId: string;
  readonly date: BusinessDate;
  /** A whole number; below zero takes off what another fact has added. */
  readonly value: number;
  /** The client whom it is about; the event's own where none is named. */
  readonly clientId?: string;
}

/** An event, and what it adds for its maker: nothing, one count or several. Made by `counting`. */
export interface CountedEvent {
  readonly event: EventType;
  readonly count: (event: RecordedEvent) => readonly MakerCount[];
}

/**
 * What an event adds for its maker; undefined for one that counts nothing. Pure: all that it depends on stands in the
 * event.
 */
export function counting<E extends EventType>(
  event: E,
  count: (event: RecordedOf<E>) => MakerCount | readonly MakerCount[] | undefined,
): CountedEvent {
  const listed = (found: MakerCount | readonly MakerCount[] | undefined): readonly MakerCount[] =>
    found === undefined ? [] : 'staffId' in found ? [found] : found;
  return { event, count: (recorded) => listed(count(recorded as RecordedOf<E>)) };
}

/**
 * What one subject contributes, and to whom. A touch and a client count for the maker of the touch and the units above
 * on its day. A part counts for the keeper's place, a plan item for the owner of the plan on its day, a fact for the
 * maker that its event names.
 */
export type Contribution =
  | { readonly subject: 'touch'; readonly value: (touch: Touch) => number }
  /**
   * One a client in a scope and window, if any touch there counts: so that distinct clients are exact at every level.
   */
  | { readonly subject: 'client'; readonly counts: (touch: Touch) => boolean }
  | {
      readonly subject: 'part';
      readonly value: (part: PartInWindow) => number;
      /** Days in whose windows it may count without a contact there; none by default. */
      readonly countsOn?: (part: PartOfClient) => readonly Day[];
    }
  | { readonly subject: 'plan-item'; readonly value: (item: PlanItemFacts) => number }
  /**
   * Events add up as they come, each once. What one counts follows from itself alone, so a later word on a fact is
   * another event.
   */
  | { readonly subject: 'fact'; readonly counts: readonly CountedEvent[] };

/** A whole number that one subject contributes to a scope in a window; figures are sums of it. */
export type Measure<Name extends string = string> = Contribution & {
  /** Also the column in which it adds up. */
  readonly name: Name;
  readonly unit: MeasureUnit;
};

/** A measure of one's name: see `Contribution`. */
export function measure<const Name extends string, C extends Contribution>(
  name: Name,
  unit: MeasureUnit,
  contribution: C,
): C & { readonly name: Name; readonly unit: MeasureUnit } {
  return { ...contribution, name, unit };
}
