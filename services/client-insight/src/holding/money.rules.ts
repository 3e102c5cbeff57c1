/** Yuan as decimal text: twelve digits before the point and two behind it at most. */
const YUAN = /^(-)?(\d{1,12})(?:\.(\d{1,2}))?$/;

/** Whole cents of a text of yuan; undefined for any other text, one with a third place among them. */
export function centsOf(yuan: string): number | undefined {
  const match = YUAN.exec(yuan);
  if (!match) return undefined;
  const [, sign, whole, part = ''] = match;
  const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  // No minus before a zero: what is nothing is written one way.
  return sign && cents !== 0 ? -cents : cents;
}

/** Yuan with two places, as `1234567.80`. */
export function yuanOf(cents: number): string {
  const size = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}
