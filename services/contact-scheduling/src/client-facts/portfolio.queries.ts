import type { Birthday, BusinessCalendar, BusinessDate, Channel, LatestWords } from '@hengxin/contracts';
import { CALENDAR, Clock, Database } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { anniversariesOf, type KeptProducts } from '../insight/client-products.projection.js';
import { type KeptSignals, promptsOfSignals } from '../insight/client-signals.projection.js';
import type { Candidate } from '../plan/draw-plan.policy.js';
import { datedThings } from '../occasions/client-dates.projection.js';
import { datesServedOn, type Days, occasionsBetween } from '../occasions/occasions.policy.js';
import { type Moment, openFollowUp } from '../plan/follow-up.policy.js';
import type { Glance } from '../plan/shortlist.policy.js';
import { daysOfYearIn } from './days-of-year.policy.js';

/** `FACTS` of a client `f`, as `OF_CLIENT` joins them. */
export interface CandidateRow {
  readonly client_id: string;
  readonly contacts_a_year: number;
  readonly preferred_channel: Channel | null;
  readonly registered_on: BusinessDate;
  readonly consents: LatestWords;
  readonly last_contact_at: Date | null;
  readonly last_contact_on: BusinessDate | null;
  readonly last_contact_id: string | null;
  readonly promise_made_at: Date | null;
  readonly promised_on: BusinessDate | null;
  readonly next_try_made_at: Date | null;
  readonly next_try_on: BusinessDate | null;
  readonly deferred_at: Date | null;
  readonly deferred_to: BusinessDate | null;
  readonly due_since: BusinessDate | null;
  readonly released_at: Date | null;
  readonly birthday: Birthday | null;
  readonly dates: Parameters<typeof datedThings>[0]['dates'];
  readonly products: KeptProducts | null;
  readonly signals: KeptSignals | null;
}

/** What may have an occasion among some days, as the database finds it. */
interface Served {
  readonly days: Days;
  /** Parts of birthdays, as JSON. */
  readonly birthdays: readonly string[];
  /** Patterns of products by the day on which they were opened. */
  readonly openings: readonly string[];
}

/** The clients of a relationship manager, as rule 1 looks at them. */
@Injectable()
export class PortfolioQueries {
  /** Of the days asked for last: they are the same for all managers of a day. */
  private served: Served | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {}

  /** Everyone whom this relationship manager keeps on a day. */
  async candidates(rmId: string, date: BusinessDate): Promise<Candidate[]> {
    const served = datesServedOn(date, this.calendar);
    return (await this.database.query<CandidateRow>(KEPT, [rmId, date], 'kept-clients')).map((row) =>
      candidateOf(row, this.clock, served, this.calendar),
    );
  }

  /**
   * A glance at everyone whom these relationship managers keep on a day, less those of whom no channel was ever allowed
   * or who want no contact; by manager. Absent for one without such a client.
   */
  async glances(rmIds: readonly string[], date: BusinessDate): Promise<Map<string, Glance>> {
    const { birthdays, openings } = this.mayBeServed(datesServedOn(date, this.calendar));
    const rows = await this.database.query<Glance & { readonly rmId: string }>(
      GLANCES,
      [rmIds, date, birthdays, openings],
      'portfolio-glances',
    );
    return new Map(rows.map((row) => [row.rmId, row]));
  }

  /** Clients by id as of a day, with any keeper. Absent for those this service does not know yet. */
  async byIds(clientIds: readonly string[], date: BusinessDate): Promise<Map<string, Candidate>> {
    const rows = await this.rowsByIds(clientIds);
    const served = datesServedOn(date, this.calendar);
    return new Map(rows.map((row) => [row.client_id, candidateOf(row, this.clock, served, this.calendar)]));
  }

  /** What is stored of clients, in any order. */
  rowsByIds(clientIds: readonly string[]): Promise<CandidateRow[]> {
    return this.database.query<CandidateRow>(BY_IDS, [clientIds], 'clients-by-ids');
  }

  /**
   * The next relationship managers by id who kept clients at a moment (`now` of the database) and whose plan of the day
   * is not drawn.
   */
  async withoutPlan(date: BusinessDate, knownAt: Date, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ rm_id: string }>(
      WITHOUT_PLAN,
      [date, knownAt, after, limit],
      'without-plan',
    );
    return rows.map((row) => row.rm_id);
  }

  /** The moment by the database's clock. */
  async now(): Promise<Date> {
    return (await this.database.query<{ now: Date }>('select now()'))[0]!.now;
  }

  private mayBeServed(days: Days): Served {
    const known = this.served;
    if (known && known.days.from === days.from && known.days.to === days.to) return known;
    const daysOfYear = daysOfYearIn(days);
    const openings = daysOfYear.filter(({ calendar }) => calendar === 'SOLAR');
    return (this.served = {
      days,
      birthdays: daysOfYear.map((each) => JSON.stringify(each)),
      openings: openings.map(({ month, day }) => `%"openedOn": "____-${two(month)}-${two(day)}"%`),
    });
  }
}

