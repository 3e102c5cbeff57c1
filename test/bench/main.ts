import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { callable } from '../faults/load.js';
import { eventually, Platform } from '../platform/platform.js';
import { sources } from '../platform/sources.js';
import { type BenchBank, benchBank } from './bank-files.js';
import { type BenchLog, benchLog } from './bench-log.js';
import { castOf, rmIds, wideBranch, wideManagers } from './cast.js';
import { benchBrowser, coldStart, consoleRoutes, liveMemory } from './console.js';
import { benchDeadlines } from './deadlines.js';
import { calendarFile, importClients, importHoldings, importRows, settle, succeed, targetsFile } from './imports.js';
import { benchLarge, LARGE, LARGE_QUICK } from './large-bank.js';
import { loadHttp, type Measured } from './load.js';
import { benchManyClients } from './many-clients.js';
import { measureRow } from './measure-row.js';
import {
  contact,
  KPI_AT_LEAST,
  LOG,
  measureFirstLooks,
  measureKpi,
  measureLogContact,
  measureMyDay,
  measureVisible,
  residentMb,
} from './measures.js';
import { benchPlansDrawn } from './plans.js';
import { rebuild, rebuildOf } from './rebuild.js';
import { type BenchRow, callRow, Table } from './row.js';
import {
  type Aim,
  COMMAND_ROWS,
  isShare,
  LARGE_ROWS,
  largeRowsAsked,
  MANY_CLIENTS_ROWS,
  type OwnAim,
  QUERY_ROWS,
  ROW_NAMES,
  rowsAsked,
} from './rows.js';
import { measureVisitLife, type VisitLife } from './visit-life.js';

/** Of each row that measures one query or command alone. */
const ROW_SECONDS = 3;

const USAGE = `npm run bench -- [--clients 120000] [--contacts 1000000] [--seconds 8] [--live-minutes 60] [--quick] [--rows contacts,myDay] [--event-log URL]
         [--events N] [--holdings N] [--many-clients 1200000] [--idle-minutes 10]
       npm run bench -- --bank large [--history-days 365] [--history-factor 10] [--seconds 8] [--quick] [--rows kpiTable]
Measures the platform and, in the same run, what the machine could do at the very least. --quick takes a bank of 3,000 clients.
--live-minutes: how long contacts come in while the memory of the console's Figures is watched; --quick takes 2.
--event-log: an EventStoreDB by its esdb:// URL on which the platform keeps its facts, or double: a double of one that
speaks its protocol, keeps all in memory, and is best given with --quick.
--events: rebuild counts so many events, of a bank of its own; --holdings: import-holdings takes a file of so many rows.
--many-clients, --idle-minutes: of ${MANY_CLIENTS_ROWS.join(', ')}, which are measured
where --rows names them: clients of their bank, and how long nobody asks anything before memory is looked at.
--quick takes 30,000 and 1.
--bank large: ${LARGE_ROWS.join(', ')} at the port of performance-kpis, in a bank of 40 branches, 4,000 sub-branches and
40,000 managers with --history-days of contacts; with 1 of --history-factor parts of them, the newest, and then with all.
--quick takes a tenth of the bank, and 100 days.
--rows takes some of: ${ROW_NAMES.join(', ')}.`;
/** These need no bank. */
const BEFORE_THE_BANK = ['console-routes', 'at-rest', 'append', 'deadlines', 'plans'];
const OVER_KAFKA = ['visible-kafka', 'visible-kafka-500'];
/** What is asked of a log in PostgreSQL, whatever log the platform has. */
const ON_POSTGRES = ['append', 'deadlines', 'plans', 'rebuild'];
/** Contacts a second, by the rows that look how soon they are visible. */
const PER_SECOND = { usual: 200, busy: 500 };
/** At rest is what a platform is that started a while ago. */
const SETTLED_MS = 20_000;

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    contacts: { type: 'string' },
    seconds: { type: 'string' },
    'live-minutes': { type: 'string' },
    quick: { type: 'boolean' },
    'event-log': { type: 'string' },
    events: { type: 'string' },
    holdings: { type: 'string' },
    'many-clients': { type: 'string' },
    'idle-minutes': { type: 'string' },
    bank: { type: 'string' },
    'history-days': { type: 'string' },
    'history-factor': { type: 'string' },
    rows: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(USAGE);
else if (values.bank !== undefined) await benchBankOf(values.bank);
else await bench();

