import { ID_PATTERN } from '@hengxin/contracts';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { after } from '@hengxin/waiting';
import type { DenyList } from './deny-list.js';

/** Why a token is not taken. */
export type TokenFault =
  'TOKEN_MISSING' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'TOKEN_WITHDRAWN' | 'STAFF_UNKNOWN' | 'ACCOUNT_IS_STAFF';

/** A call that can't be let in; answered with HTTP 401. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated';
  constructor(readonly code: TokenFault) {
    super(code);
  }
}

/**
 * The keys to verify tokens with can't be fetched: an outage of the issuer, not the caller's fault; answered with HTTP
 * 503.
 */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/** What a verified token says. */
export interface TokenClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
  /** Only on tokens of service accounts. */
  readonly hengxin_role?: string;
  readonly hengxin_unit?: string;
}

export interface TokenVerifierOptions {
  /** Where the issuer publishes its keys, or the keys themselves. */
  readonly jwks: string | JSONWebKeySet;
  readonly issuer: string;
  readonly audience: string;
  /** Epoch ms; tokens live by the real clock, not by the demo clock. */
  readonly now?: () => number;
  /** Verified tokens kept; default 20,000. Fewer where they are long. */
  readonly cacheSize?: number;
  /** From `iat` to `exp`; default a day. */
  readonly maxLifetimeSeconds?: number;
  /** What the header's `typ` must be; not looked at where not given. */
  readonly typ?: string;
  readonly denyList?: DenyList;
}

/** Asymmetric only: with a symmetric one on the list, the issuer's public key would do as a secret. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'];
const DAY_SECONDS = 86_400;
/** How long a verified token is believed without another look: with a key that is withdrawn, its tokens go too. */
const BELIEVED_MS = 5 * 60_000;
/** How long the issuer's keys are kept. */
const KEYS_KEPT_MS = 5 * 60_000;
/** How far the issuer's clock may be ahead of ours. */
const CLOCKS_APART_SECONDS = 60;
/** Of the tokens kept, with what they say: 20,000 of the usual kilobyte, or fewer. */
const CACHED_BYTES = 64_000_000;
/** A token is kept as a text, and once more as what stands in it. */
const BYTES_A_CHARACTER = 3;
const LONGEST_TIMER_MS = 2_147_483_647;
/**
 * Three parts of base64url and nothing else: decoders pass over blanks and line breaks, and one token would have many
 * spellings.
 */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

interface Verified {
  readonly claims: TokenClaims;
  /** Epoch ms. */
  readonly until: number;
}
interface Watched {
  readonly claims: TokenClaims;
  end(fault: TokenFault): void;
}

/** Verifies bearer tokens by the issuer's published keys. A token once verified costs a look-up for some minutes. */
export class TokenVerifier {
  private readonly verified: LRUCache<string, Verified>;
  private readonly watched = new Set<Watched>();
  private readonly keys: JWTVerifyGetKey;
  private readonly now: () => number;

  constructor(private readonly options: TokenVerifierOptions) {
    const { jwks, cacheSize = 20_000, now = Date.now, denyList } = options;
    this.keys =
      typeof jwks === 'string'
        ? createRemoteJWKSet(new URL(jwks), {
            timeoutDuration: 5000,
            cooldownDuration: 5000,
            cacheMaxAge: KEYS_KEPT_MS,
          })
        : createLocalJWKSet(jwks);
    this.verified = new LRUCache({
      max: cacheSize,
      maxSize: CACHED_BYTES,
      sizeCalculation: (_, token) => BYTES_A_CHARACTER * token.length,
    });
    this.now = now;
    denyList?.onChange(() => this.forgetDenied());
  }

  /** The claims of a token verified a short while ago and still valid, without a promise; undefined for any other. */
  known(token: string): TokenClaims | undefined {
    const found = this.verified.get(token);
    return found && this.now() < found.until ? found.claims : undefined;
  }

