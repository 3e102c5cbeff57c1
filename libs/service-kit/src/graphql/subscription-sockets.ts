import type { IncomingMessage, Server as HttpServer } from 'node:http';
import {
  bindSocket,
  CallerSockets,
  closeReason,
  DEFAULT_SUBSCRIPTIONS,
  endWhenSilent,
  lowerCased,
  onUpgrade,
  OperationRefused,
  readRequest,
  refuseLongId,
} from '@hengxin/operation-limits';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, subscribe } from 'graphql';
import { type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Language, messageOf } from '../catalogue/catalogue.js';
import { languageOf } from '../catalogue/language.js';
import { type Authentication, codeOfRefusal } from '../http/authentication.js';
import { publicErrors } from './execution-answer.js';
import type { MeasuredOperations } from './measured-operations.js';
import { viewOfRefusal } from './operation-refusal.js';
import type { RequestContext } from './request-context.js';

interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  context?: RequestContext;
}

const MOST_MESSAGE_BYTES = 1_048_576;
/** The gateway brings all subscriptions of one caller over one socket, and bounds them itself. */
const MOST_FROM_THE_GATEWAY = 10_000;
const INIT_WITHIN_MS = 5_000;
/** How long the other side may take to close as well; the types of ws do not know it yet. */
const CLOSING = { closeTimeout: 5_000 };
const PING_EVERY_MS = 30_000;
const NOT_LET_IN = 4401;
const TOO_MANY = 4429;
const NOT_TAKEN = 4400;
const GOING_AWAY = 1001;

/**
 * graphql-ws on `/graphql`, for subscriptions alone: questions and commands come with a token of their own each. A
 * document is validated and measured before it is executed.
 */
export class SubscriptionSockets {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_MESSAGE_BYTES,
    ...CLOSING,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  private readonly callers = new CallerSockets();
  private readonly server = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    onConnect: (context) => this.letIn(context),
    onSubscribe: ({ extra, subscriptions }, id, payload) =>
      this.read(extra, id, Object.keys(subscriptions).length, payload),
    subscribe: (args) => this.begin(args) as never,
    onNext: (_context, _id, _payload, { contextValue }, result) =>
      this.shown(result, contextValue as RequestContext) as never,
    onError: ({ extra }, _id, _payload, errors) => this.told(errors, extra) as never,
  });

  constructor(
    private readonly authentication: Authentication,
    private readonly operations: MeasuredOperations,
    private readonly logger: Logger,
  ) {}

  listenOn(server: HttpServer): void {
    onUpgrade(server, (request, socket, head) =>
      this.sockets.handleUpgrade(request, socket, head, (open) => this.open({ socket: open, request })),
    );
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.close(GOING_AWAY, 'the service stops: connect again');
  }

  private open(connection: Connection): void {
    const { socket } = connection;
    const closed = bindSocket(socket, {
      server: this.server,
      extra: connection,
      language: () => languageIn(connection),
      failed: (error) => {
        this.logger.error(
          { err: error, correlationId: connection.context?.correlationId },
          'a message of a socket failed',
        );
        return closeReason('INTERNAL', messageOf({ code: 'INTERNAL', facts: {} }, languageIn(connection)));
      },
    });
    endWhenSilent(socket, PING_EVERY_MS);
    socket.once('close', (code, reason) => void closed(code, String(reason)));
  }

  /** The context of a socket, or the socket closed with the code that a request would be refused with. */
  private async letIn({
    extra: connection,
    connectionParams,
  }: Context<Record<string, unknown>, Connection>): Promise<boolean> {
    const { socket } = connection;
    try {
      const context = await this.authentication.authenticateSocket(lowerCased(connectionParams));
      if (socket.readyState !== socket.OPEN) return false;
      if (!context.fromGateway) this.callers.hold(context.caller.id, socket);
      connection.context = context;
      return true;
    } catch (error) {
      if (error instanceof OperationRefused)
        socket.close(TOO_MANY, closeReason(error.code, error.sentence(languageIn(connection))));
      else if (codeOfRefusal(error)) socket.close(NOT_LET_IN, codeOfRefusal(error));
      else throw error;
      return false;
    }
  }

  private read(
    connection: Connection,
    id: string,
    open: number,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const context = connection.context!;
    try {
      refuseLongId(id);
      const limit = context.fromGateway ? MOST_FROM_THE_GATEWAY : DEFAULT_SUBSCRIPTIONS;
      if (open > limit) throw new OperationRefused('TOO_MANY_SUBSCRIPTIONS', { limit });
      const request = readRequest(payload);
      const { schema, document } = this.operations.subscription(request, context);
      const { variables: variableValues, operationName } = request;
      return {
        schema,
        document,
        operationName,
        variableValues,
        rootValue: {},
        contextValue: { ...context, shared: new Map() },
      };
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      const { message, extensions } = viewOfRefusal(error, context.language);
      if (error.code === 'SUBSCRIPTION_ID_TOO_LONG')
        connection.socket.close(NOT_TAKEN, closeReason(error.code, message));
      return [new GraphQLError(message, { extensions: { ...extensions } })];
    }
  }

  /** What cannot begin ends as what breaks off does: with an error, and no event. */
  private async begin(args: ExecutionArgs): Promise<AsyncIterableIterator<unknown>> {
    const begun = await subscribe(args);
    return Symbol.asyncIterator in begun ? begun : brokenOff(begun.errors ?? []);
  }

  private shown(result: ExecutionResult, { language }: RequestContext): ExecutionResult | undefined {
    return result.errors
      ? { data: result.data ?? null, errors: publicErrors(result.errors, language, this.logger) as never }
      : undefined;
  }

  /**
   * What a subscription ends with. An error that carries a code was meant for the caller; any other is a fault of ours.
   */
  private told(errors: readonly GraphQLError[], connection: Connection): readonly object[] {
    return errors
      .flatMap((error) => (error.originalError instanceof BrokenOff ? error.originalError.errors : [error]))
      .map((error) => {
        const { message, extensions } = error;
        if (typeof extensions['code'] === 'string') return { message, extensions };
        this.logger.error({ err: error, correlationId: connection.context?.correlationId }, 'a subscription failed');
        return {
          message: messageOf({ code: 'INTERNAL', facts: {} }, languageIn(connection)),
          extensions: { code: 'INTERNAL', field: [] },
        };
      });
  }
}

class BrokenOff extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('a subscription could not begin');
  }
}

async function* brokenOff(errors: readonly GraphQLError[]): AsyncGenerator<never, void> {
  throw new BrokenOff(errors);
}

const languageIn = ({ context, request }: Connection): Language =>
  context?.language ?? languageOf(request.headers['accept-language']);