/** A whole number that an option gives; undefined without it. Throws for what is none, or below 1. */
function whole(
  option: 'events' | 'holdings' | 'many-clients' | 'idle-minutes' | 'history-days' | 'history-factor',
): number | undefined {
  const text = values[option];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${option} takes a whole number from 1 on.`);
  return Number(text);
}

/** What performance-kpis answers of a bank by its size, beside a platform that nobody asks. */
async function benchBankOf(name: string): Promise<void> {
  if (name !== 'large') throw new Error(`no bank is called ${name}. There is: large.`);
  if (values['event-log'] !== undefined) throw new Error('--bank large is asked of PostgreSQL: give no --event-log.');
  const table = new Table(largeRowsAsked(values.rows));
  const asked = {
    bank: values.quick ? LARGE_QUICK : LARGE,
    historyDays: whole('history-days') ?? (values.quick ? 100 : 365),
    historyFactor: whole('history-factor') ?? 10,
    seconds: Number(values.seconds ?? (values.quick ? 3 : 8)),
  };
  tellMachine();
  const { branches, subBranches, managers, clientsEach } = asked.bank;
  console.log(
    `Bank: ${branches} branches, ${subBranches} sub-branches, ${managers} managers of ${clientsEach} clients each; ${asked.historyDays} days of contacts.`,
  );
  const platform = await Platform.start();
  try {
    await benchLarge(await platform.databaseUrl(), asked, table);
  } finally {
    await platform.stop();
  }
  console.log(`\n${table.text()}`);
}

function tellMachine(): void {
  console.log(
    `Machine: ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} processors; Node ${process.versions.node}. The load is made on the same processors.`,
  );
}

async function bench(): Promise<void> {
  const named = rowsAsked(values.rows);
  const log = await benchLog(values['event-log']);
  try {
    await benchOn(log, log.isPostgres ? named : new Set([...named].filter((name) => !ON_POSTGRES.includes(name))));
  } finally {
    log.close();
  }
}

async function benchOn(log: BenchLog, asked: ReadonlySet<string>): Promise<void> {
  const clients = Number(values.clients ?? (values.quick ? 3000 : 120_000));
  const contacts = Number(values.contacts ?? (values.quick ? 20_000 : 1_000_000));
  const seconds = Number(values.seconds ?? (values.quick ? 3 : 8));
  const liveMinutes = Number(values['live-minutes'] ?? (values.quick ? 2 : 60));
  const events = whole('events');
  const table = new Table(asked);
  tellMachine();
  console.log(`Event log: ${log.name}.`);
  if (!log.isPostgres) console.log(`  SKIPPED, since they are asked of PostgreSQL itself: ${ON_POSTGRES.join(', ')}.`);
  if (table.wants('console-routes')) for (const each of await consoleRoutes()) table.add('console-routes', each);
  if (!table.wantsMoreThan('console-routes')) return console.log(`\n${table.text()}`);
  const run = { clients, seconds, liveMinutes, events, table, log };
  const ofOwnBanks = [...BEFORE_THE_BANK, ...MANY_CLIENTS_ROWS, ...(events === undefined ? [] : ['rebuild'])];
  const bank = table.wantsMoreThan(...ofOwnBanks) ? await bankOf(clients, contacts) : undefined;
  if (table.wantsMoreThan('console-routes', ...OVER_KAFKA, ...MANY_CLIENTS_ROWS)) await onTheLog(bank, run);
  if (bank && table.wants(...OVER_KAFKA)) await overKafka(bank, run);
  if (table.wants(...MANY_CLIENTS_ROWS)) {
    const many = whole('many-clients') ?? (values.quick ? 30_000 : 1_200_000);
    const idleMinutes = whole('idle-minutes') ?? (values.quick ? 1 : 10);
    await benchManyClients({ few: clients, many, idleMinutes, seconds }, log, table);
  }
  if (!log.isPostgres) console.log(`\nThe platform kept its facts on ${log.name}.`);
  console.log(`\n${table.text()}`);
}

function bankOf(clients: number, contacts: number): Promise<BenchBank> {
  console.log(`Bank: ${clients} clients, ${contacts} contacts. Making its files…`);
  const recentContacts = Math.min(100_000, Math.floor(contacts / 2));
  return benchBank({ clients, contacts, recentContacts, holdings: whole('holdings') });
}

interface Run {
  readonly clients: number;
  readonly seconds: number;
  readonly liveMinutes: number;
  /** That a rebuild is to count; undefined: those of the platform. */
  readonly events: number | undefined;
  readonly table: Table;
  readonly log: BenchLog;
}

/** Without a bank, what needs none. */
async function onTheLog(
  bank: BenchBank | undefined,
  { clients, seconds, liveMinutes, events, table, log }: Run,
): Promise<void> {
  const platform = await Platform.start({ eventLogUrl: log.url() });
  try {
    if (table.wants('at-rest')) table.add('at-rest', await atRest(platform));
    const databaseUrl = await platform.databaseUrl();
    if (table.wants('append')) for (const row of await append(databaseUrl)) table.add('append', row);
    if (table.wants('deadlines')) table.add('deadlines', await benchDeadlines(databaseUrl));
    if (table.wants('plans')) table.add('plans', await benchPlansDrawn(databaseUrl, values.quick ? 50 : 500));
    if (events !== undefined && table.wants('rebuild')) table.add('rebuild', await rebuildOf(databaseUrl, events));
    const isRebuilt = events === undefined && table.wants('rebuild');
    const done = [...BEFORE_THE_BANK, ...OVER_KAFKA, ...MANY_CLIENTS_ROWS, ...(isRebuilt ? [] : ['rebuild'])];
    if (!bank || !table.wantsMoreThan(...done)) return;
    const bare = table.wants('kpi', 'kpi-history', 'myDay', 'logContact')
      ? await bareServer(databaseUrl, platform.port + 8, seconds)
      : undefined;
    const wide = await wideBranch();
    table.add('import-units', await importRows(platform, 'units', [bank.files['units']!, wide.units]));
    table.add('import-staff', await importRows(platform, 'staff', [bank.files['staff']!, wide.staff]));
    if (table.wants('import-calendar'))
      table.add('import-calendar', await importRows(platform, 'calendar', [await calendarFile()]));
    table.add('import-clients', await importClients(platform, bank.files['clients']!, clients));
    await succeed(platform.import({ clients: wide.clients, contacts: wide.contacts, holdings: wide.holdings }));
    const people = await peopleOf(platform, Math.min(60, bank.spec.rms));
    table.add('import-contacts', await importContacts(platform, bank.recent, people));
    if (table.wants('myDay-cold')) table.add('myDay-cold', await firstLooks(platform, bank.spec.rms));
    await drawn(platform, people.rms);
    const kpiAim = (measured: Measured) => measured.rate >= 1000 && measured.p99 <= 50;
    if (table.wants('kpi')) {
      const few = await measureKpi(platform, seconds);
      const what = `kpi of head office for a month, ${bank.recent.rows} contacts`;
      table.add('kpi', callRow(what, few, bare?.list, '>= 1,000/s, p99 <= 50 ms', kpiAim(few)));
    }
    if (table.wants('kpi-history') || isRebuilt || table.isWhole)
      table.add('import-contacts', await importContacts(platform, bank.earlier, people));
    if (table.wants('kpi-history')) {
      const many = await measureKpi(platform, seconds);
      const what = `kpi of head office for a month, ${bank.recent.rows + bank.earlier.rows} contacts`;
      table.add('kpi-history', callRow(what, many, bare?.list, 'the same', kpiAim(many)));
    }
    if (table.wants('myDay')) {
      const day = await measureMyDay(platform, people.rms, seconds);
      const what = `myDay with client name and tier, 32 connections, ${clients} clients`;
      table.add('myDay', callRow(what, day, bare?.list, '>= 1,500/s, p99 <= 80 ms', day.rate >= 1500 && day.p99 <= 80));
    }
    if (table.wants('logContact')) {
      const log = await measureLogContact(platform, people.clients, seconds);
      const ok = log.rate >= 1000 && log.p99 <= 100 && log.errors === 0;
      table.add(
        'logContact',
        callRow(
          'logContact through the gateway, 32 connections',
          log,
          bare?.insert,
          '>= 1,000/s, p99 <= 100 ms, no errors',
          ok,
        ),
      );
    }
    if (table.wants('visible'))
      table.add('visible', await visible('store', platform, people, PER_SECOND.usual, seconds));
    if (table.wants('visible-500'))
      table.add('visible-500', await visible('store', platform, people, PER_SECOND.busy, seconds));
    await inABrowser(platform, people, liveMinutes, table);
    await eachAlone(platform, bank, people, table);
    if (table.wants('visit-commands'))
      table.add('visit-commands', visits(await measureVisitLife(platform, wideManagers(), seconds)));
    if (table.wants('import-holdings')) table.add('import-holdings', await importHoldings(platform, bank.holdings));
    if (table.wants('import-targets'))
      table.add('import-targets', await importRows(platform, 'targets', [await targetsFile(rmIds(bank.spec.rms))]));
    if (isRebuilt) table.add('rebuild', await rebuild(databaseUrl));
  } finally {
    await platform.stop();
  }
}

/** What a person sees of it. */
async function inABrowser(platform: Platform, people: People, minutes: number, table: Table): Promise<void> {
  if (!table.wants('console-cold', 'console-memory')) return;
  const browser = await benchBrowser();
  if (!browser) return;
  try {
    if (table.wants('console-cold')) table.add('console-cold', await coldStart(browser, platform, people.rms[0]!));
    if (table.wants('console-memory'))
      table.add('console-memory', await liveMemory(browser, platform, { minutes, clients: people.clients }));
  } finally {
    await browser.close();
  }
}

/** Every query and every command by itself, so that none can be slow unseen. */
async function eachAlone(platform: Platform, bank: BenchBank, people: People, table: Table): Promise<void> {
  const rows = [...QUERY_ROWS, ...COMMAND_ROWS].filter(({ name }) => table.wants(name));
  if (rows.length === 0) return;
  await caughtUp(platform, people);
  const cast = await castOf(platform, bank.spec, people.rms);
  for (const each of rows) {
    const measured = await measureRow(platform, each, cast, ROW_SECONDS);
    const { what, aim } = each;
    const told = callRow(what, measured, undefined, aimText(aim), aim && !isShare(aim) ? isMet(aim, measured) : null);
    table.add(each.name, { ...told, aim: aim && isShare(aim) ? aim : undefined });
  }
}

function aimText(aim: Aim | undefined): string {
  if (aim === undefined) return '-';
  if (isShare(aim)) return `>= ${aim.share} x ${aim.of}`;
  const { perSecond, p99Ms } = aim;
  return [perSecond && `>= ${perSecond}/s`, p99Ms && `p99 <= ${p99Ms} ms`].filter(Boolean).join(', ');
}

function isMet({ perSecond = 0, p99Ms = Infinity }: OwnAim, { rate, p99 }: Measured): boolean {
  return rate >= perSecond && p99 <= p99Ms;
}

async function append(databaseUrl: string): Promise<BenchRow[]> {
  const { benchAppend } = (await import(
    new URL('../../../libs/event-log/bench/append.bench.mjs', import.meta.url).href
  )) as {
    benchAppend: (url: string) => Promise<AppendRow[]>;
  };
  return (await benchAppend(databaseUrl)).map(({ what, rate, limitRate, limit, reached, ok }) => ({
    what,
    rate,
    limit: limitRate,
    reach: limit,
    reached,
    ok,
  }));
}

interface AppendRow {
  what: string;
  reached: string;
  limit: string;
  ok: boolean | null;
  rate?: number;
  limitRate?: number;
}

async function visible(
  bus: string,
  platform: Platform,
  people: People,
  perSecond: number,
  seconds: number,
): Promise<BenchRow> {
  const measured = await measureVisible(platform, people.clients, perSecond, seconds);
  const { rate, p50, p99, errors, firstError } = measured;
  const failed = errors ? `, ${errors} ERRORS: ${firstError ?? ''}` : '';
  return {
    what: `mutation answered -> visible in head office's kpi, ${perSecond} contacts/s, source ${bus}`,
    rate,
    p50,
    p99,
    reach: 'p99 <= 1,000 ms',
    reached: `p99 ${p99.toFixed(1)} ms at ${Math.round(rate)} contacts/s${failed}`,
    // What is soon visible at half the rate says nothing of the whole.
    ok: p99 <= 1000 && rate >= 0.95 * perSecond && errors === 0,
  };
}

