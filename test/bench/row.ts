import type { ShareAim } from './calls.js';
import type { Measured } from './load.js';
import { WHOLE_RUN } from './rows.js';

/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  readonly what: string;
  /** Calls, events or rows a second; undefined where a rate isn't the point. */
  readonly rate?: number | undefined;
  readonly p50?: number | undefined;
  readonly p99?: number | undefined;
  /** The physical limit measured in the same run, in the rate's unit. */
  readonly limit?: number | undefined;
  /** A load of calls through the gateway, to be compared with `units`, which is the least that one can ask. */
  readonly isCall?: boolean;
  /** How quick it is to be beside another row; `ok` is then found once that one is known. */
  readonly aim?: ShareAim | undefined;
  readonly reach: string;
  readonly reached: string;
  readonly ok: boolean | null;
}

const show = (value: number | undefined, digits = 0) =>
  value === undefined
    ? '-'
    : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** The rows of a run as they come, and in the end the table, in Markdown, so that it can be pasted. */
export class Table {
  private readonly rows: { readonly name: string; readonly row: BenchRow }[] = [];

  constructor(private readonly asked: ReadonlySet<string>) {}

  /** Whether the whole bench is run, not some rows of it. */
  get isWhole(): boolean {
    return WHOLE_RUN.every((name) => this.asked.has(name));
  }

  wants(...names: readonly string[]): boolean {
    return names.some((name) => this.asked.has(name));
  }

  /** Whether any other row is asked for. */
  wantsMoreThan(...names: readonly string[]): boolean {
    return [...this.asked].some((name) => !names.includes(name));
  }

  /** What had to be done for other rows is not shown, unless it was asked for. */
  add(name: string, row: BenchRow): void {
    if (!this.asked.has(name)) return;
    this.rows.push({ name, row });
    console.log(`  ${row.what}: ${row.reached}`);
  }

  text(): string {
    const rates = new Map(this.rows.map(({ name, row }) => [name, row.rate]));
    return table(
      this.rows.map(({ row }) => {
        const other = row.aim && rates.get(row.aim.of);
        return row.aim && other && row.ok !== false ? { ...row, ok: row.rate! >= row.aim.share * other } : row;
      }),
      rates.get('units'),
    );
  }
}

/** What a load of calls came to; it failed where any call did. */
export function callRow(
  what: string,
  measured: Measured,
  limit: number | undefined,
  reach: string,
  ok: boolean | null,
): BenchRow {
  const failed = measured.errors ? `, ${measured.errors} ERRORS: ${measured.firstError ?? ''}` : '';
  const cold = measured.coldRate === undefined ? '' : ` (just started: ${Math.round(measured.coldRate)}/s)`;
  const reached = `${Math.round(measured.rate)}/s, p99 ${measured.p99.toFixed(1)} ms${cold}${failed}`;
  return {
    what,
    rate: measured.rate,
    p50: measured.p50,
    p99: measured.p99,
    limit,
    reach,
    reached,
    isCall: true,
    ok: measured.errors > 0 ? false : ok,
  };
}

function table(rows: readonly BenchRow[], units: number | undefined): string {
  const head = ['What', 'rate /s', 'p50 ms', 'p99 ms', 'limit /s', 'ratio', 'of units', 'to reach', 'reached', ''];
  const cells = rows.map((row) => [
    row.what,
    show(row.rate),
    show(row.p50, 1),
    show(row.p99, 1),
    show(row.limit),
    row.rate !== undefined && row.limit ? (row.rate / row.limit).toFixed(2) : '-',
    row.rate !== undefined && row.isCall && units ? (row.rate / units).toFixed(2) : '-',
    row.reach,
    row.reached,
    row.ok === null ? '' : row.ok ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...cells.map(line)].join('\n');
}
