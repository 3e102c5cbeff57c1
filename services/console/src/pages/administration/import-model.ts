/** The files of a bank, in the order in which they rest on each other. */
export type Kind = 'units' | 'staff' | 'calendar' | 'clients' | 'contacts' | 'holdings' | 'targets';
export const KINDS: readonly Kind[] = ['units', 'staff', 'calendar', 'clients', 'contacts', 'holdings', 'targets'];

/** A line of the import's answer, as docs/how-to/import-endpoint.md has it. */
export type Message =
  | { readonly type: 'columns'; readonly names: readonly string[] }
  | { readonly type: 'unknownColumn'; readonly name: string }
  | ({ readonly type: 'progress' } & Counts)
  | ({ readonly type: 'reject' } & Reject)
  | ({ readonly type: 'account' } & Account)
  | { readonly type: 'failure'; readonly code: string; readonly message: string };
interface Counts {
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly rejected: number;
}
export interface Reject {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  readonly row: Readonly<Record<string, string>>;
  readonly text?: string;
}
interface Account extends Counts {
  readonly position: string | null;
  readonly blank?: number;
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  /** Rows that await a second administrator's word. */
  readonly awaiting?: number;
}

export interface Run {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  readonly counts: Counts;
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
  /** The first ones; `counts.rejected` says how many there are. */
  readonly rejects: readonly Reject[];
  readonly account: Account | null;
  /** Why it stopped half-way, or was not begun. */
  readonly failure: string | null;
}

const NOTHING: Counts = { read: 0, taken: 0, unchanged: 0, rejected: 0 };
export const WAITING: Run = {
  state: 'waiting',
  counts: NOTHING,
  columns: [],
  unknownColumns: [],
  rejects: [],
  account: null,
  failure: null,
};
/** How many rejected rows are shown. */
export const SHOWN_REJECTS = 100;

/** A run after one more line of its answer. Pure. */
export function after(run: Run, message: Message): Run {
  switch (message.type) {
    case 'columns':
      return { ...run, columns: message.names };
    case 'unknownColumn':
      return { ...run, unknownColumns: [...run.unknownColumns, message.name] };
    case 'progress':
      return { ...run, counts: countsOf(message) };
    case 'reject':
      return run.rejects.length < SHOWN_REJECTS ? { ...run, rejects: [...run.rejects, message] } : run;
    case 'account':
      return { ...run, state: 'done', counts: countsOf(message), account: message };
    case 'failure':
      return { ...run, state: 'failed', failure: message.message };
  }
}
const countsOf = ({ read, taken, unchanged, rejected }: Counts): Counts => ({ read, taken, unchanged, rejected });

/** An answer that ended: without an account the file is not done, and has to be sent again. Pure. */
export const ended = (run: Run): Run => (run.state === 'running' ? { ...run, state: 'stopped' } : run);

const REASONS = ['line', 'field', 'code', 'message'] as const;
/** The head of the file of rejected rows; mended, that file can be imported as it is. */
export const rejectsHead = (columns: readonly string[]): string[] => [...REASONS, ...columns, 'text'];
/** A rejected row, with the reason before it. Pure. */
export const rejectsLine = (columns: readonly string[], reject: Reject): string[] => [
  String(reject.line),
  reject.field ?? '',
  reject.code,
  reject.message,
  ...columns.map((name) => reject.row[name] ?? ''),
  reject.text ?? '',
];

/** What a file is by its name; else as it came. */
export const contentTypeOf = (name: string): string =>
  /\.(ndjson|jsonl)$/i.test(name) ? 'application/x-ndjson' : 'text/csv';

/** Which file it is by its name, as `clients-2026.csv`. */
export const kindOf = (name: string): Kind | undefined => KINDS.find((kind) => name.toLowerCase().includes(kind));

/** Lines of a text that comes in pieces; the last piece may end within a line. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.trim()) yield line;
  }
  if (rest.trim()) yield rest;
}
