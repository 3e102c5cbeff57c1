import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
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

/**
 * Sends the files one after the other, in their order, each once the one before is known; a file that fails stops those
 * behind it.
 */
export function useImports() {
  const queries = useQueryClient();
  const [runs, setRuns] = useState<Runs>({});
  const [isRunning, setRunning] = useState(false);
  const rejects = useRef(new Map<Kind, Kept>());
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const start = async (files: Files) => {
    const kinds = KINDS.filter((kind) => files[kind]);
    const stop = (stopping.current = new AbortController());
    setRuns(Object.fromEntries(kinds.map((kind) => [kind, WAITING])));
    setRunning(true);
    await sendAll(kinds, files, stop.signal).finally(() => setRunning(false));
    await queries.invalidateQueries();
  };
  const sendAll = async (kinds: readonly Kind[], files: Files, signal: AbortSignal) => {
    const atLeast: string[] = [];
    for (const kind of kinds) {
      const kept: Kept = { columns: [], rows: [] };
      rejects.current.set(kind, kept);
      const keep = (reject: Reject, columns: readonly string[]) => {
        kept.columns = columns;
        if (kept.rows.length < KEPT_REJECTS) kept.rows.push(reject);
      };
      const tell = (run: Run) => setRuns((before) => ({ ...before, [kind]: run }));
      const run = await upload({ kind, ...files[kind]!, atLeast }, WAITING, tell, keep, signal);
      if (run.account?.position) atLeast.push(run.account.position);
      if (run.state !== 'done') return;
    }
  };
  return {
    runs,
    isRunning,
    start,
    stop: () => stopping.current?.abort(),
    saveRejects(kind: Kind, fileName: string) {
      const { columns, rows } = rejects.current.get(kind) ?? { columns: [], rows: [] };
      download(
        `${fileName}.rejects.csv`,
        csvOf([rejectsHead(columns), ...rows.map((one) => rejectsLine(columns, one))]),
        'text/csv;charset=utf-8',
      );
    },
  };
}
