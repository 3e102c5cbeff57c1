import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** The events of one command, and all of an import, carry the same ids one after the other. */
const KEPT = 64;
const kept = new Map<string, string>();

/** An id that says nothing: a UUID stays, anything else may be a caller's own words and is hashed. */
export function opaqueId(id: string): string {
  return UUID.test(id) ? id : hashedId(id);
}

/** 26 characters of base64url, the same for the same text. */
export function hashedId(text: string): string {
  let hashed = kept.get(text);
  if (hashed === undefined) {
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, (hashed = hash('sha256', text, 'base64url').slice(0, 26)));
  }
  return hashed;
}
