/**
 * What the endpoint answers, a JSON object a line. A file that can't be read at all is refused before the first line,
 * with an HTTP status and `{ code, field, message }`.
 */
export type ImportMessage =
  | ColumnsMessage
  | { readonly type: 'unknownColumn'; readonly name: string }
  | ({ readonly type: 'progress' } & ImportCounts)
  | RejectMessage
  | AccountMessage
  | FailureMessage;

/** The file's columns in its order: those of a rejects file. Comes first, once. */
export interface ColumnsMessage {
  readonly type: 'columns';
  readonly names: readonly string[];
}

/** Rows so far, since the beginning of the file, those done by an earlier run that was cut off included. */
export interface ImportCounts {
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** A row that was not taken. `row` gives it back by column; `text` is the line itself where it has no cells. */
export interface RejectMessage {
  readonly type: 'reject';
  readonly line: number;
  /** The column at fault; empty when it is the row as a whole. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly row: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** The last line of an import that went through. */
export interface AccountMessage extends ImportCounts {
  readonly type: 'account';
  /**
   * Rows of nothing but commas and blanks, which were passed over and not read as rows; absent when there were none.
   */
  readonly blank?: number;
  /**
   * Give it to the next file as `hengxin-at-least`: it holds what the rows stored, and what unchanged rows rest on.
   * Null for no such row.
   */
  readonly position: string | null;
  /** What to mind though the file was taken, such as portfolios above 300 clients; absent when there is nothing. */
  readonly warnings?: readonly ImportWarning[];
  /**
   * Rows of this file, among those taken or unchanged, that hold for nothing until another administrator approves them;
   * absent for none.
   */
  readonly awaiting?: number;
}

export interface ImportWarning {
  readonly code: string;
  readonly message: string;
}

/** The last line of an import that stopped half-way; started again it goes on where it stopped. */
export interface FailureMessage {
  readonly type: 'failure';
  readonly code: string;
  readonly message: string;
}

/** What `GET /import/{kind}/{import-id}` answers. */
export interface ImportRunView {
  readonly importId: string;
  readonly state: 'RUNNING' | 'FINISHED';
  /** Times that this file was begun from its first row. */
  readonly run: number;
  readonly rowsDone: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly rejected: number;
}
