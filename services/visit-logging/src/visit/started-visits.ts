import { Visit as VisitAggregate } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { Database, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { visitDecider } from './visit.decider.js';
import type { VisitState } from './visit.state.js';

/** A process that claimed this long ago and has stored nothing since has died: an append is given up within seconds. */
const CLAIMS_DIE_AFTER = '10 minutes';
/** Others of the same person may be faster, time and again. */
const ATTEMPTS = 10;

/**
 * Rule 8: one relationship manager has one started visit at a time, however many calls and instances start at once. A
 * start claims its person first, in one row; the log says whether the visit that holds the row is still under way.
 */
@Injectable()
export class StartedVisits {
  constructor(
    private readonly database: Database,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Null: the person is this visit's. Else the visit that is under way, or is just being started. */
  async claim(staffId: string, visitId: string): Promise<string | null> {
    let over: string | null = null;
    for (let attempt = 0; ; attempt++) {
      const [claimed] = await this.database.query(CLAIM, [staffId, visitId, over], 'visit-claim');
      if (claimed) return null;
      const [holder] = await this.database.query<Holder>(HOLDER, [staffId, CLAIMS_DIE_AFTER], 'visit-claim-holder');
      if (holder) {
        const state = (await this.read(holder.visitId))?.state;
        const isUnderWay = state === 'STARTED' || (state === 'PLANNED' && !holder.isDead);
        if (isUnderWay || attempt >= ATTEMPTS) return holder.visitId;
        over = holder.visitId;
      }
    }
  }

  /** A visit as the log has it; undefined for one unknown. */
  async read(visitId: string): Promise<VisitState> {
    return evolve(visitDecider, await this.log.read(VisitAggregate.stream(visitId)));
  }
}

interface Holder {
  readonly visitId: string;
  readonly isDead: boolean;
}

/** $3: a visit that holds the person and is over. */
const CLAIM = `
  insert into started_visit (staff_id, visit_id) values ($1, $2)
  on conflict (staff_id) do update set visit_id = excluded.visit_id, claimed_at = now()
  where started_visit.visit_id in (excluded.visit_id, $3)
  returning visit_id`;
const HOLDER = `
  select visit_id as "visitId", claimed_at < now() - $2::interval as "isDead" from started_visit where staff_id = $1`;
