import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type Bank,
  type BankSpec,
  FILE_KINDS,
  makeBank,
  WITHOUT_HOLDINGS,
  writeBank,
  type WrittenFile,
} from '@hengxin/demo-bank';
import { firstOf } from './first-of.js';

/** How far back the rows of holdings go at most. */
const MOST_HOLDING_DAYS = 7_300;
/** A client has a row at least every so many days, and some more. */
const DAYS_A_HOLDING_ROW = 34;

export interface BenchBank {
  readonly spec: BankSpec;
  readonly files: Readonly<Record<string, string>>;
  readonly holdings: { path: string; rows: number };
  /** The newest contacts, and all that came before them. */
  readonly recent: { path: string; rows: number };
  readonly earlier: { path: string; rows: number };
}

export interface BankSize {
  readonly clients: number;
  readonly contacts: number;
  /** How many of the contacts come first. */
  readonly recentContacts: number;
  /** Rows of holdings; as many as the clients have in the days of the contacts where not given. */
  readonly holdings: number | undefined;
}

/**
 * A bank of the asked size whose contact history is cut in two, so that figures can be measured with little and with
 * much of it.
 */
export async function benchBank({ clients, contacts, recentContacts, holdings }: BankSize): Promise<BenchBank> {
  const rms = Math.max(4, Math.round(clients / 300));
  const historyDays = Math.ceil((contacts / (rms * 7.3)) * (365 / 248)) + 20;
  const spec: BankSpec = {
    seed: 42,
    branches: 4,
    subBranches: Math.max(4, Math.round(rms / 10)),
    rms,
    clients,
    asOf: '2026-03-02',
    historyDays,
  };
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bench-bank-'));
  const written = {
    ...(await writeBank(makeBank(spec), folder, WITHOUT_HOLDINGS)),
    holdings: await writeHoldings(spec, holdings, folder),
  };
  const total = written.contacts.rows;
  const skip = Math.max(0, total - contacts);
  const recent = { path: join(folder, 'contacts-recent.csv'), rows: Math.min(recentContacts, total) };
  const earlier = { path: join(folder, 'contacts-earlier.csv'), rows: total - skip - recent.rows };
  await split(written.contacts.path, skip, earlier, recent.path);
  const files = Object.fromEntries(FILE_KINDS.map((kind) => [kind, written[kind].path]));
  return { spec, files, holdings: written.holdings, recent, earlier };
}

/** Holdings of the bank's clients, for as many days back as so many rows take. */
async function writeHoldings(spec: BankSpec, rows: number | undefined, folder: string): Promise<WrittenFile> {
  const bank = rows === undefined ? makeBank(spec) : withHoldings(spec, rows);
  return (await writeBank(bank, folder, ['holdings'])).holdings;
}

function withHoldings(spec: BankSpec, rows: number): Bank {
  const historyDays = Math.ceil((rows / spec.clients) * DAYS_A_HOLDING_ROW) + 60;
  if (historyDays > MOST_HOLDING_DAYS)
    throw new Error(`${rows} rows of holdings are of more clients than ${spec.clients}: give more by --clients`);
  const bank = makeBank({ ...spec, historyDays });
  return { ...bank, holdings: () => firstOf(rows, bank.holdings()) };
}

async function split(
  from: string,
  skip: number,
  earlier: { path: string; rows: number },
  recentPath: string,
): Promise<void> {
  const [first, second] = [createWriteStream(earlier.path), createWriteStream(recentPath)];
  let line = -1;
  for await (const text of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    if (line === -1) {
      first.write(`${text}\n`);
      second.write(`${text}\n`);
    } else if (line >= skip) {
      const to = line < skip + earlier.rows ? first : second;
      if (!to.write(`${text}\n`)) await once(to, 'drain');
    }
    line++;
  }
  for (const stream of [first, second]) {
    stream.end();
    await once(stream, 'close');
  }
}
