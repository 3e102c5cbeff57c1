import type { IncomingMessage } from 'node:http';
import { bearerToken, TokenVerifier } from '@hengxin/identity';
import {
  bindSocket,
  CallerSockets,
  closeReason,
  endWhenSilent,
  lowerCased,
  onUpgrade,
  readRequest,
  refuseLongId,
} from '@hengxin/operation-limits';
import { Inject, Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import { makeServer, GRAPHQL_TRANSPORT_WS_PROTOCOL, type Context, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import type { Answer } from '../execution/answer.js';
import { Executor } from '../execution/executor.js';
import { readHeaders, refuseUnsendable, type CallHeaders } from '../http/call-headers.js';
import { refusalOf } from '../http/graphql.endpoint.js';
import { GatewayMetrics } from '../metrics.js';
import { Operations, type Operation } from '../planning/operations.js';
import { Refusal, type AnswerError, type Language } from '../refusals.js';
import { LOGGER } from '../tokens.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { joinedEvents, type SubscriptionAnswer } from './joined-events.js';
import { forwardedParams } from './forwarded-params.js';
import { UpstreamConnections, UpstreamErrors, type UpstreamEvent } from './upstream-events.js';

/** What one socket knows of its caller. */
interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  call?: CallHeaders;
  upstream?: UpstreamConnections;
  /** No longer waits for the token to be over. */
  release?: () => void;
}
interface Wanted {
  readonly operation: Operation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly connection: Connection;
}

const MOST_MESSAGE_BYTES = 262_144;
const NOT_LET_IN = 4401;
/** By the status that the refusal has over HTTP; 1013 is the one after which clients try again. */
const CLOSE_CODES: Readonly<Record<number, number>> = { 400: 4400, 401: NOT_LET_IN, 429: 4429, 503: 1013 };
const FAILED = 4500;
/**
 * A token that has served its time is no fault: clients of graphql-ws give up at 4401, and after this one connect again
 * with a new token.
 */
const TOKEN_OVER = 4205;
const PING_EVERY_MS = 30_000;

/** graphql-ws on `/graphql`: the same operations, and the events that only a socket can carry. */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  private readonly callers = new CallerSockets();
  private readonly server = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: 5_000,
    onConnect: (context) => this.letIn(context),
    onSubscribe: (context, id, payload) =>
      this.read(context.extra, id, Object.keys(context.subscriptions).length, payload),
    onNext: (_context, _id, _payload, _args, answer) => answer as never,
    execute: (args) => this.execute(args.contextValue as Wanted) as never,
    subscribe: (args) => this.subscribe(args.contextValue as Wanted) as never,
  });

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(Operations) private readonly operations: Operations,
    @Inject(Executor) private readonly executor: Executor,
    @Inject(GatewayMetrics) private readonly metrics: GatewayMetrics,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    onUpgrade(this.host.httpAdapter.getHttpServer(), (request, socket, head) =>
      this.sockets.handleUpgrade(request, socket, head, (open) => this.open(open, request)),
    );
  }

  beforeApplicationShutdown(): void {
    for (const socket of this.sockets.clients) socket.close(1001, 'the gateway stops: connect again');
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    const connection: Connection = { socket, request };
    const closed = bindSocket(socket, {
      server: this.server,
      extra: connection,
      language: () => (connection.call ?? readHeaders(request.headers)).language,
      failed: (error) => this.failed(error, connection),
    });
    endWhenSilent(socket, PING_EVERY_MS);
    socket.once('close', (code, reason) => {
      connection.release?.();
      void closed(code, String(reason));
      void connection.upstream?.close();
    });
  }

  /** What nobody foresaw: its words are for the log alone. */
  private failed(error: unknown, { call, request }: Connection): string {
    const { language, correlationId } = call ?? readHeaders(request.headers);
    this.logger.error({ err: error, correlationId }, 'a message of a socket failed');
    return reason(new Refusal('INTERNAL', { correlationId }), language);
  }

  private async letIn({
    extra: connection,
    connectionParams,
  }: Context<Record<string, unknown>, Connection>): Promise<boolean> {
    const params = lowerCased(connectionParams);
    const headers = { ...connection.request.headers, ...params };
    try {
      const token = bearerToken(headers['authorization']);
      const claims = await this.tokens.verify(token);
      refuseUnsendable(headers);
      if (connection.socket.readyState !== connection.socket.OPEN) return false;
      this.callers.hold(claims.sub, connection.socket);
      connection.call = readHeaders(headers, token);
      connection.upstream = new UpstreamConnections(
        this.configuration.services,
        forwardedParams(connection.call, this.configuration.internalSecret),
      );
      connection.release = this.tokens.whenOver(claims, (fault) =>
        connection.socket.close(
          fault === 'TOKEN_EXPIRED' ? TOKEN_OVER : NOT_LET_IN,
          reason(new Refusal(fault), connection.call!.language),
        ),
      );
      return true;
    } catch (error) {
      const { correlationId, language } = readHeaders(headers);
      const refusal = refusalOf(error, correlationId);
      connection.socket.close(CLOSE_CODES[refusal.status] ?? FAILED, reason(refusal, language));
      return false;
    }
  }

  private read(
    connection: Connection,
    id: string,
    open: number,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { language, correlationId } = connection.call!;
    try {
      refuseLongId(id);
      const limit = this.configuration.limits.subscriptions;
      if (open > limit) throw new Refusal('TOO_MANY_SUBSCRIPTIONS', { limit });
      const { query, operationName, variables } = readRequest(payload);
      const operation = this.operations.get(query, operationName);
      operation.check(variables);
      const contextValue: Wanted = { operation, variables, connection };
      return { schema: operation.schema, document: operation.document, operationName, contextValue };
    } catch (error) {
      const refusal = refusalOf(error, correlationId);
      this.metrics.refused(refusal.code);
      if (refusal.code === 'SUBSCRIPTION_ID_TOO_LONG') connection.socket.close(4400, reason(refusal, language));
      if (refusal.code === 'INTERNAL')
        this.logger.error({ err: error, correlationId }, 'an operation of a socket failed');
      const { message, extensions } = refusal.answer(language);
      return [new GraphQLError(message, { extensions: { ...extensions } })];
    }
  }

  private async execute({ operation, variables, connection }: Wanted): Promise<Answer> {
    const { forwarded, language } = connection.call!;
    const { status: _status, ...answer } = await this.executor.execute(operation, {
      variables,
      headers: forwarded,
      language,
    });
    return answer;
  }

  private subscribe({ operation, variables, connection }: Wanted): AsyncIterableIterator<SubscriptionAnswer, void> {
    const call = connection.call!;
    const plan = operation.plan(variables);
    const { service, request } = plan.sequences[0]!.fetches[0]!;
    const used = Object.fromEntries(
      request.variables.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
    );
    this.metrics.subscriptions.inc();
    return joinedEvents(connection.upstream!.events(service, request.text, used), {
      join: (event) =>
        this.executor.executeEvent(plan, this.presentable(event, call), {
          variables,
          headers: call.forwarded,
          language: call.language,
        }),
      explain: (error) => this.explain(error, call),
      closed: () => this.metrics.subscriptions.dec(),
    });
  }

  /** The last thing that a subscription says when it cannot go on. */
  private explain(error: unknown, call: CallHeaders): readonly AnswerError[] {
    const { language, correlationId } = call;
    if (error instanceof UpstreamErrors)
      return this.spoken(error.errors, call).map(({ message, extensions }) => ({
        message,
        ...(extensions && { extensions }),
      }));
    const refusal =
      error instanceof ServiceUnavailable
        ? new Refusal('SERVICE_UNAVAILABLE', { service: error.service })
        : refusalOf(error, correlationId);
    this.metrics.refused(refusal.code);
    return [refusal.answer(language)];
  }

  private presentable(event: UpstreamEvent, call: CallHeaders): UpstreamEvent {
    return event.errors ? { ...event, errors: this.spoken(event.errors, call) } : event;
  }

  /**
   * An error that a service meant for the caller has a code and a sentence; any other is a fault of ours, and tells of
   * its inside.
   */
  private spoken(errors: readonly AnswerError[], { language, correlationId }: CallHeaders): AnswerError[] {
    return errors.map((error) => {
      const code = error.extensions?.['code'];
      if (typeof code === 'string' && typeof error.message === 'string' && error.message !== code) return error;
      this.logger.error({ err: new UpstreamErrors([error]), correlationId }, 'a service gave an error without a code');
      return {
        ...new Refusal('INTERNAL', { correlationId }).answer(language),
        ...(error.path && { path: error.path }),
      };
    });
  }
}

const reason = (refusal: Refusal, language: Language): string =>
  closeReason(refusal.code, refusal.answer(language).message);
