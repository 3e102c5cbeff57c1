import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type EventData,
  type EventStoreDBClient,
  type Filter,
  NO_STREAM,
  type Position,
  type RecordedEvent as ServerEvent,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  type StreamingRead,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { tooLate } from './connection.js';

/** A client and the moment (epoch ms) up to which its calls may take. */
export interface Call {
  readonly client: EventStoreDBClient;
  readonly deadline: number;
}

/** What the server answers to an append. */
export type Appended =
  | { readonly stored: true; readonly revision: number; readonly position: Position | undefined }
  | { readonly stored: false; readonly actualRevision: number };

interface ClientInternals {
  callArguments(options: object, callOptions: object): [Metadata, object];
  GRPCStreamCreator<Stream>(
    service: unknown,
    name: string,
    create: (client: InstanceType<typeof StreamsClient>) => Stream,
  ): () => Promise<Stream>;
}

/** A follower that lags would have an append answered wrongly, and would end before what the leader calls the end. */
const FROM_LEADER = { requiresLeader: true } as const;

/** A stream's events from a revision on; none when there is no such stream. */
export async function readStream(call: Call, stream: string, fromRevision = 0, maxCount = Number.MAX_SAFE_INTEGER): Promise<ServerEvent[]> {
  const read = call.client.readStream(stream, { ...FROM_LEADER, fromRevision: BigInt(fromRevision), maxCount });
  try {
    return (await gathered(call, read)).flatMap(({ event }) => (event ? [event] : []));
  } catch (error) {
    throw error instanceof StreamDeletedError ? goneForGood(stream, error) : error;
  }
}

/** The place of the last event in $all, whoever wrote it; undefined on an empty server. */
export async function lastOfAll(call: Call): Promise<Position | undefined> {
  const read = call.client.readAll({ ...FROM_LEADER, direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  const [last]: AllStreamResolvedEvent[] = await gathered(call, read);
  return (last?.link ?? last?.event)?.position;
}

/**
 * Events of $all that pass a filter, from a place on (inclusive), no more than `maxCount`. `complete` is false when the time was over
 * before the server had looked at all of them. The client filters only what it subscribes to; the server filters what is read, too.
 */
export async function readFiltered(
  { client, deadline }: Call,
  from: Position | typeof START,
  filter: Filter,
  maxCount: number,
): Promise<{ events: ServerEvent[]; complete: boolean }> {
  const internals = client as unknown as ClientInternals;
  const request = filteredRead(from, filter, maxCount);
  const call: ClientReadableStream<ReadResp> = await internals.GRPCStreamCreator(StreamsClient, 'readAll', (service) =>
    service.read(request, ...(internals.callArguments(FROM_LEADER, { deadline: Infinity }) as [Metadata, object])),
  )();
  const events: ServerEvent[] = [];
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // Not within a call of its own: see grpc-node 1464.
      setImmediate(() => call.cancel());
      resolve({ events, complete: false });
    }, leftMs(deadline));
    call.on('data', (answer: ReadResp) => {
      const { event } = answer.hasEvent() ? convertGrpcEvent(answer.getEvent()!) : {};
      if (event) events.push(event as ServerEvent);
    });
    call.on('error', (error) => (clearTimeout(timer), reject(convertToCommandError(error))));
    call.on('end', () => (clearTimeout(timer), resolve({ events, complete: true })));
  });
}

/** Appends at an exact revision; a wrong one is an answer, be it that the client returns it or throws it. */
export async function append({ client, deadline }: Call, stream: string, events: EventData[], expected: number): Promise<Appended> {
  const expectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
  try {
    const answer = await client.appendToStream(stream, events, { ...FROM_LEADER, expectedRevision, deadline: leftMs(deadline) });
    const revision = Number(answer.nextExpectedRevision);
    return answer.success ? { stored: true, revision, position: answer.position } : { stored: false, actualRevision: revision };
  } catch (error) {
    if (error instanceof StreamDeletedError) throw goneForGood(stream, error);
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    return { stored: false, actualRevision: typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1 };
  }
}

/** The server keeps a stream from ever coming back that was deleted with a tombstone. */
function goneForGood(stream: string, cause: Error): Error {
  return new Error(`${stream} was deleted for good in EventStoreDB: nothing stands there, and nothing can be stored there any more`, {
    cause,
  });
}

function filteredRead(from: Position | typeof START, filter: Filter, maxCount: number): ReadReq {
  const all = new streams.ReadReq.Options.AllOptions();
  if (from === START) all.setStart(new shared.Empty());
  else {
    const position = new streams.ReadReq.Options.Position();
    all.setPosition(position.setCommitPosition(from.commit.toString()).setPreparePosition(from.prepare.toString()));
  }
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  if ('prefixes' in filter) expression.setPrefixList(filter.prefixes!);
  if ('regex' in filter) expression.setRegex(filter.regex!);
  const filtering = new streams.ReadReq.Options.FilterOptions().setMax(filter.maxSearchWindow!).setCheckpointintervalmultiplier(1);
  if (filter.filterOn === 'streamName') filtering.setStreamIdentifier(expression);
  else filtering.setEventType(expression);
  const options = new streams.ReadReq.Options().setAll(all).setFilter(filtering).setCount(String(maxCount)).setResolveLinks(false);
  options.setReadDirection(0).setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()));
  return new streams.ReadReq().setOptions(options);
}

/** All of a read. Reads have no deadline of the client's; a missing stream is an empty one. */
async function gathered<E>({ deadline }: Call, read: StreamingRead<E>): Promise<E[]> {
  // Its call may fail once more after it was given up, and an `error` that nobody listens to ends the process.
  read.on('error', () => undefined);
  const timer = setTimeout(() => {
    read.destroy(tooLate());
    void read.cancel().catch(() => undefined);
  }, leftMs(deadline));
  try {
    const found: E[] = [];
    for await (const event of read as AsyncIterable<E>) found.push(event);
    return found;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function leftMs(deadline: number): number {
  return Math.max(deadline - Date.now(), 1);
}
