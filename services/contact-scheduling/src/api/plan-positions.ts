import { encodePosition } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** Members of staff whose latest change is kept at most, some 100 bytes each. */
const STAFF_KEPT = 50_000;

/**
 * Where the plans of each member of staff changed last: by a command here, and by whatever was heard of all instances. A question about
 * somebody's plans waits for these places alone, instead of all that others have planned meanwhile.
 */
@Injectable()
export class PlanPositions {
  private readonly commanded = new LRUCache<string, string>({ max: STAFF_KEPT });
  private readonly heard = new LRUCache<string, string>({ max: STAFF_KEPT });

  /** `position`: of a command that was carried out here. */
  changed(staffId: string, position: string | null): void {
    if (position !== null) this.commanded.set(staffId, position);
  }

  take(events: readonly RecordedEvent[]): void {
    for (const { data, position } of events) this.heard.set((data as { staffId: string }).staffId, encodePosition({ position }));
  }

  /** None for plans that have not changed for long. */
  of(staffId: string): string[] {
    return [this.commanded.get(staffId), this.heard.get(staffId)].filter((position) => position !== undefined);
  }
}
