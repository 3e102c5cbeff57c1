/** What no database keeps in a text: U+0000 and halves of surrogate pairs. */
export const UNSTORABLE = /[\0\p{Cs}]/gu;

/** A text as PostgreSQL keeps it: what it refuses becomes U+FFFD. */
export function storableText(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.replace(UNSTORABLE, '\ufffd');
}
