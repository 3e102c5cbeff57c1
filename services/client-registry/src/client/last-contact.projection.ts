import { ContactLogged } from '@hengxin/contracts';
import { projection } from '@hengxin/projections';
import { noteChange } from './client-change.js';
import { clientClock } from './client.tables.js';

/** A later contact that is known already stays. Answers whose clock moved. */
const putLater = clientClock.putting('later', {
  where: 'client.last_contact_at < excluded.last_contact_at',
  returning: 'client_id',
});

/** Keeps the start of each client's latest effective contact. */
export const lastContacts = projection({
  consumer: 'client-last-contact',
  events: [ContactLogged],
  tables: [],
  batchSize: 1_000,
  load: () => new Map<string, number>(),
  on: {
    ContactLogged({ data: { clientId, effective, startedAt } }, latest) {
      if (effective) latest.set(clientId, Math.max(latest.get(clientId) ?? -Infinity, Date.parse(startedAt)));
    },
  },
  async store(latest, tx) {
    const rows = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
    const moved = await putLater(
      tx,
      rows.map(([client_id, at]) => ({ client_id, last_contact_at: new Date(at).toISOString() })),
    );
    await noteChange(
      tx,
      moved.map(({ client_id }) => client_id),
    );
  },
});
