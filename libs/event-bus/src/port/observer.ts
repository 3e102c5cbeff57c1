import type { CheckpointKey } from '../checkpoint/checkpoint.js';

/** What the bus tells of itself, for metrics and logs. No personal data: ids, counts and errors. */
export interface BusObserver {
  /** A batch was committed. `types`: of its events. `ageMs`: from the append of the last one until now. */
  delivered?(
    batch: CheckpointKey & { events: number; types: ReadonlySet<string>; durationMs: number; ageMs: number },
  ): void;
  /** A broadcast took events: these have no transaction and no checkpoint. */
  broadcast?(batch: CheckpointKey & { types: ReadonlySet<string> }): void;
  /** An event was put aside with a code; later ones of its key follow it with code `BEHIND_PARKED`. */
  parked?(event: CheckpointKey & { topic: string; key: string; eventId: string; type: string; code: string }): void;
  /** Something failed and will be tried again. */
  failing?(failure: CheckpointKey & { error: unknown; attempt: number; outage: boolean }): void;
  /** A consumer went back to its checkpoint, or the watchdog started it again. */
  restarted?(consumer: CheckpointKey & { reason: string }): void;
}
