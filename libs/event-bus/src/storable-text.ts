/** What PostgreSQL takes as text or JSON: U+0000 and halves of surrogate pairs become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}
