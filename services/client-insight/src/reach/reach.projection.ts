import { type Channel, ContactLogged, tryOf } from '@hengxin/contracts';
import { integer, type Projection, projection, type RowOf, smallint, table, text } from '@hengxin/projections';

const clientReach = table('client_reach', {
  key: ['client_id', 'channel', 'hour'],
  columns: { client_id: text(), channel: text<Channel>(), hour: smallint(), tried: integer(), answered: integer() },
});
type Row = { -readonly [Name in keyof RowOf<typeof clientReach>]: RowOf<typeof clientReach>[Name] };

const addUp = clientReach.putting('add', {
  set: {
    tried: 'client_reach.tried + excluded.tried',
    answered: 'client_reach.answered + excluded.answered',
  },
});

export const CLIENT_REACH = 'client-reach';

/** How often clients were tried in which hour over which channel. A group is no way to reach one client. */
export const reach = ({ clock }: { readonly clock: { readonly timeZone: string } }): Projection =>
  projection({
    consumer: CLIENT_REACH,
    events: [ContactLogged],
    tables: [clientReach],
    batchSize: 1_000,
    load: () => new Map<string, Row>(),
    on: {
      ContactLogged({ data }, rows) {
        const made = tryOf(data, clock.timeZone);
        if (!made) return;
        const { clientId } = data;
        const { channel, hour } = made;
        const key = `${clientId} ${channel} ${hour}`;
        const row = rows.get(key) ?? { client_id: clientId, channel, hour, tried: 0, answered: 0 };
        row.tried++;
        if (made.isAnswered) row.answered++;
        rows.set(key, row);
      },
    },
    store: (rows, tx) => addUp(tx, [...rows.values()].sort(byKey)),
  }) as unknown as Projection;

function byKey(a: Row, b: Row): number {
  const order = (x: string | number, y: string | number) => (x < y ? -1 : x > y ? 1 : 0);
  return order(a.client_id, b.client_id) || order(a.channel, b.channel) || order(a.hour, b.hour);
}
