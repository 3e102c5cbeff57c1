import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankSpec, FILE_KINDS, makeBank, writeBank } from '@hengxin/demo-bank';

/** The bank the journeys walk through: small, with transfers, handovers, late contacts and clients without consent. */
export const BANK: BankSpec = { seed: 7, branches: 2, subBranches: 4, rms: 8, clients: 800, asOf: '2026-03-02', historyDays: 75 };

/** Half of it, and little history, for a log that is read and written call by call. */
export const SMALL_BANK: BankSpec = { ...BANK, clients: 400, historyDays: 10 };

/** Writes its import files into a new folder. */
export async function bankFiles(spec: BankSpec = BANK): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bank-'));
  const written = await writeBank(makeBank(spec), folder);
  return Object.fromEntries(FILE_KINDS.map((kind) => [kind, written[kind].path]));
}