function visits({ p99Of, ...measured }: VisitLife): BenchRow {
  const { coldRate: _cold, ...counted } = measured;
  const ok = measured.rate >= 600;
  const told = callRow('visits from plan to review, 32 connections', counted, undefined, '>= 600 commands/s', ok);
  const steps = Object.entries(p99Of).map(([step, ms]) => `${step} ${ms.toFixed(1)}`);
  return { ...told, reached: `${told.reached}; p99 of ${steps.join(', ')} ms` };
}

/** Everyone's first look at today, which draws the plan: in a bank that came after the day began nobody has one yet. */
async function firstLooks(platform: Platform, managers: number): Promise<BenchRow> {
  await settle(platform);
  const rms = rmIds(managers);
  const what = `myDay at the first look, which draws the plan, 32 connections, ${managers} managers`;
  return callRow(what, await measureFirstLooks(platform, rms), undefined, '-', null);
}

/** Two kinds of call that do the least there is to do, with the same load and the same database. */
async function bareServer(
  databaseUrl: string,
  port: number,
  seconds: number,
): Promise<{ insert: number; list: number }> {
  const child = fork(new URL('./bare-server.js', import.meta.url), [String(port)], {
    env: { ...process.env, HENGXIN_DATABASE_URL: databaseUrl },
  });
  await new Promise((ready) => child.once('message', ready));
  const call = (path: string) => () => ({
    url: `http://127.0.0.1:${port}/${path}`,
    headers: { 'content-type': 'application/json' },
    body: '{"clientId":"C000017","channel":"PHONE","outcome":"ENGAGED"}',
  });
  const insert = await loadHttp(call('insert'), 32, seconds, () => false);
  const list = await loadHttp(call('list'), 32, seconds, () => false);
  child.disconnect();
  console.log(
    `  bare server with one insert a call: ${Math.round(insert.rate)}/s; with one list of ten a call: ${Math.round(list.rate)}/s`,
  );
  return { insert: insert.rate, list: list.rate };
}

