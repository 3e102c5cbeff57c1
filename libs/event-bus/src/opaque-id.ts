import { hash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** An id that says nothing: a UUID stays, anything else may be a caller's own words and is hashed. */
export function opaqueId(id: string): string {
  return UUID.test(id) ? id : hashedId(id);
}

/** 26 characters, the same for the same text. */
export function hashedId(text: string): string {
  const digest = hash('sha256', text, 'buffer');
  const bits = [...digest.subarray(0, 17)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: 26 }, (_, i) => BASE32[Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)]).join('');
}
