import type { IncomingHttpHeaders } from 'node:http';
import { bearerToken, IssuerUnavailable, NotAuthenticated, type TokenVerifier } from '@hengxin/identity';
import { OperationRefused, readBody, type GraphqlRequest } from '@hengxin/operation-limits';
import type { Logger } from 'pino';
import type { Executor } from '../execution/executor.js';
import type { GatewayMetrics } from '../metrics.js';
import type { Operation, Operations } from '../planning/operations.js';
import { Refusal } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { readHeaders, refuseUnsendable, type CallHeaders } from './call-headers.js';
import { isFromHere } from './loopback.js';

/** Who calls, and with what headers. */
export interface HttpCaller {
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
}
/** A call whose token holds, or that comes without one for the schema alone. */
export interface Admitted {
  readonly token: string | undefined;
}
export interface HttpAnswer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly correlationId: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json';

/** One GraphQL call over HTTP: who, what, is it allowed, and the answer. */
export class GraphqlEndpoint {
  constructor(
    private readonly tokens: Pick<TokenVerifier, 'known' | 'verify'>,
    private readonly operations: Operations,
    private readonly executor: Executor,
    private readonly metrics: GatewayMetrics,
    private readonly logger: Logger,
    private readonly options: { readonly openIntrospection: boolean },
  ) {}

  /**
   * The token first: no unknown caller makes the gateway take a body. The one exception is the schema in the standalone
   * profile, on this machine. A token known already costs no promise. Rejects as the verifier does.
   */
  admit({ headers, ip }: HttpCaller): Admitted | Promise<Admitted> {
    const token = bearerToken(headers.authorization);
    if (token ? this.tokens.known(token) : this.options.openIntrospection && isFromHere({ ip })) return { token };
    return this.tokens.verify(token).then(() => ({ token }));
  }

  /** The answer to a call that is not admitted. */
  turnAway(error: unknown, { headers }: HttpCaller): HttpAnswer {
    this.metrics.answered('refused', 0);
    return this.refuse(error, readHeaders(headers), wantedType(headers));
  }

  async answer(bytes: Buffer, { headers }: HttpCaller, { token }: Admitted): Promise<HttpAnswer> {
    const begun = performance.now();
    const call = readHeaders(headers, token);
    const wanted = wantedType(headers);
    let kind = 'refused';
    try {
      const { request, operation } = this.read(bytes, headers, token);
      kind = operation.soleOwner ? 'passed' : operation.asksNobody ? 'introspection' : 'joined';
      const result = operation.soleOwner
        ? await this.pass(operation, operation.soleOwner, bytes, request, call)
        : await this.join(operation, request, call);
      return {
        ...result,
        contentType: wanted ? `${RESPONSE_TYPE}; charset=utf-8` : JSON_TYPE,
        correlationId: call.correlationId,
      };
    } catch (error) {
      return this.refuse(error, call, wanted);
    } finally {
      this.metrics.answered(kind, (performance.now() - begun) / 1000);
    }
  }

  private read(
    bytes: Buffer,
    headers: IncomingHttpHeaders,
    token: string | undefined,
  ): { request: GraphqlRequest; operation: Operation } {
    refuseUnsendable(headers);
    const request = readBody(bytes);
    const operation = this.operations.get(request.query, request.operationName);
    if (!token && !operation.onlyIntrospects) throw new Refusal('TOKEN_MISSING');
    if (operation.definition.operation === 'subscription') throw new Refusal('SUBSCRIPTION_OVER_HTTP');
    operation.check(request.variables);
    return { request, operation };
  }

  /** All of it belongs to one service: the caller's own bytes go there, and its bytes come back. */
  private async pass(
    operation: Operation,
    service: string,
    bytes: Buffer,
    request: GraphqlRequest,
    call: CallHeaders,
  ): Promise<{ status: number; body: string | Uint8Array }> {
    try {
      return await this.executor.pass(service, bytes, call.forwarded);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      return this.outage(operation, error, request, call);
    }
  }

  private async join(
    operation: Operation,
    request: GraphqlRequest,
    call: CallHeaders,
  ): Promise<{ status: number; body: string }> {
    const { status, ...answer } = await this.executor.execute(operation, {
      variables: request.variables,
      headers: call.forwarded,
      language: call.language,
    });
    return { status: status ?? 200, body: JSON.stringify(answer) };
  }

  /** Shaped as if it had been joined: nothing at each root field that is there, and why. */
  private outage(
    operation: Operation,
    outage: ServiceUnavailable,
    request: GraphqlRequest,
    call: CallHeaders,
  ): { status: number; body: string } {
    const answer = this.executor.outageOf(operation, outage, {
      variables: request.variables,
      headers: call.forwarded,
      language: call.language,
    });
    return { status: 200, body: JSON.stringify(answer) };
  }

  private refuse(error: unknown, call: CallHeaders, wanted: string | undefined): HttpAnswer {
    const refusal = refusalOf(error, call.correlationId);
    if (refusal.code === 'INTERNAL')
      this.logger.error({ err: error, correlationId: call.correlationId }, 'a call failed');
    this.metrics.refused(refusal.code);
    const status = wanted && refusal.status === 200 ? 400 : refusal.status;
    return {
      status,
      body: JSON.stringify({ errors: [refusal.answer(call.language)] }),
      contentType: wanted ? `${RESPONSE_TYPE}; charset=utf-8` : JSON_TYPE,
      correlationId: call.correlationId,
    };
  }
}

function wantedType({ accept }: IncomingHttpHeaders): string | undefined {
  return accept?.includes(RESPONSE_TYPE) ? RESPONSE_TYPE : undefined;
}

/** What a caller is told of an error. */
export function refusalOf(error: unknown, correlationId: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof OperationRefused) return new Refusal(error.code, error.facts, error.locations, error.field);
  if (error instanceof NotAuthenticated) return new Refusal(error.code);
  if (error instanceof IssuerUnavailable) return new Refusal('ISSUER_UNAVAILABLE');
  return new Refusal('INTERNAL', { correlationId });
}
