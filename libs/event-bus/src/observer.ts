import type { Place } from './checkpoint.js';

/** What the bus tells of itself, for metrics and logs. No personal data: ids, counts and errors. */
export interface BusObserver {
  /** A batch was committed. `ageMs`: from the append of its last event until now. */
  delivered?(batch: Place & { events: number; durationMs: number; ageMs: number }): void;
  /** An event was put aside with a code; later ones of its key follow it with code `BEHIND_PARKED`. */
  parked?(event: Place & { topic: string; key: string; eventId: string; type: string; code: string }): void;
  /** Something failed and will be tried again. */
  failing?(failure: Place & { error: unknown; attempt: number; outage: boolean }): void;
  /** A consumer went back to its checkpoint, or was started anew by the watchdog. */
  restarted?(consumer: Place & { reason: string }): void;
}
