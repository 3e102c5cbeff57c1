import type { BusinessDate } from '@hengxin/contracts';
import { keeperOn } from '@hengxin/projections';
import { BatchedLookup, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { StoredContact } from '../contact/contacts.queries.js';
import type { StoredVisit } from '../visit/visits.queries.js';
import type { Promised, SincePromised } from './promise.rules.js';
import type { DatedFinding, EndingHolding, Signal } from './suggested-goals.policy.js';

/** What this service has heard of a client, as far as a dossier shows it. */
export interface ClientDossier {
  readonly taboos: readonly string[];
  readonly holdings: readonly EndingHolding[];
  readonly signals: readonly Signal[];
  readonly promised: readonly Promised[];
  readonly since: SincePromised;
  /** Needs and money spoken of, of the visits that ended last. */
  readonly findings: readonly DatedFinding[];
}

/** A visit of the client, as the list of visits has it. */
export type ListedVisit = Pick<StoredVisit, 'unitId' | 'data'>;

/** What there is to know of a visit and its client. */
export interface DossierFacts {
  /** Null: the list of visits does not have it, or not yet. */
  readonly visit: ListedVisit | null;
  /** By whom and with whose help the client is kept: that decides who may see what. */
  readonly keeping: Pick<StoredVisit, 'rmId' | 'helperIds'>;
  readonly heard: ClientDossier;
  /** The client's other visits that are over, the last first. */
  readonly lastVisits: readonly ListedVisit[];
  /** The client's other visit that was reviewed last; undefined for none. */
  readonly lastReviewed: ListedVisit | undefined;
  /** Newest first. */
  readonly lastContacts: readonly StoredContact[];
}

/** A visit, and whose it is where the list of visits does not have it yet. */
interface Asked {
  readonly visitId: string;
  readonly clientId: string | null;
}

/** Contacts of a client that a dossier shows. */
export const CONTACTS_SHOWN = 5;
/** Visits of a client that a dossier looks at, beside its own. */
const VISITS = 5;
/** Ended visits whose findings are looked through: a year of monthly visits, and some. */
const FINDINGS_OF = 20;
/** Dossiers that one statement reads at most. */
const DOSSIERS_AT_MOST = 50;

/**
 * What dossiers show. Each part is one range of an index, whatever the length of the history, and all of them come by
 * one round trip, which calls at the same time share.
 */
@Injectable()
export class DossierQueries {
  private readonly lookup: BatchedLookup<Asked, DossierFacts>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookup = new BatchedLookup((all) => this.load(all), textOf, { statements: 2, keys: DOSSIERS_AT_MOST });
  }

  /** `clientId`: whose visit it is, where the list of visits does not have it yet. */
  async ofVisit(visitId: string, clientId: string | null = null): Promise<DossierFacts> {
    return (await this.lookup.find({ visitId, clientId }))!;
  }

  private async load(all: readonly Asked[]): Promise<Map<string, DossierFacts>> {
    const asked = [...new Map(all.map((one) => [textOf(one), one])).values()];
    const values = [asked.map(({ visitId }) => visitId), asked.map(({ clientId }) => clientId), this.clock.today()];
    const rows = await this.database.query<DossierRow>(OF_VISITS, values, 'dossiers-of-visits');
    return new Map(rows.map((row) => [textOf(asked[row.place - 1]!), this.factsOf(row)]));
  }

  private factsOf(row: DossierRow): DossierFacts {
    const { visitId, unitId, data, rmId, helperIds, visits, reviewed, contacts } = row;
    const others = (listed: readonly ListedVisit[] | null) =>
      (listed ?? []).filter((each) => each.data.visitId !== visitId);
    return {
      visit: unitId === null || data === null ? null : { unitId, data },
      keeping: { rmId, helperIds },
      heard: this.heardOf(row),
      lastVisits: others(visits).slice(0, VISITS),
      lastReviewed: others(reviewed)[0],
      lastContacts: (contacts ?? []).map((contact) => ({ ...contact, rmId })),
    };
  }

  private heardOf(row: DossierRow): ClientDossier {
    const { taboos, holdings, signals, promised, nextOns, lastMs, lastOn, letGoMs, findings } = row;
    return {
      taboos: taboos ?? [],
      holdings: Object.values(holdings ?? {}),
      signals: Object.values(signals ?? {}),
      promised: [...(promised ?? []), ...(nextOns ?? [])],
      since: {
        lastContact: lastMs === null || lastOn === null ? null : { ms: lastMs, on: lastOn },
        letGo: letGoMs === null ? null : { ms: letGoMs, on: this.clock.dayOf(letGoMs) },
      },
      findings: (findings ?? []).flatMap(({ on, found }) => found.map((each) => ({ ...each, learntOn: on }))),
    };
  }
}

const textOf = ({ visitId, clientId }: Asked): string => JSON.stringify([visitId, clientId]);

