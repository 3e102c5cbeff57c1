import type { BusinessDate, HoldingRow } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { SignalThresholds } from './signals.policy.js';

/** When a client is to be looked at next, if nothing is told before. */
export interface NextLook {
  readonly clientId: string;
  readonly on: BusinessDate;
}

/** The look at a client of whom nothing is known. */
export const NEVER: BusinessDate = '9999-12-31';
/** Rows that one statement changes. */
const ROWS = 10_000;

/** What signals are worked out from, and when time alone may bring one. */
@Injectable()
export class SignalsQueries {
  constructor(private readonly database: Database) {}

  /** Of clients whom the registry knows, the rows that say something else than the one before of their holding. */
  async rowsOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, readonly HoldingRow[]>> {
    const rows = await this.database.query<HoldingRow & { clientId: string }>(STEPS, [clientIds], 'holding-steps');
    return Map.groupBy(rows, ({ clientId }) => clientId);
  }

  /** Clients whose day has come, by their ids. */
  async due(today: BusinessDate, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ client_id: string }>(DUE, [today, limit], 'signal-looks-due');
    return rows.map(({ client_id }) => client_id);
  }

  /**
   * Where these thresholds are others than those by which clients were looked at, brings the next look at each of them
   * to today. A row that is being written is passed over: the transaction that writes it looks now.
   */
  async lookAgainWhereNew(thresholds: SignalThresholds, today: BusinessDate): Promise<void> {
    const looked = JSON.stringify(thresholds);
    if ((await this.database.query(LOOKED_BY, [looked], 'signal-thresholds')).length > 0) return;
    const bound = [today, NEVER, ROWS];
    while ((await this.database.query(LOOK_AGAIN, bound, 'signal-look-again')).length > 0);
    await this.database.query(KEEP_LOOKED_BY, [looked], 'signal-thresholds-kept');
  }

  /**
   * Keeps when clients are looked at next. Looks may overlap, and the one that writes last may have seen older rows: of
   * two days to come the nearer one stands. A look too many costs little; one that is lost costs a signal. `today` is
   * the day of the looks.
   */
  async lookNext(
    looks: readonly NextLook[],
    today: BusinessDate,
    on: Pick<Tx, 'query'> = this.database,
  ): Promise<void> {
    if (looks.length === 0) return;
    const sorted = [...looks].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
    const columns = [sorted.map(({ clientId }) => clientId), sorted.map(({ on: day }) => day)];
    await on.query(LOOK_NEXT, [...columns, today], 'look-next');
  }
}

/** A row that repeats its holding's last one changes no signal, and most rows of a daily feed do. */
const STEPS = `
  select step."clientId", step."holdingId", step."asOf", step."productCode", step."productName", step.kind, step."balanceCents",
         step."openedOn", step."maturesOn", step."closedOn"
  from (
    select d.client_id as "clientId", d.holding_id as "holdingId", d.as_of::text as "asOf", d.product_code as "productCode",
           d.product_name as "productName", d.kind, d.balance_cents as "balanceCents", d.opened_on::text as "openedOn",
           d.matures_on::text as "maturesOn", d.closed_on::text as "closedOn",
           (d.product_code, d.product_name, d.kind, d.balance_cents, d.opened_on, d.matures_on, d.closed_on) is not distinct from
             lag((d.product_code, d.product_name, d.kind, d.balance_cents, d.opened_on, d.matures_on, d.closed_on))
             over (partition by d.client_id, d.holding_id order by d.as_of) as repeats
    from holding_day d join client c on c.client_id = d.client_id
    where d.client_id = any($1)
  ) step where not step.repeats`;

const DUE = 'select client_id from signal_look where look_on <= $1 order by look_on, client_id limit $2';

const LOOKED_BY = 'select from signal_threshold where looked_by = $1::jsonb';

const LOOK_AGAIN = `
  with later as (
    select client_id from signal_look where look_on > $1 and look_on < $2 order by look_on, client_id limit $3
    for update skip locked)
  update signal_look l set look_on = $1 from later where l.client_id = later.client_id returning l.client_id`;

const KEEP_LOOKED_BY = `
  insert into signal_threshold (looked_by) values ($1::jsonb)
  on conflict (one) do update set looked_by = excluded.looked_by`;

const LOOK_NEXT = `
  insert into signal_look (client_id, look_on) select * from unnest($1::text[], $2::date[])
  on conflict (client_id) do update set look_on =
    case when signal_look.look_on > $3::date then least(signal_look.look_on, excluded.look_on)
    else excluded.look_on end`;
