/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  readonly what: string;
  /** Calls, events or rows a second; undefined where a rate isn't the point. */
  readonly rate?: number | undefined;
  readonly p50?: number | undefined;
  readonly p99?: number | undefined;
  /** The physical limit measured in the same run, in the rate's unit. */
  readonly limit?: number | undefined;
  readonly reach: string;
  readonly reached: string;
  readonly ok: boolean | null;
}

const show = (value: number | undefined, digits = 0) =>
  value === undefined ? '-' : value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

/** The table, in Markdown, so that it can be pasted. */
export function table(rows: readonly BenchRow[]): string {
  const head = ['What', 'rate /s', 'p50 ms', 'p99 ms', 'limit /s', 'ratio', 'to reach', 'reached', ''];
  const cells = rows.map((row) => [
    row.what,
    show(row.rate),
    show(row.p50, 1),
    show(row.p99, 1),
    show(row.limit),
    row.rate !== undefined && row.limit ? (row.rate / row.limit).toFixed(2) : '-',
    row.reach,
    row.reached,
    row.ok === null ? '' : row.ok ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...cells.map(line)].join('\n');
}
