import {
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
  ClientsLinked,
  ClientsUnlinked,
  HoldingsTold,
  OutsiderLinked,
  OutsiderUnlinked,
  ProfilePartConfirmed,
  startOfDay,
} from '@hengxin/contracts';
import { moment, type Projection, projection, type RowOf, table, text } from '@hengxin/projections';
import { partsTold, type TellingEvent } from './client-parts.rules.js';

const clientPart = table('client_part', {
  key: ['client_id', 'part'],
  columns: { client_id: text(), part: text(), refreshed_at: moment(), refreshed_by: text().orNull() },
});
type Row = RowOf<typeof clientPart>;
const putNewer = clientPart.putting('newer', { where: 'excluded.refreshed_at >= client_part.refreshed_at' });

/** The name reads the registry from the beginning where an earlier version saw no personal facts (`client-parts`). */
export const CLIENT_PARTS_TOLD = 'client-parts-told';

/**
 * When each part of a client was last told, and by whom. Only the newest counts, so events may come in any order. Most
 * facts of a client are personal and never travel, so this consumer reads the log itself, and keeps none of them.
 */
export const clientParts = ({ clock }: { readonly clock: { readonly timeZone: string } }): Projection => {
  const take = (event: TellingEvent, rows: Map<string, Row>): void => {
    for (const { clientId, part, at, by } of partsTold(event)) {
      const ms = at.length === 10 ? startOfDay(at, clock.timeZone) : Date.parse(at);
      const key = `${clientId} ${part}`;
      const known = rows.get(key);
      if (known && Date.parse(known.refreshed_at) > ms) continue;
      const refreshed_at = new Date(ms).toISOString();
      rows.set(key, { client_id: clientId, part, refreshed_at, refreshed_by: by });
    }
  };
  return projection({
    consumer: CLIENT_PARTS_TOLD,
    events: [
      ClientRegistered,
      ClientProfileChanged,
      ProfilePartConfirmed,
      ClientDateSet,
      ClientDateRemoved,
      OutsiderLinked,
      OutsiderUnlinked,
      ClientsLinked,
      ClientsUnlinked,
      HoldingsTold,
    ],
    tables: [clientPart],
    batchSize: 1_000,
    personal: ['name', 'phone', 'birthday', 'interests', 'taboos', 'preferences', 'tradingHabits'],
    load: () => new Map<string, Row>(),
    on: {
      ClientRegistered: take,
      ClientProfileChanged: take,
      ProfilePartConfirmed: take,
      ClientDateSet: take,
      ClientDateRemoved: take,
      OutsiderLinked: take,
      OutsiderUnlinked: take,
      ClientsLinked: take,
      ClientsUnlinked: take,
      HoldingsTold: take,
    },
    store: (rows, tx) => putNewer(tx, [...rows.values()].sort(byKey)),
  }) as unknown as Projection;
};

function byKey(a: Row, b: Row): number {
  return a.client_id < b.client_id || (a.client_id === b.client_id && a.part < b.part) ? -1 : 1;
}
