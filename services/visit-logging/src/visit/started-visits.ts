import { Visit as VisitAggregate } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { BatchedLookup, Database, EVENT_LOG } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { visitDecider } from './visit.decider.js';
import type { Visit, VisitState } from './visit.state.js';

/** A process that claimed this long ago and has stored nothing since has died: an append is given up within seconds. */
const CLAIMS_DIE_AFTER = '10 minutes';
/** Others of the same person may be faster, time and again. */
const ATTEMPTS = 10;
/** Visits whose client is noted: those of a busy day. */
const CLIENTS_NOTED = 20_000;

/**
 * Rule 8: one relationship manager has one started visit at a time, however many calls and instances start at once. A
 * start claims its person first, in one row; the log says whether the visit that holds the row is still under way.
 */
@Injectable()
export class StartedVisits {
  /** A claim waits for the disk: those of starts that come meanwhile are made together. */
  private readonly claims: BatchedLookup<Claiming, true>;
  /** By person, the visit that ended last: it holds its person until the list has heard of its end. */
  private readonly ended = new Map<string, string>();
  /** Whose visits are, by their ids: a visit is one client's for good. The latest ones that were spoken of. */
  private readonly clients = new Map<string, string>();

  constructor(
    private readonly database: Database,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {
    this.claims = new BatchedLookup((claims) => this.claimAll(claims), textOf, { statements: 1, keys: 200 });
  }

  /** Null: the person is this visit's. Else the visit that is under way, or is just being started. */
  async claim(staffId: string, visitId: string): Promise<string | null> {
    let over = this.ended.get(staffId) ?? null;
    for (let attempt = 0; ; attempt++) {
      if (await this.claims.find({ staffId, visitId, over })) return null;
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
    const visit = evolve(visitDecider, await this.log.read(VisitAggregate.stream(visitId)));
    if (visit) this.noteClient(visit);
    return visit;
  }

  /** Whose the visit is, where that was heard of here; undefined: the log says it. */
  clientOf(visitId: string): string | undefined {
    return this.clients.get(visitId);
  }

  /** The visit is there. */
  noteClient({ visitId, clientId }: Pick<Visit, 'visitId' | 'clientId'>): void {
    this.clients.set(visitId, clientId);
    const oldest = this.clients.keys().next().value;
    if (this.clients.size > CLIENTS_NOTED && oldest !== undefined) this.clients.delete(oldest);
  }

  /** The visit is over, and holds nobody any more. */
  noteEnd({ staffId, visitId }: Pick<Visit, 'staffId' | 'visitId'>): void {
    this.ended.set(staffId, visitId);
  }

  private async claimAll(claims: readonly Claiming[]): Promise<Map<string, true>> {
    const values = [
      claims.map(({ staffId }) => staffId),
      claims.map(({ visitId }) => visitId),
      claims.map(({ over }) => over),
    ];
    const rows = await this.database.query<Claimed>(CLAIM, values, 'visit-claims');
    const claimed = new Set(rows.map(holdOf));
    return new Map(claims.filter((claim) => claimed.has(holdOf(claim))).map((claim) => [textOf(claim), true]));
  }
}

interface Claimed {
  readonly staffId: string;
  readonly visitId: string;
}
interface Claiming extends Claimed {
  /** A visit that holds the person and is over; null: none is known of. */
  readonly over: string | null;
}

const holdOf = ({ staffId, visitId }: Claimed): string => JSON.stringify([staffId, visitId]);
const textOf = (claim: Claiming): string => JSON.stringify([holdOf(claim), claim.over]);

interface Holder {
  readonly visitId: string;
  readonly isDead: boolean;
}

/**
 * In the order of the persons, so that two statements that claim the same ones wait for each other and do not block
 * each other. Of two visits of one person the first has it; the other is told nothing, and finds it held.
 */
const CLAIM = `
  insert into started_visit (staff_id, visit_id)
  select distinct on (asked.staff_id) asked.staff_id, asked.visit_id
  from (
    select told.staff_id collate "C" as staff_id, told.visit_id, told.place
    from unnest($1::text[], $2::text[]) with ordinality told (staff_id, visit_id, place)) asked
  order by asked.staff_id, asked.place
  on conflict (staff_id) do update set visit_id = excluded.visit_id, claimed_at = now()
  where started_visit.visit_id = excluded.visit_id
    or (started_visit.staff_id, started_visit.visit_id) in (
      select done.staff_id, done.visit_id from unnest($1::text[], $3::text[]) done (staff_id, visit_id))
  returning staff_id as "staffId", visit_id as "visitId"`;
const HOLDER = `
  select visit_id as "visitId", claimed_at < now() - $2::interval as "isDead" from started_visit where staff_id = $1`;
