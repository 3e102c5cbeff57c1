import type { BusinessDate } from '@hengxin/contracts';
import { Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { StoredVisit } from '../visit/visits.queries.js';
import { VISIT_COLUMNS, visitKeeper } from '../visit/visits.queries.js';
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

/** Visits of a client that a dossier looks at. */
const VISITS = 5;
/** Ended visits whose findings are looked through: a year of monthly visits, and some. */
const FINDINGS_OF = 20;

/** What a dossier shows of a client. Each part is one range of an index, whatever the length of the history. */
@Injectable()
export class DossierQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ofClient(clientId: string): Promise<ClientDossier> {
    const [row] = await this.database.query<DossierRow>(OF_CLIENT, [clientId], 'dossier-of-client');
    const { taboos, holdings, signals, promised, nextOns, lastMs, lastOn, letGoMs, findings } = row!;
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

  /** The client's other visits that are over, the last first. */
  lastVisits(clientId: string, besideId: string): Promise<StoredVisit[]> {
    return this.database.query<StoredVisit>(LAST_VISITS, [clientId, this.clock.today(), besideId], 'dossier-visits');
  }

  /** The client's other visit that was reviewed last; undefined for none. */
  async lastReviewed(clientId: string, besideId: string): Promise<StoredVisit | undefined> {
    const values = [clientId, this.clock.today(), besideId];
    return (await this.database.query<StoredVisit>(LAST_REVIEWED, values, 'dossier-reviewed'))[0];
  }
}

interface DossierRow {
  readonly taboos: readonly string[] | null;
  readonly holdings: Readonly<Record<string, EndingHolding>> | null;
  readonly signals: Readonly<Record<string, Signal>> | null;
  readonly promised: readonly Promised[] | null;
  readonly nextOns: readonly Promised[] | null;
  readonly lastMs: number | null;
  readonly lastOn: BusinessDate | null;
  readonly letGoMs: number | null;
  readonly findings: readonly { readonly on: BusinessDate; readonly found: readonly DatedFinding[] }[] | null;
}

const MS = (moment: string) => `(extract(epoch from ${moment}) * 1000)::float8`;

/** A promise that was made later takes the place of one before it: the newest of contacts and of reviews are enough. */
export const OF_CLIENT = `
  select d.taboos, d.holdings, d.signals, ${MS('d.let_go_at')} as "letGoMs", ${MS('last.started_at')} as "lastMs",
    last.business_date::text as "lastOn", made.promised, reviewed."nextOns", learnt.findings
  from (select $1::text as client_id) asked
    left join client_dossier d on d.client_id = asked.client_id
    left join lateral (
      select c.started_at, c.business_date from contact c where c.client_id = asked.client_id and c.effective
      order by c.started_at desc limit 1) last on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('madeMs', ${MS('p.started_at')}, 'on', p.follow_up)) as promised
      from (
        select c.started_at, c.data->>'followUpOn' as follow_up from contact c
        where c.client_id = asked.client_id and c.effective and c.data->>'followUpOn' is not null
        order by c.started_at desc limit 1) p) made on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('madeMs', ${MS("(r.data->'review'->>'reviewedAt')::timestamptz")},
        'on', r.data->'review'->>'nextOn')) filter (where r.data->'review'->>'nextOn' is not null) as "nextOns"
      from (
        select v.data from visit v where v.client_id = asked.client_id and v.state = 'REVIEWED'
        order by v.planned_on desc, v.visit_id desc limit ${VISITS}) r) reviewed on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('on', e.data->'ended'->>'businessDate', 'found', e.data->'ended'->'findings'))
        as findings
      from (
        select v.data from visit v where v.client_id = asked.client_id and v.state in ('ENDED', 'REVIEWED')
        order by v.planned_on desc, v.visit_id desc limit ${FINDINGS_OF}) e) learnt on true`;

/** $1 the client, $2 today, $3 a visit that is left out. */
const OTHERS = (states: string, limit: number) => `
  select ${VISIT_COLUMNS} from visit v ${visitKeeper('$2')}
  where v.client_id = $1 and v.state in (${states}) and v.visit_id <> $3
  order by v.planned_on desc, v.visit_id desc limit ${limit}`;
export const LAST_VISITS = OTHERS("'ENDED', 'REVIEWED'", VISITS);
export const LAST_REVIEWED = OTHERS("'REVIEWED'", 1);
