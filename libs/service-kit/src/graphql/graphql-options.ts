import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { MercuriusOptions } from 'mercurius';
import type { Logger } from 'pino';
import { type Authentication, codeOfRefusal, refusalOf, shaped } from '../http/authentication.js';
import { languageOf } from '../catalogue/language.js';
import { formatError, isExpected } from './error-format.js';
import type { RequestContext } from './request-context.js';

/** A list of fifty thousand wrong values has fifty thousand faults: the first ones say it. */
const MOST_ERRORS = 100;
const CONTEXT = Symbol('hengxin:context');
type Authenticated = FastifyRequest & { [CONTEXT]?: RequestContext };

/** How Mercurius serves a subgraph: compiled queries, no batches, the caller known before the body is read. */
export function graphqlOptions(authentication: Authentication, logger: Logger): Omit<MercuriusOptions, 'schema'> {
  return {
    path: '/graphql',
    jit: 1,
    allowBatchedQueries: false,
    graphiql: false,
    ide: false,
    cache: 512,
    context: ((request: Authenticated) => ({ ...request[CONTEXT] })) as never,
    errorFormatter: (execution, context) => {
      const language = (context as unknown as Partial<RequestContext>).language ?? 'zh';
      const errors = flat(execution.errors ?? []).slice(0, MOST_ERRORS);
      for (const error of errors)
        if (!isExpected(error)) logger.error({ err: error.originalError ?? error, path: error.path }, 'a resolver failed');
      return {
        statusCode: execution.data ? 200 : statusOf(execution.errors ?? []),
        response: { data: execution.data ?? null, errors: errors.map((error) => formatError(error, language)) as never },
      };
    },
    // Mercurius's own response schema would turn the list indexes of an error's path into text.
    additionalRouteOptions: { schema: {}, preParsing: authenticated(authentication), preValidation: wellFormed } as never,
    // A socket carries subscriptions alone: questions and commands come with a token of their own each.
    subscription: { onConnect: letIn(authentication) as never },
  };
}

/** What Mercurius calls `onConnect` on. */
interface Connection {
  readonly socket: { close(code: number, reason: string): void };
}
const NOT_LET_IN = 4401;

/** The context of a socket, or the socket closed with the code that a request would be refused with: of its own Mercurius tells none. */
function letIn(authentication: Authentication) {
  return async function (this: Connection, { payload }: { payload?: Record<string, unknown> }): Promise<RequestContext | false> {
    try {
      return await authentication.authenticateSocket(lowerCased(payload));
    } catch (error) {
      const code = codeOfRefusal(error);
      if (code) this.socket.close(NOT_LET_IN, code);
      return false;
    }
  };
}

/** Lets a request in with its context, or answers it. A real upgrade to a WebSocket carries its token later, in `connection_init`. */
function authenticated(authentication: Authentication) {
  return async (request: Authenticated, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    if ((request as { ws?: boolean }).ws) return payload;
    try {
      request[CONTEXT] = authentication.known(request.headers) ?? (await authentication.authenticate(request.headers));
      return payload;
    } catch (error) {
      const refusal = refusalOf(error, languageOf(request.headers['accept-language']));
      if (!refusal) throw error;
      return reply.code(refusal.status).send(refusal.body);
    }
  };
}

/** What GraphQL over HTTP asks of a body: one operation, not a batch. An empty name names none. */
async function wellFormed(request: Authenticated, reply: FastifyReply): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  const body = request.body as { query?: unknown; variables?: unknown; operationName?: unknown } | null | undefined;
  const optional = (value: unknown, type: string): boolean => value === undefined || value === null || typeof value === type;
  if (typeof body?.query === 'string' && optional(body.variables, 'object') && optional(body.operationName, 'string')) {
    if (body.operationName === '') delete body.operationName;
    return undefined;
  }
  const { status, body: answer } = shaped(400, 'MALFORMED_QUERY', languageOf(request.headers['accept-language']));
  return reply.code(status).send(answer);
}

/** Mercurius groups the errors of a malformed query in one. */
function flat(errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.flatMap((error) => {
    const grouped = (error.originalError as { errors?: GraphQLError[] } | undefined)?.errors;
    return Array.isArray(grouped) ? grouped : [error];
  });
}

function statusOf(errors: readonly GraphQLError[]): number {
  const status = (errors[0]?.originalError as { statusCode?: number } | undefined)?.statusCode;
  return errors.length === 1 && typeof status === 'number' ? status : 200;
}

function lowerCased(payload: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const headers = (payload['headers'] as Record<string, unknown> | undefined) ?? payload;
  return Object.fromEntries(
    Object.entries(headers)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
}
