/** Yuan as decimal text, with two places at most; below nothing with a minus. */
export const YUAN_PATTERN = /^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/;

/** Whole cents of a text of yuan that has the form. */
export function centsOf(yuan: string): number {
  const [whole = '', part = ''] = yuan.replace('-', '').split('.');
  const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return yuan.startsWith('-') && cents !== 0 ? -cents : cents;
}
