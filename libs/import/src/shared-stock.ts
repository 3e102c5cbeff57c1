import type { DomainEvent, Rejection } from '@hengxin/event-sourcing';

/** A row that is to be stored. */
export interface TakenRow<E extends DomainEvent> {
  readonly commandId: string;
  readonly events: readonly E[];
}

/**
 * What rows about different things take from a stock that they share with all other writers, such as places in a
 * portfolio. Rows are decided by what is known of it; before they are stored it is made sure of.
 */
export interface SharedStock<E extends DomainEvent> {
  /** Rows are about to be decided, for the first time or again. */
  begin(): Promise<void>;
  /** A row is taken: those after it find that much less. Called in file order. */
  take(events: readonly E[]): void;
  /**
   * Makes sure of what the rows take. False: others were faster; then they are decided again by what is known by now.
   */
  secure(taken: readonly TakenRow<E>[]): Promise<boolean>;
  /**
   * Whether a refusal is for want of stock that may come in once the rows before are stored: then the row is decided
   * again.
   */
  mayComeIn(rejection: Rejection): boolean;
  /** Rows that were made sure of were not stored after all. */
  giveBack(commandIds: readonly string[]): Promise<void>;
}
