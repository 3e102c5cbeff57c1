import { ImportFault } from './import.fault.js';
import { adminToken, DEMO_ACCOUNTS } from './import.token.js';
import { type UploadAccount, uploadFile } from './import.upload.js';
import { ProgressBar } from './progress-bar.js';
import { approveFile } from './second-word.js';

export { ImportFault };

/** The kinds of file, each after those that it refers to. */
export const FILE_KINDS = ['units', 'staff', 'calendar', 'clients', 'contacts', 'holdings', 'targets'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What became of one file. */
export interface FileAccount extends UploadAccount {
  readonly kind: FileKind;
  readonly path: string;
  /** Rows that the second administrator approved; those left in `awaiting` nobody has. */
  readonly approved: number;
  /** True where both administrators are accounts of the demo issuer. */
  readonly byDemoAccounts: boolean;
}

export interface ImportOptions {
  /** Where the platform answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Paths of the files, any subset. They are sent in the order of what refers to what: units, staff, calendar, clients,
   * contacts, holdings, targets.
   */
  readonly files: Partial<Record<FileKind, string>>;
  /** Token of an ADMIN; without it the standalone profile is asked for one. */
  readonly token?: string | undefined;
  /**
   * Token of another ADMIN, who approves what a staff file proposes. Without it the rows await somebody's word; where
   * the standalone profile gave the first token it gives this one too.
   */
  readonly secondToken?: string | undefined;
  /** Encoding of the files without a byte order mark; UTF-8 by default. */
  readonly encoding?: string | undefined;
  /** Of the sentences in rejects files; `zh` by default. */
  readonly language?: 'zh' | 'en' | undefined;
  /** Shows no progress. */
  readonly quiet?: boolean;
  /** Told of each file once it is done, and of columns that nobody knows. */
  readonly onAccount?: (account: FileAccount) => void;
}

/**
 * Sends a bank's files to a running platform, one after the other. Throws ImportFault with a sentence when one can't be
 * sent.
 */
export async function importFiles(options: ImportOptions): Promise<FileAccount[]> {
  const { url, files, encoding, language = 'zh' } = options;
  const token = options.token ?? (await adminToken(url));
  const accounts: FileAccount[] = [];
  const positions: string[] = [];
  for (const kind of FILE_KINDS) {
    const path = files[kind];
    if (path === undefined) continue;
    const bar = options.quiet ? undefined : new ProgressBar(kind, process.stderr);
    const upload = { url, kind, path, token, encoding, language, atLeast: positions.join(',') || undefined };
    const sent = await uploadFile(upload, bar).finally(() => bar?.clear());
    if (sent.position !== null) positions.push(sent.position);
    const word = sent.awaiting > 0 ? await secondWord(options, language, sent.importId) : NO_WORD;
    if (word.position !== null) positions.push(word.position);
    const { approved } = word;
    const byDemoAccounts = options.token === undefined;
    const account = { kind, path, ...sent, approved, awaiting: Math.max(sent.awaiting - approved, 0), byDemoAccounts };
    accounts.push(account);
    options.onAccount?.(account);
    // Without their tree every row of the other files would be refused for a unit that is not there.
    if (kind === 'units' && account.rejected === account.read && account.read > 0) break;
  }
  return accounts;
}

const NO_WORD = { approved: 0, position: null };

/** The second word on a file's placements, where there is somebody to give it. */
async function secondWord(
  { url, token, secondToken }: ImportOptions,
  language: 'zh' | 'en',
  importId: string,
): ReturnType<typeof approveFile> {
  const second = secondToken ?? (token === undefined ? await adminToken(url, DEMO_ACCOUNTS.second) : undefined);
  return second === undefined ? NO_WORD : approveFile({ url, token: second, language }, importId);
}
