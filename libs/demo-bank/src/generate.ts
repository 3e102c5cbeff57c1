import { parseArgs } from 'node:util';
import { businessDateOf, isDate } from '@hengxin/contracts';
import { type BankSpec, makeBank } from './bank.js';
import { FILE_KINDS, writeBank } from './csv.js';

const USAGE = `Makes the import files of a bank of any size; the same seed gives the same bank.
  npm run demo:generate -- --branches 4 --sub-branches 40 --rms 400 --clients 120000 --seed 42
  --out DIR           where to write units.csv, staff.csv, clients.csv, contacts.csv, holdings.csv (default .hengxin/bank)
  --as-of YYYY-MM-DD  the day the bank is shown on; history ends the day before (default today)
  --history-days N    calendar days of contact history (default 180)`;

/** Reads the options of the generator. Throws with a sentence that names the option at fault. */
export function readSpec(args: readonly string[], today: string): { spec: BankSpec; out: string; help: boolean } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      branches: text,
      'sub-branches': text,
      rms: text,
      clients: text,
      seed: text,
      out: text,
      'as-of': text,
      'history-days': text,
      help: { type: 'boolean' },
    },
  });
  const whole = (name: keyof typeof values, fallback: number, least: number) => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isInteger(value) || value < least)
      throw new Error(`--${name} takes a whole number from ${least} on, not ${String(values[name])}`);
    return value;
  };
  const asOf = values['as-of'] ?? today;
  if (!isDate(asOf)) throw new Error(`--as-of takes a date like 2026-03-02, not ${asOf}`);
  const spec: BankSpec = {
    seed: whole('seed', 42, 0),
    branches: whole('branches', 2, 1),
    subBranches: whole('sub-branches', 6, 1),
    rms: whole('rms', 24, 1),
    clients: whole('clients', 6000, 1),
    asOf,
    historyDays: whole('history-days', 180, 0),
  };
  if (spec.subBranches < spec.branches)
    throw new Error('--sub-branches must be at least --branches: every branch has one');
  return { spec, out: values.out ?? '.hengxin/bank', help: values.help ?? false };
}

/** The command line: writes the files and says what it wrote. */
export async function generate(args: readonly string[]): Promise<number> {
  try {
    const { spec, out, help } = readSpec(args, businessDateOf(Date.now()));
    if (help) {
      console.log(USAGE);
      return 0;
    }
    const written = await writeBank(makeBank(spec), out);
    for (const kind of FILE_KINDS)
      console.log(`${kind.padEnd(9)} ${String(written[kind].rows).padStart(9)} rows  ${written[kind].path}`);
    console.log(
      `Load it into a running platform: npm run import -- ${FILE_KINDS.map((kind) => `--${kind} ${written[kind].path}`).join(' ')}`,
    );
    return 0;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
}
