import type { BusinessDate, ClientAssigned } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { day, integer, text } from '../column.js';
import { type RowOf, table } from '../table.js';

/** Who keeps a client from which day on. Nobody does before the first of those days. */
export const clientAssignment = table('client_assignment', {
  key: ['client_id', 'from_day'],
  /**
   * `revision` is the place of the assignment in the client's stream; null for one that was stored before it was kept.
   */
  columns: { client_id: text(), from_day: day(), rm_id: text(), revision: integer().orNull() },
});
export type Assignment = RowOf<typeof clientAssignment>;

/** Writes assignments. One that arrives again does not replace one that was told later for the same day. */
export const putAssignments = clientAssignment.putting('later', {
  where: 'excluded.revision >= coalesce(client_assignment.revision, 0)',
});

export function assignmentOf({
  data: { clientId, from, rmId },
  revision,
}: RecordedOf<typeof ClientAssigned>): Assignment {
  return { client_id: clientId, from_day: from, rm_id: rmId, revision };
}

/**
 * SQL: who keeps a client on a day, as a scalar (null for nobody) or a lateral table with the column `rm_id` (no row
 * for nobody). Both arguments are expressions of the statement; the day's type is date.
 */
export const keeperOn = (client: string, on: string): string =>
  `(select a.rm_id from client_assignment a where a.client_id = ${client} and a.from_day <= ${on} order by a.from_day desc limit 1)`;

/** A client, and a day on which somebody may keep it. */
export interface ClientOnDay {
  readonly clientId: string;
  readonly on: BusinessDate;
}

/** Who keeps clients on days, an answer a question; none for a client whom nobody keeps. */
export function keepersOn(
  asked: readonly ClientOnDay[],
  database: Pick<Tx, 'query'>,
): Promise<(ClientOnDay & { readonly rmId: string })[]> {
  return database.query(KEEPERS, [asked.map(({ clientId }) => clientId), asked.map(({ on }) => on)], 'keepers-on');
}

const KEEPERS = `
  select asked.client_id as "clientId", asked.day as "on", kept.rm_id as "rmId"
  from unnest($1::text[], $2::date[]) as asked (client_id, day) cross join lateral ${keeperOn('asked.client_id', 'asked.day')} as kept`;
