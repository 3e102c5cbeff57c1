import {
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  type Position,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Metadata, ServiceError } from '@grpc/grpc-js';
import { AppendTooLarge } from '../append-texts.js';
import { EVENT_OVERHEAD_BYTES } from '../port.js';
import { type Call, FROM_LEADER, goneForGood, leftMs } from './calls.js';

/** What the server answers to an append. */
export type Appended =
  | { readonly stored: true; readonly revision: number; readonly position: Position | undefined }
  | { readonly stored: false; readonly actualRevision: number };

/** An event to be stored, its data and metadata as JSON texts. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata?: string;
}

interface ClientInternals {
  callArguments(options: object): [Metadata, object];
  execute<T>(
    service: unknown,
    name: string,
    action: (client: InstanceType<typeof StreamsClient>) => Promise<T>,
  ): Promise<T>;
}

/**
 * Appends at an exact revision; a wrong one is an answer, whether the server answers it or fails the call. Throws
 * AppendTooLarge where the server's MaxAppendSize is lower than what the port takes.
 */
export async function append({ client, deadline }: Call, requests: readonly AppendReq[]): Promise<Appended> {
  try {
    return answerOf(await sent(client, deadline, requests));
  } catch (error) {
    if (error instanceof StreamDeletedError) throw goneForGood(nameIn(requests), error);
    if (error instanceof MaxAppendSizeExceededError) throw tooLarge(requests, error.maxAppendSize);
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    return {
      stored: false,
      actualRevision: typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1,
    };
  }
}

/**
 * The messages of an append, to be sent as often as it takes. The client's own append writes data and metadata as JSON
 * once more and carries both as base64 on their way. It waits for each message before it makes the next, so that each
 * goes to the server in a packet of its own.
 */
export function appendRequests(stream: string, events: readonly Proposed[], expected: number): AppendReq[] {
  const options = new streams.AppendReq.Options().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(bytes(stream)),
  );
  if (expected < 0) options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  const messages = events.map((event) => new streams.AppendReq().setProposedMessage(proposedMessage(event)));
  return [new streams.AppendReq().setOptions(options), ...messages];
}

function proposedMessage({ id, type, data, metadata }: Proposed): AppendReq.ProposedMessage {
  const message = new streams.AppendReq.ProposedMessage().setId(new shared.UUID().setString(id)).setData(bytes(data));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return metadata === undefined ? message : message.setCustomMetadata(bytes(metadata));
}

/** All messages at once: they leave together. */
function sent(client: EventStoreDBClient, deadline: number, requests: readonly AppendReq[]): Promise<AppendResp> {
  const internals = client as unknown as ClientInternals;
  return internals.execute(
    StreamsClient,
    'append',
    (service) =>
      new Promise<AppendResp>((resolve, reject) => {
        const [metadata, options] = internals.callArguments({ ...FROM_LEADER, deadline: leftMs(deadline) });
        const call = service.append(metadata, options, (error: ServiceError | null, answer?: AppendResp) =>
          error ? reject(convertToCommandError(error) as Error) : resolve(answer!),
        );
        call.on('error', (error) => reject(convertToCommandError(error) as Error));
        for (const request of requests) call.write(request);
        call.end();
      }),
  );
}

function answerOf(answer: AppendResp): Appended {
  if (answer.hasWrongExpectedVersion()) {
    const wrong = answer.getWrongExpectedVersion()!;
    return { stored: false, actualRevision: wrong.hasCurrentRevision() ? Number(wrong.getCurrentRevision()) : -1 };
  }
  const stored = answer.getSuccess()!;
  const at = stored.getPosition();
  const position = at && { commit: BigInt(at.getCommitPosition()), prepare: BigInt(at.getPreparePosition()) };
  return { stored: true, revision: Number(stored.getCurrentRevision()), position };
}

function tooLarge(requests: readonly AppendReq[], most: number): AppendTooLarge {
  const sizes = requests.slice(1).map((request) => sizeOf(request.getProposedMessage()!));
  return new AppendTooLarge(
    nameIn(requests),
    sizes.length,
    sizes.reduce((sum, size) => sum + size, 0),
    most,
  );
}

/** As the port counts it. */
function sizeOf(event: AppendReq.ProposedMessage): number {
  const type = event.getMetadataMap().get('type')!;
  return event.getData_asU8().length + event.getCustomMetadata_asU8().length + 2 * type.length + EVENT_OVERHEAD_BYTES;
}

function nameIn([first]: readonly AppendReq[]): string {
  return Buffer.from(first!.getOptions()!.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
}

const encoder = new TextEncoder();

function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}
