import {
  type Birthday,
  ClientDateRemoved,
  ClientDateSet,
  ClientProfileChanged,
  ClientRegistered,
} from '@hengxin/contracts';
import { json, projection, type RowOf, table, text } from '@hengxin/projections';
import { noteFacts } from '../client-facts/portfolio-version.js';
import type { DatedThing } from './occasions.policy.js';

/** A day that a client told of, as it is kept. */
interface ToldDate extends Birthday {
  readonly label: string;
}

const clientDates = table('client_dates', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    birthday: json<Birthday>().orNull().personal('client_id'),
    /** By their ids. */
    dates: json<Readonly<Record<string, ToldDate>>>().personal('client_id'),
  },
});

type Row = RowOf<typeof clientDates>;

interface Batch {
  readonly known: ReadonlyMap<string, Row>;
  readonly changed: Map<string, Row>;
}

/**
 * The dates of clients that plans rest on. They are personal and never travel, so this consumer reads the log itself,
 * and of it no other personal field. Clients without a date have no row until they had one.
 */
export const clientDatesKept = projection({
  consumer: 'client-dates',
  events: [ClientRegistered, ClientProfileChanged, ClientDateSet, ClientDateRemoved],
  tables: [clientDates],
  batchSize: 2_000,
  personal: ['birthday', 'label', 'date'],
  async load(events, tx): Promise<Batch> {
    const clientIds = [...new Set(events.map(({ data }) => data.clientId))].sort();
    const rows = await tx.query<Row>(READ, [clientIds], 'client-dates-read');
    return { known: new Map(rows.map((row) => [row.client_id, row])), changed: new Map() };
  },
  on: {
    ClientRegistered: ({ data: { clientId, birthday } }, batch) => {
      if (birthday) change(batch, clientId, { birthday });
    },
    ClientProfileChanged: ({ data: { clientId, birthday } }, batch) => {
      if (birthday !== undefined) change(batch, clientId, { birthday });
    },
    ClientDateSet: ({ data: { clientId, dateId, label, date } }, batch) =>
      change(batch, clientId, { dates: { ...rowOf(batch, clientId).dates, [dateId]: { ...date, label } } }),
    ClientDateRemoved: ({ data: { clientId, dateId } }, batch) => {
      const { [dateId]: _removed, ...dates } = rowOf(batch, clientId).dates;
      change(batch, clientId, { dates });
    },
  },
  async store({ changed }, tx) {
    if (changed.size === 0) return;
    const rows = [...changed.values()].sort((a, b) => (a.client_id < b.client_id ? -1 : 1));
    await clientDates.put(tx, rows);
    await noteFacts(
      tx,
      rows.map(({ client_id }) => client_id),
    );
  },
});

const READ =
  'select client_id, birthday, dates from client_dates where client_id = any($1) order by client_id for update';

function rowOf({ known, changed }: Batch, clientId: string): Row {
  return changed.get(clientId) ?? known.get(clientId) ?? { client_id: clientId, birthday: null, dates: {} };
}

function change(batch: Batch, clientId: string, facts: Partial<Row>): void {
  batch.changed.set(clientId, { ...rowOf(batch, clientId), ...facts });
}

/** What a row says that comes round every year; without a row nothing does. */
export function datedThings({
  birthday,
  dates,
}: {
  birthday: Row['birthday'];
  dates: Row['dates'] | null;
}): DatedThing[] {
  if (birthday === null && dates === null) return [];
  const things: DatedThing[] = [];
  if (birthday) things.push({ ...birthday, kind: 'BIRTHDAY', year: birthday.year ?? null, label: null });
  for (const { label, ...date } of Object.values(dates ?? {}))
    things.push({ ...date, kind: 'ANNIVERSARY', year: date.year ?? null, label });
  return things;
}
