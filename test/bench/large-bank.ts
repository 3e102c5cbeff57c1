import { addDays, type BusinessDate, chinaCalendar } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import {
  appendAll,
  bankFacts,
  BULK_HEAD_OFFICE,
  type BulkBank,
  bulkBranchId,
  bulkLog,
  bulkManagerId,
  bulkSubId,
  contactFacts,
  type Days,
} from './bulk-bank.js';
import { BANK, FEBRUARY, TODAY } from './calls.js';
import { CONNECTIONS, FiguresService } from './figures-service.js';
import type { Measured } from './load.js';
import { memoryDuring } from './measures.js';
import { onOwnDatabase, query, setDemoClock } from './own-database.js';
import type { BenchRow, Table } from './row.js';
import { LARGE_ROWS, type LargeRow, QUERY_ROWS } from './rows.js';

/** A head office, 40 branches, 4,000 sub-branches, and 40,000 managers who all log something every working day. */
export const LARGE: BulkBank = { branches: 40, subBranches: 4_000, managers: 40_000, clientsEach: 10, contactsADay: 1 };
/** A tenth of it. */
export const LARGE_QUICK: BulkBank = { ...LARGE, branches: 4, subBranches: 400, managers: 4_000 };

const DATABASE = 'bench_large';
const MOST_MS = 20;
/** How much slower an answer may be with all of the history. */
const SLOWER_AT_MOST = 1.2;
const WEEKS = 52;
/** Clients are kept since a while before the first contact. */
const KEPT_BEFORE_DAYS = 30;

export interface LargeAsked {
  readonly bank: BulkBank;
  /** Calendar days of contacts before today. */
  readonly historyDays: number;
  /** It is measured with the newest of so many equal parts of the history, and then with all. 1: with all alone. */
  readonly historyFactor: number;
  readonly seconds: number;
}

const WHAT: Readonly<Record<LargeRow, string>> = {
  'kpi-ten': 'kpi of any scope for a month, ten metrics',
  kpiTable: 'kpiTable of head office and of branches, a page of 50, five metrics',
  kpiSeries: `kpiSeries of any scope, ${WEEKS} weeks at most, every metric`,
};

type Measures = ReadonlyMap<LargeRow, Measured>;

/** How quickly performance-kpis answers of a large bank at its own port, with a part of the history and with all. */
export async function benchLarge(databaseUrl: string, asked: LargeAsked, table: Table): Promise<void> {
  const first = addDays(TODAY, -asked.historyDays);
  if (!chinaCalendar.supports(addDays(first, -KEPT_BEFORE_DAYS)))
    throw new Error(
      `--history-days ${asked.historyDays} begins before the calendar, whose first year is ${chinaCalendar.firstYear}`,
    );
  await onOwnDatabase(databaseUrl, DATABASE, async (url) => {
    await setDemoClock(url, `${TODAY}T09:00:00+08:00`);
    const log = await bulkLog(url);
    const service = await FiguresService.start(url, BULK_HEAD_OFFICE).catch(async (error: unknown) => {
      await log.close();
      throw error;
    });
    try {
      await measureAll({ url, log, service, first, asked }, table);
    } finally {
      await service.close();
      await log.close();
    }
  });
}

interface Large {
  readonly url: string;
  readonly log: EventLog;
  readonly service: FiguresService;
  /** Day of the history. */
  readonly first: BusinessDate;
  readonly asked: LargeAsked;
}

async function measureAll(large: Large, table: Table): Promise<void> {
  const { log, first, asked } = large;
  const recent = addDays(TODAY, -Math.ceil(asked.historyDays / asked.historyFactor));
  let facts = 0;
  for (const step of bankFacts(asked.bank, addDays(first, -KEPT_BEFORE_DAYS))) facts += await appendAll(log, step);
  console.log(`  ${facts} events of units, staff and clients.`);
  await logged(large, { from: recent, before: TODAY });
  const few = await measured(large, recent, table);
  if (asked.historyFactor > 1) await logged(large, { from: first, before: recent });
  const many = asked.historyFactor > 1 ? await measured(large, recent, table) : few;
  for (const name of LARGE_ROWS)
    if (table.wants(name)) table.add(name, rowOf(name, large, many.get(name)!, few.get(name)!));
}

