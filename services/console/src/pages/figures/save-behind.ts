import { execute } from '../../api/execute.js';
import type { VariablesOf } from '../../api/graphql.js';
import { pagesOf } from '../../api/pages-of.js';
import { positions } from '../../api/positions.js';
import { csvOf, csvRows } from '../../ui/csv.js';
import { downloadBlob } from '../../ui/download.js';
import { type BehindAsked, FiguresBehind, ROWS_SAVED } from './behind-documents.js';
import { type BehindFilter, behindLines, type BehindWords, isWanted } from './behind-model.js';

interface Saving {
  readonly asked: BehindAsked;
  readonly filter: BehindFilter;
  readonly words: BehindWords;
  readonly name: string;
  /** Ends it: no file comes of it. */
  readonly signal: AbortSignal;
  /** Told after each page how many contacts have been read. */
  onRead(contacts: number): void;
}

/**
 * Saves all contacts behind a figure that are looked for, page by page from the first to the last; answers how many
 * they are. A file is made once all are read: one that breaks off is none. Throws `Fault`.
 */
export async function saveBehind({ asked, filter, words, name, signal, onRead }: Saving): Promise<number> {
  const parts = [csvOf(behindLines([], words))];
  let [read, saved] = [0, 0];
  const page = async (after: string | null) => {
    const variables: VariablesOf<typeof FiguresBehind> = {
      ...asked,
      first: ROWS_SAVED,
      after,
      atLeast: positions.latest(),
    };
    return (await execute(FiguresBehind, variables, { signal })).kpiContacts;
  };
  for await (const contacts of pagesOf(page)) {
    signal.throwIfAborted();
    const wanted = contacts.filter((contact) => isWanted(contact, filter));
    parts.push(csvRows(behindLines(wanted, words).slice(1)));
    read += contacts.length;
    saved += wanted.length;
    onRead(read);
  }
  downloadBlob(name, new Blob(parts, { type: 'text/csv;charset=utf-8' }));
  return saved;
}
