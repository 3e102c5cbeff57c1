import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { OperationRefused, refusalSentence, type Language, type OperationRefusalCode } from '../refused.js';
import { closeReason, deliver } from './socket.js';

/** Ids are a client's own; they are repeated in each of its messages. */
const MOST_ID_BYTES = 100;

/** Why graphql-ws closes a socket, in the words of the catalogue: its own would not fit, or repeat what was sent. */
const REASONS: Readonly<Record<number, OperationRefusalCode>> = {
  [CloseCode.BadRequest]: 'MESSAGE_MALFORMED',
  [CloseCode.Unauthorized]: 'CONNECTION_NOT_ACKNOWLEDGED',
  [CloseCode.SubprotocolNotAcceptable]: 'SUBPROTOCOL_UNKNOWN',
  [CloseCode.ConnectionInitialisationTimeout]: 'CONNECTION_INIT_MISSING',
  [CloseCode.SubscriberAlreadyExists]: 'SUBSCRIPTION_ID_TAKEN',
  [CloseCode.TooManyInitialisationRequests]: 'CONNECTION_INIT_TWICE',
};
const FAILED = 4500;

export interface SocketHandling<Extra> {
  readonly server: Server<Extra>;
  readonly extra: Extra;
  readonly language: () => Language;
  /** Told of what nobody foresaw; answers the words with which the socket is closed. */
  readonly failed: (error: unknown) => string;
}

/**
 * Ties a socket to a graphql-ws server. However it ends, its close reason is a code and fixed words. Answers what to
 * call once it is closed.
 */
export function bindSocket<Extra>(
  socket: WebSocket,
  { server, extra, language, failed }: SocketHandling<Extra>,
): (code: number, reason: string) => Promise<void> {
  socket.on('error', () => socket.terminate());
  return server.opened(
    {
      protocol: socket.protocol,
      send: (text) => deliver(socket, text),
      close: (code, reason) => {
        const known = REASONS[code!];
        socket.close(code, known ? closeReason(known, refusalSentence(known, language())) : reason);
      },
      onMessage: (take) =>
        socket.on(
          'message',
          (data) => void take(String(data)).catch((error: unknown) => socket.close(FAILED, failed(error))),
        ),
    },
    extra,
  );
}

/** Throws `OperationRefused`. */
export function refuseLongId(id: string): void {
  if (Buffer.byteLength(id) > MOST_ID_BYTES)
    throw new OperationRefused('SUBSCRIPTION_ID_TOO_LONG', { limit: MOST_ID_BYTES });
}
