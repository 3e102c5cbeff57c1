import {
  bearerToken,
  type Caller,
  callerOf,
  type Directory,
  InternalCallers,
  IssuerUnavailable,
  NotAuthenticated,
  type TokenClaims,
  TokenVerifier,
} from '@hengxin/identity';
import { Inject, Injectable } from '@nestjs/common';
import { type Language, messageOf } from '../catalogue/catalogue.js';
import { languageOf } from '../catalogue/language.js';
import { Clock } from '../clock.js';
import type { RequestContext } from '../graphql/request-context.js';
import { correlationIdOf, traceparentOf } from '../process/call-ids.js';
import { DIRECTORY } from '../tokens.js';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Makes the context of a call out of its headers: who calls, in which language, as part of what. */
@Injectable()
export class Authentication {
  constructor(
    private readonly verifier: TokenVerifier,
    @Inject(DIRECTORY) private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly internal: InternalCallers,
  ) {}

  /** The context when the token was verified before: the common case costs no promise. */
  known(headers: Headers): RequestContext | undefined {
    const token = bearerToken(one(headers['authorization']));
    const claims = token && this.verifier.known(token);
    return claims ? this.contextOf(claims, headers) : undefined;
  }

  /** The context of a call. Throws NotAuthenticated or IssuerUnavailable. */
  async authenticate(headers: Headers): Promise<RequestContext> {
    return this.contextOf(await this.verifier.verify(bearerToken(one(headers['authorization']))), headers);
  }

  /** The context of a socket, by the headers in its first message. Throws as `authenticate` does. */
  async authenticateSocket(headers: Headers): Promise<RequestContext> {
    const claims = await this.verifier.verify(bearerToken(one(headers['authorization'])));
    const renewed = (): Caller => {
      this.verifier.refuseOver(claims);
      return callerOf(claims, this.directory, this.clock.today());
    };
    return { ...this.contextOf(claims, headers), renewed };
  }

  private contextOf(claims: TokenClaims, headers: Headers): RequestContext {
    const traceparent = traceparentOf(headers);
    const atLeast = one(headers['hengxin-at-least']);
    return {
      caller: callerOf(claims, this.directory, this.clock.today()),
      language: languageOf(one(headers['accept-language'])),
      correlationId: correlationIdOf(headers),
      ...(traceparent && { traceparent }),
      ...(atLeast && { atLeast }),
      ...(this.internal.proves(headers) && { fromGateway: true as const }),
      shared: new Map(),
    };
  }
}

/** The answer to a call that can't be let in: shaped as GraphQL, so that every client reads it. */
export function refusalOf(error: unknown, language: Language): { status: number; body: object } | undefined {
  const code = codeOfRefusal(error);
  return code === undefined ? undefined : shaped(error instanceof IssuerUnavailable ? 503 : 401, code, language);
}

/** Why a caller can't be let in; undefined for any other error. */
export function codeOfRefusal(error: unknown): string | undefined {
  if (error instanceof NotAuthenticated) return error.code;
  return error instanceof IssuerUnavailable ? 'ISSUER_UNAVAILABLE' : undefined;
}

export function shaped(status: number, code: string, language: Language): { status: number; body: object } {
  return {
    status,
    body: {
      data: null,
      errors: [{ message: messageOf({ code, facts: {} }, language), extensions: { code, field: [] } }],
    },
  };
}

export function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
