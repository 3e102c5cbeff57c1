import type { DocumentNode, Token } from 'graphql';
import type { Selection } from './selection.js';

/** Measured: nodes and tokens of a parsed text, and a field with what is known of it, arguments aside. */
const BYTES_A_TOKEN = 200;
const BYTES_A_FIELD = 500;
const BYTES_A_CHARACTER = 2;

/**
 * About how many bytes of memory an operation takes once it has been read, a hundred times its text in the worst case.
 * A fragment of a few words unfolds into many fields, and a long argument stands in each of them.
 */
export function weightOf(query: string, document: DocumentNode, selection: Selection): number {
  return BYTES_A_CHARACTER * query.length + BYTES_A_TOKEN * tokensOf(document) + unfolded(selection);
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0;
  for (let token: Token | null | undefined = loc?.startToken; token; token = token.next) count++;
  return count;
}

function unfolded({ fields }: Selection): number {
  let bytes = 0;
  for (const { argumentsText, selections } of fields) {
    bytes += BYTES_A_FIELD + BYTES_A_CHARACTER * argumentsText.length;
    for (const selection of selections) bytes += unfolded(selection);
  }
  return bytes;
}
