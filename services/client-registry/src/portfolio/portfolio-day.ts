import type { BusinessDate } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { Clock, Database, DayReached } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { doubtBounds } from './claimed-slots.js';
import { moveTerms } from '../search/stored-terms.js';
import { noteChange } from '../client/client-change.js';

/**
 * Puts assignments in force on their day: once it is reached, `client.rm_id` is right. `assignment_day` says up to
 * which day that was done; projections and this class lock it, so that no assignment falls between them, in either
 * order.
 */
@Injectable()
export class PortfolioDay extends DayReached {
  constructor(database: Database, clock: Clock) {
    super(database, clock, rollTo);
  }
}

export async function rollTo(tx: Tx, today: BusinessDate, mayGoBack: boolean): Promise<void> {
  await tx.query('insert into assignment_day (rolled_to) values ($1) on conflict do nothing', [today]);
  const [day] = await tx.query<{ rolled_to: BusinessDate }>('select rolled_to::text from assignment_day for update');
  const from = day!.rolled_to;
  if (from === today || (from > today && !mayGoBack)) return;
  await tx.query('update assignment_day set rolled_to = $1', [today]);
  // Going back gives portfolios clients whom nobody assigned again.
  if (from > today) await doubtBounds(tx, null);
  const moved = await tx.query<{ client_id: string }>(PUT_IN_FORCE, [from, today]);
  await moveTerms(
    moved.map(({ client_id }) => client_id),
    tx,
  );
  await noteChange(
    tx,
    moved.map(({ client_id }) => client_id),
  );
}

/**
 * Up to which day assignments are in force. The lock lets other projections in, but no roll until the transaction ends.
 */
export async function dayInForce(tx: Tx, today: BusinessDate): Promise<BusinessDate> {
  await tx.query('insert into assignment_day (rolled_to) values ($1) on conflict do nothing', [today], 'day-first');
  const [day] = await tx.query<{ rolled_to: BusinessDate }>(
    'select rolled_to::text from assignment_day for share',
    [],
    'day-in-force',
  );
  return day!.rolled_to;
}

const PUT_IN_FORCE = `
  with moved as (
    select client_id from client
    where client_id in (
      select client_id from assignment where from_day > least($1::date, $2::date) and from_day <= greatest($1::date, $2::date))
    order by client_id for update)
  update client set rm_id = (
    select rm_id from assignment where assignment.client_id = client.client_id and from_day <= $2 order by from_day desc limit 1)
  from moved where client.client_id = moved.client_id
  returning client.client_id`;
