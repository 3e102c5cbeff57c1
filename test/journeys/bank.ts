import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankSpec, makeBank, WITHOUT_HOLDINGS, writeBank } from '@hengxin/demo-bank';
import { Platform, type PlatformOptions } from '../platform/platform.js';
import type { OpenSource, Source, SourceWish } from '../platform/sources.js';

/** The bank the journeys walk through: small, with transfers, handovers, late contacts and clients without consent. */
export const BANK: BankSpec = {
  seed: 7,
  branches: 2,
  subBranches: 4,
  rms: 8,
  clients: 800,
  asOf: '2026-03-02',
  historyDays: 75,
};

/** Half of it, and little history, where it is what happens afterwards that counts. */
export const SMALL_BANK: BankSpec = { ...BANK, clients: 400, historyDays: 10 };

/** Writes its import files into a new folder. */
export async function bankFiles(spec: BankSpec = BANK): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'hengxin-bank-'));
  const written = await writeBank(makeBank(spec), folder, WITHOUT_HOLDINGS);
  return Object.fromEntries(WITHOUT_HOLDINGS.map((kind) => [kind, written[kind].path]));
}

/** A platform over a source, with a bank in it that every list and figure shows. */
export interface RunningBank {
  readonly platform: Platform;
  readonly source: OpenSource;
  readonly files: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface BankOptions extends SourceWish, Pick<PlatformOptions, 'dataDir' | 'keepData' | 'env'> {
  readonly spec?: BankSpec;
}

/**
 * Starting a platform and filling it costs more than most of what is then asked of it: suites of one source share one.
 */
export async function startBank(
  over: Source,
  { spec, killableBroker, killableLog, ...options }: BankOptions = {},
): Promise<RunningBank> {
  const source = await over.open({ ...(killableBroker && { killableBroker }), ...(killableLog && { killableLog }) });
  const begun = [source.close];
  const stop = async () => {
    for (const end of begun.splice(0).reverse()) await end();
  };
  try {
    const platform = await Platform.start({ ...source.options, ...options });
    begun.push(async () => void (await platform.stop()));
    const files = await bankFiles(spec);
    const { code, output } = await platform.import(files, { wait: true });
    if (code !== 0) throw new Error(output);
    return { platform, source, files, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