interface DossierRow {
  readonly place: number;
  readonly visitId: string;
  readonly unitId: string | null;
  readonly data: StoredVisit['data'] | null;
  readonly rmId: string | null;
  readonly helperIds: readonly string[];
  readonly taboos: readonly string[] | null;
  readonly holdings: Readonly<Record<string, EndingHolding>> | null;
  readonly signals: Readonly<Record<string, Signal>> | null;
  readonly promised: readonly Promised[] | null;
  readonly nextOns: readonly Promised[] | null;
  readonly lastMs: number | null;
  readonly lastOn: BusinessDate | null;
  readonly letGoMs: number | null;
  readonly findings: readonly { readonly on: BusinessDate; readonly found: readonly DatedFinding[] }[] | null;
  readonly visits: readonly ListedVisit[] | null;
  readonly reviewed: readonly ListedVisit[] | null;
  readonly contacts: readonly Omit<StoredContact, 'rmId'>[] | null;
}

const MS = (moment: string) => `(extract(epoch from ${moment}) * 1000)::float8`;
const LATEST = 'order by o.planned_on desc, o.visit_id desc';
const LISTED = (row: string) => `jsonb_build_object('unitId', ${row}.unit_id, 'data', ${row}.data)`;

/** The client's visits in some states, the last first, each with its place among them. */
const VISITS_IN = (states: string, limit: number) => `
  select o.unit_id, o.data, row_number() over (${LATEST}) as place
  from (
    select o.planned_on, o.visit_id, o.unit_id, o.data from visit o
    where o.client_id = who.client_id and ${states} ${LATEST} limit ${limit}) o`;

/**
 * $1 the visits, $2 whose they are where the list does not have them, $3 today. Each part is limited, so that it is
 * looked up row by row and never by reading a table. A promise that was made later takes the place of one before it:
 * the newest of contacts and of reviews are enough. The visit itself is not among the others, so one more is read.
 */
export const OF_VISITS = `
  select asked.place::int, asked.visit_id as "visitId", own.unit_id as "unitId", own.data, kept.rm_id as "rmId",
    array(select h.helper_id from help h where h.client_id = who.client_id and h.state in ('OPEN', 'ACCEPTED')
      and h.helper_id is not null) as "helperIds",
    d.taboos, d.holdings, d.signals, ${MS('d.let_go_at')} as "letGoMs", ${MS('last.started_at')} as "lastMs",
    last.business_date::text as "lastOn", made.promised, looked_back.next_ons as "nextOns",
    looked_back.visits as reviewed, finished.visits, finished.findings, newest.contacts
  from unnest($1::text[], $2::text[]) with ordinality asked (visit_id, client_id, place)
    left join lateral (
      select v.client_id, v.unit_id, v.data from visit v where v.visit_id = asked.visit_id limit 1) own on true
    cross join lateral (select coalesce(own.client_id, asked.client_id) as client_id) who
    left join lateral ${keeperOn('who.client_id', '$3::date')} kept on true
    left join lateral (
      select c.taboos, c.holdings, c.signals, c.let_go_at from client_dossier c
      where c.client_id = who.client_id limit 1) d on true
    left join lateral (
      select c.started_at, c.business_date from contact c where c.client_id = who.client_id and c.effective
      order by c.started_at desc limit 1) last on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('madeMs', ${MS('p.started_at')}, 'on', p.follow_up)) as promised
      from (
        select c.started_at, c.data->>'followUpOn' as follow_up from contact c
        where c.client_id = who.client_id and c.effective and c.data->>'followUpOn' is not null
        order by c.started_at desc limit 1) p) made on true
    left join lateral (
      select
        jsonb_agg(jsonb_build_object('madeMs', ${MS("(r.data->'review'->>'reviewedAt')::timestamptz")},
          'on', r.data->'review'->>'nextOn')) filter (where r.data->'review'->>'nextOn' is not null) as next_ons,
        jsonb_agg(${LISTED('r')} order by r.place) filter (where r.place <= 2) as visits
      from (${VISITS_IN("o.state = 'REVIEWED'", VISITS)}) r) looked_back on true
    left join lateral (
      select
        jsonb_agg(jsonb_build_object('on', e.data->'ended'->>'businessDate', 'found', e.data->'ended'->'findings'))
          as findings,
        jsonb_agg(${LISTED('e')} order by e.place) filter (where e.place <= ${VISITS + 1}) as visits
      from (${VISITS_IN("o.state in ('ENDED', 'REVIEWED')", FINDINGS_OF)}) e) finished on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('contactId', n.contact_id, 'clientId', n.client_id, 'staffId', n.staff_id,
        'unitId', n.unit_id, 'startedMs', ${MS('n.started_at')}, 'data', n.data)
        order by n.started_at desc, n.contact_id desc) as contacts
      from (
        select c.contact_id, c.client_id, c.staff_id, c.unit_id, c.started_at, c.data from contact c
        where c.client_id = who.client_id
        order by c.started_at desc, c.contact_id desc limit ${CONTACTS_SHOWN}) n) newest on true`;
