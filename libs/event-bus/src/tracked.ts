import type { Consumer } from './consumer.js';

/** How far a consumer has come in one partition. */
export interface Reached {
  readonly position: string;
  readonly nextOffset: string | null;
  /** Events parked there by then; absent where that was not looked at. */
  readonly parked?: number;
}

/** A consumer and how far it has come. */
export interface Tracked {
  readonly consumer: Consumer;
  readonly kind: 'store' | 'topics';
  /** By source, then partition. */
  readonly reached: Map<string, Map<number, Reached>>;
  /** False for what reads and readiness need not wait for. */
  readonly reads: boolean;
  /** Told when somebody begins to wait for it. */
  hurry: () => void;
  /** When it was last seen to have applied everything. */
  caughtUpAt: number;
}
