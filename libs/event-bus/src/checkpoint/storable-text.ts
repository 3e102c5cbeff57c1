import { createHash } from 'node:crypto';
import { storableText } from '@hengxin/event-sourcing';

/** Longer than any id of the platform, and short enough for an index. */
const LONGEST_ID = 256;

/** What PostgreSQL takes as text or JSON: U+0000 and halves of surrogate pairs become U+FFFD. */
export const storable = storableText;

/** An id or key as an index of PostgreSQL takes it: one that is too long is known by its hash. */
export function storableId(text: string): string {
  return text.length <= LONGEST_ID ? storable(text) : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