  /**
   * Whose a token is that was verified before, however long ago; of any other it tells nothing that could be trusted.
   */
  subjectOf(token: string): string | undefined {
    const claims = this.verified.get(token)?.claims;
    if (claims) return claims.sub;
    try {
      return decodeJwt(token).sub;
    } catch {
      return undefined;
    }
  }

  /** Throws NotAuthenticated once a token that was verified has expired or was withdrawn. */
  refuseOver(claims: TokenClaims): void {
    const fault = this.faultOf(claims);
    if (fault) throw new NotAuthenticated(fault);
  }

  /** Calls `ended` once the token has expired or was withdrawn. Returns how to stop waiting for that. */
  whenOver(claims: TokenClaims, ended: (fault: TokenFault) => void): () => void {
    const stop = (): void => {
      stopWaiting();
      this.watched.delete(watched);
    };
    const watched: Watched = {
      claims,
      end: (fault) => {
        stop();
        ended(fault);
      },
    };
    const leftMs = Math.min(Math.max(claims.exp * 1000 - this.now(), 0), LONGEST_TIMER_MS);
    const stopWaiting = after(leftMs, () => watched.end('TOKEN_EXPIRED'), { holdsProcess: false });
    this.watched.add(watched);
    return stop;
  }

  /** The claims of a token. Throws NotAuthenticated, or IssuerUnavailable when the keys can't be had. */
  async verify(token: string | undefined): Promise<TokenClaims> {
    if (!token) throw new NotAuthenticated('TOKEN_MISSING');
    const known = this.known(token);
    if (known) return known;
    const claims = await this.check(token);
    const now = this.now();
    this.verified.set(token, { claims, until: Math.min(claims.exp * 1000, now + BELIEVED_MS) });
    return claims;
  }

  private faultOf(claims: TokenClaims): TokenFault | undefined {
    if (this.options.denyList?.has(claims)) return 'TOKEN_WITHDRAWN';
    return claims.exp * 1000 <= this.now() ? 'TOKEN_EXPIRED' : undefined;
  }

  private forgetDenied(): void {
    this.verified.clear();
    for (const watched of this.watched) if (this.options.denyList?.has(watched.claims)) watched.end('TOKEN_WITHDRAWN');
  }

  private async check(token: string): Promise<TokenClaims> {
    const claims = await this.signed(token);
    if (!isId(claims.sub) || !this.livesAsLongAsAllowed(claims)) throw new NotAuthenticated('TOKEN_INVALID');
    this.refuseOver(claims);
    return claims;
  }

  /** An issuer that lets its tokens live for years has lost them all with the first that is stolen. */
  private livesAsLongAsAllowed({ iat = Infinity, exp }: TokenClaims): boolean {
    const { maxLifetimeSeconds = DAY_SECONDS } = this.options;
    return iat <= this.now() / 1000 + CLOCKS_APART_SECONDS && exp - iat <= maxLifetimeSeconds;
  }

  private async signed(token: string): Promise<TokenClaims> {
    const { issuer, audience, typ } = this.options;
    if (!COMPACT.test(token)) throw new NotAuthenticated('TOKEN_INVALID');
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        ...(typ !== undefined && { typ }),
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(this.now()),
      });
      return payload as TokenClaims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new NotAuthenticated('TOKEN_EXPIRED');
      if (isOutage(error)) throw new IssuerUnavailable('the token issuer’s keys cannot be fetched', { cause: error });
      throw new NotAuthenticated('TOKEN_INVALID');
    }
  }
}

/**
 * Whom the bank could have. Any other subject would fail where it is stored, and could make two callers' command ids
 * one.
 */
const isId = (subject: unknown): boolean => typeof subject === 'string' && ID_PATTERN.test(subject);

/**
 * Fetching keys fails with a plain TypeError, a timeout or a status; everything about the token itself has a class of
 * its own.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
}

/**
 * The token of an `authorization` header, undefined when there is none. Blanks around it are no part of it; any other
 * character is.
 */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header || header.length < 8 || header.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  let [from, to] = [7, header.length];
  while (isBlank(header, from)) from++;
  while (to > from && isBlank(header, to - 1)) to--;
  return from < to ? header.slice(from, to) : undefined;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}
