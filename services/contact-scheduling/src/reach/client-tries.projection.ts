import { type Channel, ContactLogged, tryOf } from '@hengxin/contracts';
import { integer, type Projection, projection, type RowOf, smallint, table, text } from '@hengxin/projections';

const clientTries = table('client_tries', {
  key: ['client_id', 'channel', 'hour'],
  columns: { client_id: text(), channel: text<Channel>(), hour: smallint(), tried: integer(), answered: integer() },
});
type Row = { -readonly [Name in keyof RowOf<typeof clientTries>]: RowOf<typeof clientTries>[Name] };

const addUp = clientTries.putting('add', {
  set: {
    tried: 'client_tries.tried + excluded.tried',
    answered: 'client_tries.answered + excluded.answered',
  },
});

export const TRIES_KEPT = 'client-tries';

/** How often clients were tried in which hour over which channel, and answered. */
export const triesKept = ({ clock }: { readonly clock: { readonly timeZone: string } }): Projection =>
  projection({
    consumer: TRIES_KEPT,
    events: [ContactLogged],
    tables: [clientTries],
    batchSize: 1_000,
    load: () => new Map<string, Row>(),
    on: {
      ContactLogged({ data }, rows) {
        const made = tryOf(data, clock.timeZone);
        if (!made) return;
        const { clientId } = data;
        const { channel, hour, isAnswered } = made;
        const key = `${clientId} ${channel} ${hour}`;
        const row = rows.get(key) ?? { client_id: clientId, channel, hour, tried: 0, answered: 0 };
        row.tried++;
        if (isAnswered) row.answered++;
        rows.set(key, row);
      },
    },
    store: (rows, tx) => addUp(tx, [...rows.values()].sort(byKey)),
  }) as unknown as Projection;

function byKey(a: Row, b: Row): number {
  const order = (x: string | number, y: string | number) => (x < y ? -1 : x > y ? 1 : 0);
  return order(a.client_id, b.client_id) || order(a.channel, b.channel) || order(a.hour, b.hour);
}