/** Has everybody log contacts on some days, and the figures follow. */
async function logged({ url, log, service, asked }: Large, days: Days): Promise<void> {
  const started = performance.now();
  const { result, peakMb } = await memoryDuring(service.pid, async () => {
    const contacts = await appendAll(log, contactFacts(asked.bank, days));
    const appendedAt = performance.now();
    await service.caughtUp(await log.head());
    return { contacts, seconds: (appendedAt - started) / 1000 };
  });
  const seconds = (performance.now() - started) / 1000;
  const { contacts } = result;
  // What a running bank has had done by now, so that it does not begin amid the measurement.
  await query(url, 'vacuum (analyze)', 'checkpoint');
  console.log(
    `  ${contacts} contacts from ${days.from} on: appended in ${result.seconds.toFixed(0)} s, figures after ${seconds.toFixed(0)} s (${Math.round(contacts / seconds)}/s), the service at most ${Math.round(peakMb)} MB.`,
  );
}

/** Asked of days that are there from the beginning. */
async function measured({ service, asked }: Large, recent: BusinessDate, table: Table): Promise<Measures> {
  const found = new Map<LargeRow, Measured>();
  for (const name of LARGE_ROWS) {
    if (!table.wants(name)) continue;
    const variables = (n: number) => variablesOf(name, asked.bank, recent, n);
    found.set(name, await service.measure(operationOf(name), variables, asked.seconds));
  }
  return found;
}

/** As through the gateway. */
function operationOf(name: LargeRow): string {
  return QUERY_ROWS.find((row) => row.name === name)!.operation;
}

function variablesOf(name: LargeRow, bank: BulkBank, recent: BusinessDate, n: number): object {
  switch (name) {
    case 'kpi-ten':
      return { scope: scopeOf(bank, n), period: FEBRUARY };
    case 'kpiTable':
      return { id: n % 2 === 0 ? BANK.unitId : bulkBranchId(Math.floor(n / 2) % bank.branches), period: FEBRUARY };
    case 'kpiSeries':
      return { scope: scopeOf(bank, n), from: laterOf(recent, addDays(TODAY, -(WEEKS - 1) * 7)), to: TODAY };
  }
}

const laterOf = (a: BusinessDate, b: BusinessDate): BusinessDate => (a > b ? a : b);

/** Head office, a branch, a sub-branch and a manager in turn, each time others. */
function scopeOf({ branches, subBranches, managers }: BulkBank, n: number): object {
  const round = Math.floor(n / 4);
  const scopes = [
    BANK,
    { unitId: bulkBranchId(round % branches) },
    { unitId: bulkSubId(round % subBranches) },
    { staffId: bulkManagerId(round % managers) },
  ];
  return scopes[n % 4]!;
}

function rowOf(name: LargeRow, { asked }: Large, many: Measured, few: Measured): BenchRow {
  const { historyDays, historyFactor } = asked;
  const { rate, p50, p99, errors, firstError } = many;
  const failed = errors + few.errors;
  const told = failed > 0 ? `, ${failed} ERRORS: ${firstError ?? few.firstError ?? ''}` : '';
  const part = `with 1 of ${historyFactor} parts of the history ${few.p99.toFixed(1)} ms: ${(p99 / few.p99).toFixed(2)} x`;
  return {
    what: `${WHAT[name]}, at the service, ${CONNECTIONS} connections, ${historyDays} days of a large bank`,
    rate,
    p50,
    p99,
    reach: `p99 <= ${MOST_MS} ms${historyFactor > 1 ? `, <= ${SLOWER_AT_MOST} x that of 1 of ${historyFactor} parts` : ''}`,
    reached: `${Math.round(rate)}/s, p99 ${p99.toFixed(1)} ms${historyFactor > 1 ? `; ${part}` : ''}${told}`,
    ok: failed === 0 && p99 <= MOST_MS && p99 <= SLOWER_AT_MOST * few.p99,
  };
}