async function atRest(platform: Platform): Promise<BenchRow> {
  await new Promise((settled) => setTimeout(settled, SETTLED_MS));
  const launcher = Number(await readFile(`${platform.dataDir}/launcher.pid`, 'utf8'));
  const postmaster = Number((await readFile(`${platform.dataDir}/pg/postmaster.pid`, 'utf8')).split('\n')[0]);
  const services = Object.values(await platform.pids());
  const backends = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  const mb = await residentMb([launcher, postmaster, ...services, ...backends]);
  return {
    what: 'standalone at rest, launcher, services and database',
    reach: '<= 1,200 MB resident',
    reached: `${Math.round(mb)} MB`,
    ok: mb <= 1200,
  };
}

async function importContacts(
  platform: Platform,
  file: { path: string; rows: number },
  people: People,
): Promise<BenchRow> {
  const started = performance.now();
  await succeed(platform.import({ contacts: file.path }));
  const imported = performance.now();
  await caughtUp(platform, people);
  const rate = file.rows / ((imported - started) / 1000);
  return {
    what: `import of ${file.rows} contacts`,
    rate,
    reach: '-',
    reached: `${Math.round(rate)} rows/s; figures caught up ${((performance.now() - imported) / 1000).toFixed(1)} s after`,
    ok: null,
  };
}

