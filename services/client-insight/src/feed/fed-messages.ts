import type { Rejected, Rejection } from '@hengxin/event-sourcing';
import { type FileRow, readRows, RowRejections } from '@hengxin/import';
import { holdingColumns, type HoldingValues } from '../holding/holdings.columns.js';
import { feedRejections } from './feed.rejections.js';

/** Characters of a message's value at most. */
export const MESSAGE_CHARACTERS_MOST = 65_536;

/** A message as the broker gives it. */
export interface FedMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** A message that was read: its row, or why it has none. */
export interface FedRow {
  readonly message: FedMessage;
  readonly values: HoldingValues | undefined;
  readonly fault: Rejection | undefined;
}

/** Reads messages as the lines of an NDJSON file are read. Each is one row or one fault, no matter what others are. */
export async function readMessages(messages: readonly FedMessage[]): Promise<FedRow[]> {
  const texts = messages.map(textOf);
  const rows = await rowsOf(texts.filter((text) => typeof text === 'string'));
  let at = 0;
  return messages.map((message, place) => {
    const text = texts[place]!;
    return typeof text === 'string' ? readRow(message, rows[at++]!) : faulty(message, text.rejection);
  });
}

function readRow(message: FedMessage, row: FileRow<typeof holdingColumns>): FedRow {
  if (row.fault) return faulty(message, row.fault);
  const { values } = row;
  if (message.key?.toString() !== values.client_id)
    return faulty(message, feedRejections.HOLDINGS_MESSAGE_KEY().rejection);
  return { message, values, fault: undefined };
}

function faulty(message: FedMessage, fault: Rejection): FedRow {
  return { message, values: undefined, fault };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Whatever else begins in another way is no object. It is kept from the reader, which knows blank lines and marks. */
const OBJECT = /^[ \t\r\n]*\{/;

/** The value in one line, or why it is none. */
function textOf({ value }: FedMessage): string | Rejected {
  const text = value === null ? undefined : decoded(value);
  if (text === undefined || !OBJECT.test(text)) return RowRejections.JSON_MALFORMED();
  if (text.length > MESSAGE_CHARACTERS_MOST) return RowRejections.ROW_TOO_LARGE({ max: MESSAGE_CHARACTERS_MOST });
  if (!text.includes('\n')) return text;
  // Between its members an object may break lines, within a text it may not.
  return isJson(text) ? text.replaceAll('\n', ' ') : RowRejections.JSON_MALFORMED();
}

function decoded(value: Buffer): string | undefined {
  try {
    return utf8.decode(value);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** One row a line. What columns there are besides is passed over. */
async function rowsOf(lines: readonly string[]): Promise<FileRow<typeof holdingColumns>[]> {
  if (lines.length === 0) return [];
  const seen = { header: () => undefined, unknown: () => undefined };
  const rows: FileRow<typeof holdingColumns>[] = [];
  const options = { format: 'ndjson', encoding: 'utf-8', columns: holdingColumns, seen } as const;
  for await (const some of readRows(oneBy(lines), options)) rows.push(...some);
  if (rows.length !== lines.length) throw new Error(`${lines.length} messages were read as ${rows.length} rows`);
  return rows;
}

async function* oneBy(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}
