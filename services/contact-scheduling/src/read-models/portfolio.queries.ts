import type { BusinessDate, Channel } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ServiceConsents } from '../domain/consent.js';
import type { Candidate } from '../domain/draw-plan.js';
import { type Moment, openFollowUp } from '../domain/follow-up.js';

interface Row {
  readonly client_id: string;
  readonly contacts_a_year: number;
  readonly preferred_channel: Channel | null;
  readonly registered_on: BusinessDate;
  readonly consents: ServiceConsents;
  readonly last_contact_at: Date | null;
  readonly last_contact_on: BusinessDate | null;
  readonly promise_made_at: Date | null;
  readonly promised_on: BusinessDate | null;
  readonly next_try_made_at: Date | null;
  readonly next_try_on: BusinessDate | null;
  readonly deferred_at: Date | null;
  readonly deferred_to: BusinessDate | null;
  readonly due_since: BusinessDate | null;
  readonly released_at: Date | null;
}

/** The clients of a relationship manager, as rule 1 looks at them. */
@Injectable()
export class PortfolioQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Everyone whom this relationship manager keeps on a day. */
  async candidates(rmId: string, date: BusinessDate): Promise<Candidate[]> {
    return (await this.database.query<Row>(KEPT, [rmId, date], 'kept-clients')).map((row) => candidateOf(row, this.clock));
  }

  /** One client; null when this relationship manager doesn't keep it on the day. */
  async candidate(rmId: string, clientId: string, date: BusinessDate): Promise<Candidate | null> {
    const [row] = await this.database.query<Row>(`${KEPT} and a.client_id = $3`, [rmId, date, clientId], 'kept-client');
    return row ? candidateOf(row, this.clock) : null;
  }

  /** Clients by id, whoever keeps them. Absent for those this service has not heard of. */
  async byIds(clientIds: readonly string[]): Promise<Map<string, Candidate>> {
    const rows = await this.database.query<Row>(BY_IDS, [clientIds], 'clients-by-ids');
    return new Map(rows.map((row) => [row.client_id, candidateOf(row, this.clock)]));
  }

  /** The next relationship managers by id who kept clients at a moment (`now` of the database) and whose plan of the day is not drawn. */
  async withoutPlan(date: BusinessDate, knownAt: Date, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ rm_id: string }>(WITHOUT_PLAN, [date, knownAt, after, limit], 'without-plan');
    return rows.map((row) => row.rm_id);
  }

  /** The moment by the database's clock. */
  async now(): Promise<Date> {
    return (await this.database.query<{ now: Date }>('select now()'))[0]!.now;
  }
}

/** Who keeps clients on days, each with the day. */
export function keepersOn(
  asked: readonly { readonly clientId: string; readonly on: BusinessDate }[],
  tx: Tx,
): Promise<{ rmId: string; on: BusinessDate }[]> {
  return tx.query(KEEPERS, [asked.map(({ clientId }) => clientId), asked.map(({ on }) => on)], 'keepers-on');
}

function candidateOf(row: Row, clock: Clock): Candidate {
  const named = (madeAt: Date | null, on: BusinessDate | null) => (madeAt && on ? { madeAt: madeAt.toISOString(), on } : null);
  const moment = (at: Date): Moment => ({ at: at.toISOString(), on: clock.dayOf(at.getTime()) });
  const { deferred_at, deferred_to, due_since, released_at, last_contact_at, last_contact_on } = row;
  const deferral = deferred_at && moment(deferred_at);
  const agreements = {
    promise: named(row.promise_made_at, row.promised_on),
    nextTry: named(row.next_try_made_at, row.next_try_on),
    deferral:
      deferral && deferred_to && due_since ? { madeAt: deferral.at, madeOn: deferral.on, to: deferred_to, dueSince: due_since } : null,
    released: released_at && moment(released_at),
  };
  const lastContact = last_contact_at && last_contact_on ? { at: last_contact_at.toISOString(), on: last_contact_on } : null;
  return {
    clientId: row.client_id,
    contactsAYear: row.contacts_a_year,
    preferredChannel: row.preferred_channel,
    consents: row.consents,
    registeredOn: row.registered_on,
    lastContactOn: last_contact_on,
    followUp: openFollowUp(agreements, lastContact),
    // Occasions (rule 2) and signals (rule 20) come with their own projections.
    prompt: null,
  };
}

const FACTS = `
  f.client_id, contacts_a_year, preferred_channel, registered_on, consents, last_contact_at, last_contact_on, promise_made_at,
  promised_on, next_try_made_at, next_try_on, deferred_at, deferred_to, due_since, released_at`;
const OF_CLIENT = `
  left join client_clock c on c.client_id = f.client_id
  left join client_deferral d on d.client_id = f.client_id`;

/** Assignments that are the latest of their client up to the day. */
const KEPT = `
  select ${FACTS} from client_assignment a join client_fact f on f.client_id = a.client_id ${OF_CLIENT}
  where a.rm_id = $1 and a.from_day <= $2
    and a.from_day = (select max(from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2)`;

const BY_IDS = `select ${FACTS} from client_fact f ${OF_CLIENT} where f.client_id = any($1)`;

const KEEPERS = `
  select distinct rm_id as "rmId", asked.day as "on" from unnest($1::text[], $2::date[]) as asked (client_id, day)
    cross join lateral (
      select rm_id from client_assignment a where a.client_id = asked.client_id and a.from_day <= asked.day order by from_day desc limit 1
    ) as kept`;

/** The page's start is said of both tables, so that a late page doesn't walk through the plans of those before it. */
const WITHOUT_PLAN = `
  select rm_id from relationship_manager r
  where rm_id > $3 and known_since < $2
    and not exists (select from drawn_plan p where p.date = $1 and p.staff_id = r.rm_id and p.staff_id > $3)
  order by rm_id limit $4`;