/** Waits until the figures hold everything that was logged: a fresh contact, visible, stands behind all before it. */
async function caughtUp(platform: Platform, people: People): Promise<void> {
  const [rm, clients] = [...people.clients][0]!;
  const { logContact } = await platform.data<{ logContact: { position: string | null } }>(rm, LOG, {
    input: contact(clients[0]!, 0),
  });
  const variables = {
    scope: { unitId: 'U0001' },
    period: { grain: 'DAY', start: '2026-03-02' },
    at: logContact.position,
  };
  await eventually(
    () => platform.data('H0001', KPI_AT_LEAST, variables),
    () => true,
    900_000,
  );
}

interface People {
  readonly rms: readonly string[];
  readonly clients: ReadonlyMap<string, readonly string[]>;
}

async function peopleOf(platform: Platform, count: number): Promise<People> {
  const rms = rmIds(count);
  return { rms, clients: (await callable(platform, rms)).of };
}

/** Asks each plan once, so that what is measured is a drawn plan. */
async function drawn(platform: Platform, rms: readonly string[]): Promise<void> {
  for (const rm of rms)
    await eventually(
      () => platform.data<{ myDay: { items: unknown[] } }>(rm, '{ myDay { items { id client { name tier } } } }'),
      ({ myDay }) => myDay.items.length > 0,
      120_000,
    );
}

async function overKafka({ files, spec }: BenchBank, { seconds, table, log }: Run): Promise<void> {
  const kafka = sources().find(({ name }) => name === 'kafka');
  if (!kafka) return console.log('  source kafka: SKIPPED, no broker can be had here (npm run doctor says why)');
  const open = await kafka.open();
  const platform = await Platform.start({ ...open.options, eventLogUrl: log.url() });
  try {
    await succeed(
      platform.import({ units: files['units']!, staff: files['staff']!, clients: files['clients']! }, { wait: true }),
    );
    const people = await peopleOf(platform, Math.min(40, spec.rms));
    // The other source had its rush before it was measured: a service just started would be compared with a warm one.
    await measureLogContact(platform, people.clients, 1);
    await caughtUp(platform, people);
    await measureVisible(platform, people.clients, PER_SECOND.usual, 4);
    if (table.wants('visible-kafka'))
      table.add('visible-kafka', await visible('kafka', platform, people, PER_SECOND.usual, seconds));
    if (table.wants('visible-kafka-500'))
      table.add('visible-kafka-500', await visible('kafka', platform, people, PER_SECOND.busy, seconds));
  } finally {
    await platform.stop();
    await open.close();
  }
}
