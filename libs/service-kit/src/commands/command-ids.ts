import { hash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Namespace of event ids made from commands; any fixed UUID does, as long as it never changes. */
const EVENT_NAMESPACE = Buffer.from('6f3c1d52b1c64f6f9a0f4d0f5a7be2c1', 'hex');

/** Our id for a thing the bank has no code for: 26 characters, the same for the same parts and for no others. */
export function deterministicId(...parts: readonly string[]): string {
  const digest = hash('sha256', parts.map((part) => escaped(part, '|')).join('|'), 'buffer');
  let bits = 0;
  let pending = 0;
  let id = '';
  for (let i = 0; id.length < 26; i++) {
    pending = (pending << 8) | digest[i]!;
    for (bits += 8; bits >= 5 && id.length < 26; bits -= 5) id += BASE32[(pending >> (bits - 5)) & 31]!;
    pending &= 31;
  }
  return id;
}

/** The id of the n-th event of a command: a retry makes the same ones, and the log notices. UUID version 5. */
export function eventId(actor: string, commandId: string, index: number): string {
  const digest = hash(
    'sha1',
    Buffer.concat([EVENT_NAMESPACE, Buffer.from(`${escaped(actor, ':')}:${commandId}:${index}`)]),
    'buffer',
  );
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/**
 * A part of a text whose parts `separator` parts. Some parts are a caller's own words: without this, two lists would
 * have one text.
 */
function escaped(part: string, separator: string): string {
  return part.replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`);
}

/**
 * What a command id stands for: it is one intention within the service that it is sent to, no matter what another one
 * takes it for.
 */
export function intentionAt(service: string, commandId: string): string {
  return `${service} ${commandId}`;
}

/** Digest of what a command wants; the order of its keys does not matter. */
export function fingerprintOf(input: unknown): string {
  return hash('sha256', canonical(input), 'base64url').slice(0, 22);
}

/** JSON with sorted keys; null and absent mean the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}
