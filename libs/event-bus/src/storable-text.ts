import { createHash } from 'node:crypto';

/** Longer than any id of the platform, and short enough for an index. */
const LONGEST_ID = 256;

/** What PostgreSQL takes as text or JSON: U+0000 and halves of surrogate pairs become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

/** An id or key as an index of PostgreSQL takes it: one that is too long is known by its hash. */
export function storableId(text: string): string {
  return text.length <= LONGEST_ID ? storable(text) : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
