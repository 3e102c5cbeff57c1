import { useSyncExternalStore } from 'react';
import { hold } from '../../app/busy.js';
import { queries } from '../../app/queries.js';
import { session } from '../../session/session.js';
import { csvOf } from '../../ui/csv.js';
import { download } from '../../ui/download.js';
import { type Kind, KINDS, type Reject, rejectsHead, rejectsLine, type Run, WAITING } from './import-model.js';
import { upload } from './upload.js';

/** Rejected rows that are kept for their file. */
const KEPT_REJECTS = 200_000;

export interface Chosen {
  readonly file: File;
  readonly encoding: string;
}
export type Files = Readonly<Partial<Record<Kind, Chosen>>>;
export type Runs = Readonly<Partial<Record<Kind, Run>>>;

interface Kept {
  columns: readonly string[];
  readonly rows: Reject[];
}
interface Loading {
  readonly files: Files;
  readonly runs: Runs;
  readonly isRunning: boolean;
}
const NOTHING: Loading = { files: {}, runs: {}, isRunning: false };

/** The files of this tab and how far they are: a run goes on while another page is shown, and is there again. */
let loading = NOTHING;
let stopping: AbortController | null = null;
const rejects = new Map<Kind, Kept>();
const listeners = new Set<() => void>();

function become(part: Partial<Loading>): void {
  loading = { ...loading, ...part };
  listeners.forEach((tell) => tell());
}

function onChange(tell: () => void): () => void {
  listeners.add(tell);
  return () => void listeners.delete(tell);
}

// A run of somebody who is out is nobody's, and no one else is to see it.
session.onChange(() => {
  if (session.state() !== 'signed-out') return;
  stopping?.abort();
  stopping = null;
  rejects.clear();
  become(NOTHING);
});

/** The browser asks before the tab is shut or loaded again. */
const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault();

function held(): () => void {
  const letGo = hold('run');
  addEventListener('beforeunload', askFirst);
  return () => {
    removeEventListener('beforeunload', askFirst);
    letGo();
  };
}

/**
 * Sends the files one after the other, in their order, each once the one before is known; a file that fails stops those
 * behind it.
 */
async function start(): Promise<void> {
  const { files } = loading;
  const kinds = KINDS.filter((kind) => files[kind]);
  const stop = (stopping = new AbortController());
  become({ runs: Object.fromEntries(kinds.map((kind) => [kind, WAITING])), isRunning: true });
  const letGo = held();
  try {
    await sendAll(kinds, files, stop);
  } finally {
    letGo();
    if (stopping === stop) become({ isRunning: false });
  }
  await queries.invalidateQueries();
}

async function sendAll(kinds: readonly Kind[], files: Files, stop: AbortController): Promise<void> {
  const atLeast: string[] = [];
  for (const kind of kinds) {
    const kept: Kept = { columns: [], rows: [] };
    rejects.set(kind, kept);
    const keep = (reject: Reject, columns: readonly string[]) => {
      kept.columns = columns;
      if (kept.rows.length < KEPT_REJECTS) kept.rows.push(reject);
    };
    const tell = (run: Run) => {
      if (stopping === stop) become({ runs: { ...loading.runs, [kind]: run } });
    };
    const run = await upload({ kind, ...files[kind]!, atLeast }, WAITING, tell, keep, stop.signal);
    if (run.account?.position) atLeast.push(run.account.position);
    if (run.state !== 'done') return;
  }
}

function saveRejects(kind: Kind, fileName: string): void {
  const { columns, rows } = rejects.get(kind) ?? { columns: [], rows: [] };
  download(
    `${fileName}.rejects.csv`,
    csvOf([rejectsHead(columns), ...rows.map((one) => rejectsLine(columns, one))]),
    'text/csv;charset=utf-8',
  );
}

/** A file that is chosen, or none any more. */
function put(kind: Kind, chosen: Chosen | undefined): void {
  const { [kind]: _before, ...others } = loading.files;
  become({ files: chosen ? { ...others, [kind]: chosen } : others });
}

/** What is loaded in this tab. */
export function useImports() {
  return { ...useSyncExternalStore(onChange, () => loading), put, start, stop: () => stopping?.abort(), saveRejects };
}