/** A client with the occasions whose dates lie among these days, and with the signals that are kept. */
export function candidateOf(row: CandidateRow, clock: Clock, occasions: Days, calendar: BusinessCalendar): Candidate {
  const named = (madeAt: Date | null, on: BusinessDate | null) =>
    madeAt && on ? { madeAt: madeAt.toISOString(), on } : null;
  const moment = (at: Date): Moment => ({ at: at.toISOString(), on: clock.dayOf(at.getTime()) });
  const { deferred_at, deferred_to, due_since, released_at, last_contact_at, last_contact_on } = row;
  const deferral = deferred_at && moment(deferred_at);
  const agreements = {
    promise: named(row.promise_made_at, row.promised_on),
    nextTry: named(row.next_try_made_at, row.next_try_on),
    deferral:
      deferral && deferred_to && due_since
        ? { madeAt: deferral.at, madeOn: deferral.on, to: deferred_to, dueSince: due_since }
        : null,
    released: released_at && moment(released_at),
  };
  const lastContact =
    last_contact_at && last_contact_on ? { at: last_contact_at.toISOString(), on: last_contact_on } : null;
  return {
    clientId: row.client_id,
    contactsAYear: row.contacts_a_year,
    preferredChannel: row.preferred_channel,
    consents: row.consents,
    registeredOn: row.registered_on,
    lastContactOn: last_contact_on,
    followUp: openFollowUp(agreements, lastContact),
    prompts: [
      ...occasionsBetween([...datedThings(row), ...anniversariesOf(row.products)], occasions, calendar),
      ...promptsOfSignals(row.signals),
    ],
  };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** Of a client `f`: one who wants no contact allows no channel, whatever the ledger says. */
export const ALLOWED = `case when f.do_not_contact then '{}'::jsonb else f.consents end`;
export const FACTS = `
  f.client_id, contacts_a_year, preferred_channel, registered_on, ${ALLOWED} as consents, last_contact_at, last_contact_on, last_contact_id, promise_made_at,
  promised_on, next_try_made_at, next_try_on, deferred_at, deferred_to, due_since, released_at, birthday, dates, products, signals`;
export const OF_CLIENT = `
  left join client_clock c on c.client_id = f.client_id
  left join client_deferral d on d.client_id = f.client_id
  left join client_dates t on t.client_id = f.client_id
  left join client_products p on p.client_id = f.client_id
  left join client_signals s on s.client_id = f.client_id`;

/** Assignments `a` that are the latest of their client up to the day `$2`. */
const LATEST = `a.from_day <= $2
    and a.from_day = (select max(from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2)`;

const KEPT = `
  select ${FACTS} from client_assignment a join client_fact f on f.client_id = a.client_id ${OF_CLIENT}
  where a.rm_id = $1 and ${LATEST}`;

/**
 * Whether more than time may speak for a client: at least where something does. Of a birthday and of products only
 * those that come round on one of the days are looked at more closely.
 */
const SPEAKS = `coalesce(
    c.promised_on is not null or c.next_try_on is not null or d.deferred_at is not null or t.dates <> '{}'
    or t.birthday @> any($3::jsonb[]) or p.products::text like any($4::text[]) or s.signals <> '{}', false)`;

/** Whole portfolios in a row each: what is read of 300 clients is little, and 300 rows of it would cost more. */
const GLANCES = `
  select m.rm_id as "rmId", g.* from unnest($1::text[]) m (rm_id) cross join lateral (
    select json_agg(f.client_id) as "clientIds", json_agg(f.contacts_a_year) as "contactsAYear",
      json_agg($2::date - c.last_contact_on) as "daysSinceContact", json_agg(${SPEAKS}) as speaks
    from client_assignment a join client_fact f on f.client_id = a.client_id ${OF_CLIENT}
    where a.rm_id = m.rm_id and not f.do_not_contact and f.consents <> '{}' and ${LATEST}) g
  where g."clientIds" is not null`;

const BY_IDS = `select ${FACTS} from client_fact f ${OF_CLIENT} where f.client_id = any($1)`;

/** The page's start is said of both tables, so that a late page doesn't walk through the plans of those before it. */
const WITHOUT_PLAN = `
  select rm_id from relationship_manager r
  where rm_id > $3 and known_since < $2
    and not exists (select from drawn_plan p where p.date = $1 and p.staff_id = r.rm_id and p.staff_id > $3)
  order by rm_id limit $4`;
