/** What every service and its database can keep: no U+0000, and no half of a surrogate pair. */
export function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}
