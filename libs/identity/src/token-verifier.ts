import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';

/** Why a token is not taken. */
export type TokenFault = 'TOKEN_MISSING' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'STAFF_UNKNOWN' | 'ACCOUNT_IS_STAFF';

/** A call that can't be let in; answered with HTTP 401. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated';
  constructor(readonly code: TokenFault) {
    super(code);
  }
}

/** The keys to verify tokens with can't be fetched: an outage of the issuer, not the caller's fault; answered with HTTP 503. */
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
  /** Epoch ms; tokens live by the real clock, whatever the demo clock says. */
  readonly now?: () => number;
  /** Verified tokens kept; default 20,000. */
  readonly cacheSize?: number;
}

/** Asymmetric only: with a symmetric one on the list, the issuer's public key would do as a secret. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'];

/** Verifies bearer tokens by the issuer's published keys. A token once verified costs a look-up until it expires. */
export class TokenVerifier {
  private readonly verified: LRUCache<string, TokenClaims>;
  private readonly keys: JWTVerifyGetKey;
  private readonly now: () => number;

  constructor(private readonly options: TokenVerifierOptions) {
    const { jwks, cacheSize = 20_000, now = Date.now } = options;
    this.keys =
      typeof jwks === 'string'
        ? createRemoteJWKSet(new URL(jwks), { timeoutDuration: 5000, cooldownDuration: 5000 })
        : createLocalJWKSet(jwks);
    this.verified = new LRUCache({ max: cacheSize });
    this.now = now;
  }

  /** The claims of a token verified before and still valid, without a promise; undefined for any other. */
  known(token: string): TokenClaims | undefined {
    const claims = this.verified.get(token);
    return claims && !this.isOver(claims) ? claims : undefined;
  }

  /** True once a token that was verified has expired. */
  isOver({ exp }: TokenClaims): boolean {
    return exp * 1000 <= this.now();
  }

  /** The claims of a token. Throws NotAuthenticated, or IssuerUnavailable when the keys can't be had. */
  async verify(token: string | undefined): Promise<TokenClaims> {
    if (!token) throw new NotAuthenticated('TOKEN_MISSING');
    const known = this.known(token);
    if (known) return known;
    const claims = await this.check(token);
    this.verified.set(token, claims);
    return claims;
  }

  private async check(token: string): Promise<TokenClaims> {
    const { issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(this.now()),
      });
      if (!payload.sub) throw new NotAuthenticated('TOKEN_INVALID');
      return payload as TokenClaims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new NotAuthenticated('TOKEN_EXPIRED');
      if (isOutage(error)) throw new IssuerUnavailable('the token issuer’s keys cannot be fetched', { cause: error });
      throw new NotAuthenticated('TOKEN_INVALID');
    }
  }
}

/** Fetching keys fails with a plain TypeError, a timeout or a status; everything about the token itself has a class of its own. */
function isOutage(error: unknown): boolean {
  if (error instanceof NotAuthenticated) return false;
  if (!(error instanceof errors.JOSEError)) return true;
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
}

/** The token of an `authorization` header, undefined when there is none. */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header || header.length < 8 || header.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return header.slice(7).trim() || undefined;
}
