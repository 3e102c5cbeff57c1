import {
  addDays,
  type BusinessDate,
  ClientProfileChanged,
  type HoldingRow,
  HoldingsTold,
  PlanItemSkipped,
  SignalFired,
  SignalTakenBack,
} from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import { json, moment, projection, type RowOf, table, text, texts } from '@hengxin/projections';
import type { EndingHolding, Signal } from './suggested-goals.policy.js';

/** A holding as it is kept: by the newest row that was told of it. */
export type KeptHolding = EndingHolding & { readonly asOf: BusinessDate };

const clientDossier = table('client_dossier', {
  key: ['client_id'],
  columns: {
    client_id: text(),
    taboos: texts().personal('client_id'),
    /** By their ids: what has an end. */
    holdings: json<Readonly<Record<string, KeptHolding>>>().personal('client_id'),
    /** By their ids. */
    signals: json<Readonly<Record<string, Signal>>>().personal('client_id'),
    /** When something planned for the client was skipped last: a promise that was due is let go. */
    let_go_at: moment().orNull(),
  },
});
type Row = RowOf<typeof clientDossier>;

/** What ended, or lapsed, so many days before the newest of its client is let go. */
const KEPT_DAYS = 60;

interface Batch {
  readonly known: ReadonlyMap<string, Row>;
  readonly changed: Map<string, Row>;
}

/**
 * What a dossier says of a client that others have told: taboos, holdings that come to an end, and signals. It is
 * personal and never travels, so this consumer reads the log itself. A client of whom nothing of it was told has no
 * row.
 */
export const clientDossiers = projection({
  consumer: 'client-dossiers',
  events: [ClientProfileChanged, HoldingsTold, SignalFired, SignalTakenBack, PlanItemSkipped],
  tables: [clientDossier],
  batchSize: 500,
  personal: ['taboos', 'rows', 'label', 'facts'],
  async load(events, tx): Promise<Batch> {
    return {
      known: await rowsOf([...new Set(events.map(({ data }) => data.clientId))].sort(), tx),
      changed: new Map(),
    };
  },
  on: {
    ClientProfileChanged({ data: { clientId, taboos } }, batch) {
      if (taboos !== undefined) change(batch, clientId, { taboos });
    },
    HoldingsTold({ data: { clientId, rows } }, batch) {
      const known = rowOf(batch, clientId).holdings;
      const told = rows.filter((row) => row.maturesOn !== null || row.holdingId in known);
      if (told.length === 0) return;
      const holdings = { ...known };
      for (const row of told)
        if ((holdings[row.holdingId]?.asOf ?? '') <= row.asOf) holdings[row.holdingId] = keptOf(row);
      change(batch, clientId, { holdings: withoutEnded(holdings) });
    },
    SignalFired({ data: { clientId, signalId, kind, firedOn, lapsesOn, label, facts } }, batch) {
      const signals = { ...rowOf(batch, clientId).signals, [signalId]: { kind, firedOn, lapsesOn, label, facts } };
      change(batch, clientId, { signals: withoutLapsed(signals) });
    },
    SignalTakenBack({ data: { clientId, signalId } }, batch) {
      const { [signalId]: _lost, ...signals } = rowOf(batch, clientId).signals;
      change(batch, clientId, { signals });
    },
    PlanItemSkipped({ data: { clientId, skippedAt } }, batch) {
      const known = rowOf(batch, clientId).let_go_at;
      if (skippedAt === undefined || (known !== null && Date.parse(known) >= Date.parse(skippedAt))) return;
      change(batch, clientId, { let_go_at: skippedAt });
    },
  },
  async store({ changed }, tx) {
    await clientDossier.put(
      tx,
      [...changed.values()].sort((a, b) => (a.client_id < b.client_id ? -1 : 1)),
    );
  },
});

async function rowsOf(clientIds: readonly string[], tx: Tx): Promise<Map<string, Row>> {
  const rows = await tx.query<Omit<Row, 'let_go_at'> & { let_go_at: Date | string | null }>(
    READ,
    [clientIds],
    'client-dossiers-read',
  );
  return new Map(
    rows.map((row) => [
      row.client_id,
      { ...row, let_go_at: row.let_go_at === null ? null : new Date(row.let_go_at).toISOString() },
    ]),
  );
}

const READ = `
  select client_id, taboos, holdings, signals, let_go_at from client_dossier
  where client_id = any($1) order by client_id for update`;

function rowOf({ known, changed }: Batch, clientId: string): Row {
  const blank = { client_id: clientId, taboos: [], holdings: {}, signals: {}, let_go_at: null };
  return changed.get(clientId) ?? known.get(clientId) ?? blank;
}

function change(batch: Batch, clientId: string, part: Partial<Row>): void {
  batch.changed.set(clientId, { ...rowOf(batch, clientId), ...part });
}

function keptOf({
  holdingId,
  asOf,
  productCode,
  productName,
  kind,
  balanceCents,
  maturesOn,
  closedOn,
}: HoldingRow): KeptHolding {
  return { holdingId, asOf, productCode, productName, kind, balanceCents, maturesOn, closedOn };
}

/** By what was told last of any holding: a feed that stands still lets nothing go. */
function withoutEnded(holdings: Record<string, KeptHolding>): Record<string, KeptHolding> {
  return keptSince(
    holdings,
    ({ asOf }) => asOf,
    ({ closedOn, maturesOn, asOf }) => closedOn ?? maturesOn ?? asOf,
  );
}

function withoutLapsed(signals: Record<string, Signal>): Record<string, Signal> {
  return keptSince(
    signals,
    ({ firedOn }) => firedOn,
    ({ lapsesOn }) => lapsesOn,
  );
}

function keptSince<T>(
  all: Record<string, T>,
  toldOn: (one: T) => BusinessDate,
  endsOn: (one: T) => BusinessDate,
): Record<string, T> {
  const newest = Object.values(all).map(toldOn).sort().at(-1);
  if (newest === undefined) return all;
  const since = addDays(newest, -KEPT_DAYS);
  return Object.fromEntries(Object.entries(all).filter(([, one]) => endsOn(one) >= since));
}
