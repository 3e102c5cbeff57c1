/**
 * What a page may read in its own token: whom it names and until when. Nothing is decided by it, the platform checks
 * every call.
 */
export interface Claims {
  readonly sub: string;
  readonly exp: number;
  /** When it was made; both in seconds of the clock of who made it. */
  readonly iat?: number;
}

/** Throws on what is no token. */
export function claimsOf(token: string): Claims {
  const part = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

/**
 * When a token that came just now runs out, in milliseconds of the device's clock, which may be wrong: counted from now
 * on by the length that its maker gave it. One that doesn't say when it was made is taken at its word.
 */
export const expiryOf = ({ exp, iat }: Claims, nowMs: number): number =>
  iat === undefined ? exp * 1000 : nowMs + (exp - iat) * 1000;
