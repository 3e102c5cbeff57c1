import { HoldingsTold } from '@hengxin/contracts';
import { projection } from '@hengxin/projections';
import { noteChange } from './client-change.js';
import { clientFeed } from './client.tables.js';

/** What was told later stays. Answers the clients of whom something newer was told. */
const putLater = clientFeed.putting('fed', {
  where: "coalesce(client.fed_at, '-infinity') < excluded.fed_at",
  returning: 'client_id',
});

/** When the core system last told what a client has: that refreshes the parts that it speaks of (rule 8). */
export const clientFeeds = projection({
  consumer: 'client-feed',
  events: [HoldingsTold],
  tables: [],
  batchSize: 1_000,
  load: () => new Map<string, number>(),
  on: {
    HoldingsTold({ data: { clientId, toldAt } }, latest) {
      latest.set(clientId, Math.max(latest.get(clientId) ?? -Infinity, Date.parse(toldAt)));
    },
  },
  async store(latest, tx) {
    const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
    const fed = await putLater(
      tx,
      rows.map(([client_id, at]) => ({ client_id, fed_at: new Date(at).toISOString() })),
    );
    await noteChange(
      tx,
      fed.map(({ client_id }) => client_id),
    );
  },
});
