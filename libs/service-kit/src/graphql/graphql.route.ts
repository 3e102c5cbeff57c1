import { OperationRefused, readBody, type GraphqlRequest } from '@hengxin/operation-limits';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { languageOf } from '../catalogue/language.js';
import { type Authentication, refusalOf } from '../http/authentication.js';
import { answerOf } from './execution-answer.js';
import type { MeasuredOperations } from './measured-operations.js';
import { refusedOperation } from './operation-refusal.js';
import type { RequestContext } from './request-context.js';

export const GRAPHQL_PATH = '/graphql';
const CONTEXT = Symbol('hengxin:context');
type Authenticated = FastifyRequest & { [CONTEXT]?: RequestContext };

export interface GraphqlRouteParts {
  readonly authentication: Authentication;
  readonly operations: MeasuredOperations;
  readonly logger: Logger;
  readonly bodyLimitBytes: number;
}

/**
 * `POST /graphql`, JSON alone: the caller known before the body is read, the operation measured before it is executed.
 */
export async function serveGraphql(fastify: FastifyInstance, parts: GraphqlRouteParts): Promise<void> {
  const { bodyLimitBytes: bodyLimit } = parts;
  await fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error: { statusCode?: number }, request, reply) =>
      refuseUnread(error, request, reply, bodyLimit),
    );
    scope.post(
      GRAPHQL_PATH,
      { bodyLimit, preParsing: authenticated(parts.authentication) },
      async (request: Authenticated, reply) => answer(request, reply, parts),
    );
    scope.route({
      method: ['GET', 'PUT', 'DELETE', 'PATCH'],
      url: GRAPHQL_PATH,
      handler: (request, reply) =>
        refuse(new OperationRefused('METHOD_NOT_ALLOWED'), request, reply.header('allow', 'POST')),
    });
  });
}

/** Lets a request in with its context, or answers it. */
function authenticated(authentication: Authentication) {
  return async (request: Authenticated, reply: FastifyReply, payload: unknown): Promise<unknown> => {
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

async function answer(
  request: Authenticated,
  reply: FastifyReply,
  { operations, logger }: GraphqlRouteParts,
): Promise<unknown> {
  const context: RequestContext & Record<string, unknown> = { ...request[CONTEXT]! };
  let body: GraphqlRequest;
  let source: string;
  try {
    body = readBody((request.body as Buffer | undefined) ?? Buffer.alloc(0));
    source = operations.sourceOf(body, context);
  } catch (error) {
    if (error instanceof OperationRefused) return refuse(error, request, reply);
    throw error;
  }
  let result: ExecutionResult;
  try {
    result = await reply.graphql(source, context, body.variables, body.operationName);
  } catch (error) {
    result = { errors: [error as never] };
  }
  if (!result.errors?.length) return result;
  const { status, body: formatted } = answerOf(result, context.language, logger);
  return reply.code(status).send(formatted);
}

/** What Fastify finds wrong before the operation is read. */
function refuseUnread(
  error: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
  limit: number,
): FastifyReply {
  const { statusCode = 500 } = error;
  if (statusCode === 413) return refuse(new OperationRefused('BODY_TOO_LARGE', { limit }), request, reply);
  if (statusCode === 415) return refuse(new OperationRefused('CONTENT_TYPE'), request, reply);
  if (statusCode < 500) return refuse(new OperationRefused('BODY_NOT_JSON'), request, reply);
  throw error;
}

function refuse(refusal: OperationRefused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = refusedOperation(refusal, languageOf(request.headers['accept-language']));
  return reply.code(status).send(body);
}
