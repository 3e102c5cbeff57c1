import { addDays, type BusinessDate, SignalFired, SignalTakenBack } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { DataOf } from '@hengxin/event-sourcing';
import { json, projection, table, text } from '@hengxin/projections';
import { noteFacts } from '../client-facts/portfolio-version.js';
import type { Prompt } from '../plan/prompts.policy.js';

/** A signal as it is kept. */
export type KeptSignal = Pick<DataOf<typeof SignalFired>, 'kind' | 'firedOn' | 'lapsesOn' | 'label' | 'facts'>;
/** By their ids. */
export type KeptSignals = Readonly<Record<string, KeptSignal>>;

const clientSignals = table('client_signals', {
  key: ['client_id'],
  columns: { client_id: text(), signals: json<KeptSignals>().personal('client_id') },
});

/** Signals that lapsed so many days before a client's newest are let go: no plan rests on them. */
const KEPT_DAYS = 60;

interface Batch {
  readonly known: ReadonlyMap<string, KeptSignals>;
  readonly changed: Map<string, KeptSignals>;
}

/**
 * The signals that plans rest on. What made them fire is personal and never travels, so this consumer reads the log
 * itself. Clients without a signal have no row until they had one.
 */
export const clientSignalsKept = projection({
  consumer: 'client-signals',
  events: [SignalFired, SignalTakenBack],
  tables: [clientSignals],
  batchSize: 1_000,
  personal: ['label', 'facts'],
  async load(events, tx): Promise<Batch> {
    const clientIds = [...new Set(events.map(({ data }) => data.clientId))].sort();
    return { known: await signalsOf(clientIds, tx), changed: new Map() };
  },
  on: {
    SignalFired: ({ data: { clientId, signalId, kind, firedOn, lapsesOn, label, facts } }, batch) =>
      change(batch, clientId, { ...rowOf(batch, clientId), [signalId]: { kind, firedOn, lapsesOn, label, facts } }),
    SignalTakenBack: ({ data: { clientId, signalId } }, batch) => {
      const { [signalId]: _lost, ...signals } = rowOf(batch, clientId);
      change(batch, clientId, signals);
    },
  },
  async store({ changed }, tx) {
    const rows = [...changed].sort(([a], [b]) => (a < b ? -1 : 1));
    if (rows.length === 0) return;
    await clientSignals.put(
      tx,
      rows.map(([client_id, signals]) => ({ client_id, signals: withoutOld(signals) })),
    );
    await noteFacts(
      tx,
      rows.map(([clientId]) => clientId),
    );
  },
});

/** What is kept of a client as prompts, in the order in which they fired. */
export function promptsOfSignals(signals: KeptSignals | null): Prompt[] {
  return Object.values(signals ?? {})
    .sort((a, b) => (a.firedOn < b.firedOn ? -1 : a.firedOn > b.firedOn ? 1 : 0))
    .map(({ kind, firedOn: from, lapsesOn, label, facts }) => ({ kind, from, lapsesOn, date: null, label, facts }));
}

async function signalsOf(clientIds: readonly string[], tx: Tx): Promise<Map<string, KeptSignals>> {
  const rows = await tx.query<{ client_id: string; signals: KeptSignals }>(READ, [clientIds], 'client-signals-read');
  return new Map(rows.map(({ client_id, signals }) => [client_id, signals]));
}

const READ = 'select client_id, signals from client_signals where client_id = any($1) order by client_id for update';

function rowOf({ known, changed }: Batch, clientId: string): KeptSignals {
  return changed.get(clientId) ?? known.get(clientId) ?? {};
}

function change(batch: Batch, clientId: string, signals: KeptSignals): void {
  batch.changed.set(clientId, signals);
}

function withoutOld(signals: KeptSignals): KeptSignals {
  const lapses = Object.values(signals).map(({ lapsesOn }) => lapsesOn);
  if (lapses.length === 0) return signals;
  const newest = lapses.reduce((a, b): BusinessDate => (a > b ? a : b));
  const since = addDays(newest, -KEPT_DAYS);
  return Object.fromEntries(Object.entries(signals).filter(([, { lapsesOn }]) => lapsesOn >= since));
}
