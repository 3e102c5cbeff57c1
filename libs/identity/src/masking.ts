/**
 * Of any number so many digits stay hidden at least, of a long one the share of them, rounded down; and no more are
 * shown than these.
 */
const HIDDEN_AT_LEAST = 4;
const HIDDEN_SHARE = 0.4;
const SHOWN_AT_MOST = 7;

/**
 * A phone number as everyone may see it: `138****1234`. Digits count, no matter what stands between them: a mask of
 * characters shows seven of the eight digits of `6666-8888`. Only digits and a leading plus are shown, because anything
 * else that was typed may be a name.
 */
export function maskPhone(phone: string): string {
  const digits = phone.match(/\p{Nd}/gu) ?? [];
  const hidden = Math.max(HIDDEN_AT_LEAST, Math.floor(digits.length * HIDDEN_SHARE), digits.length - SHOWN_AT_MOST);
  const shown = Math.max(digits.length - hidden, 0);
  const last = Math.ceil(shown / 2);
  const plus = shown > 1 && phone.trimStart().startsWith('+') ? '+' : '';
  return `${plus}${digits.slice(0, shown - last).join('')}****${digits.slice(digits.length - last).join('')}`;
}

/** A name as those without entitlement see it: the first character, of any script, then two stars. */
export function maskName(name: string): string {
  return `${[...name.trim()][0] ?? ''}**`;
}
