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

/**
 * A stream's events from a revision on; none when there is no such stream. The client would break a read off that finds no stream, which a
 * server takes for an attack when it happens hundreds of times a second, as it does while a file of new clients is taken.
 */
export async function readStream(call: Call, stream: string, fromRevision = 0, maxCount = Number.MAX_SAFE_INTEGER): Promise<ServerEvent[]> {
  try {
    const { events, complete } = await read(call, streamRead(stream, fromRevision, maxCount));
    if (!complete) throw tooLate();
    return events;
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
export function readFiltered(call: Call, from: Position | typeof START, filter: Filter, maxCount: number): Promise<Found> {
  return read(call, filteredRead(from, filter, maxCount));
}

interface Found {
  readonly events: ServerEvent[];
  readonly complete: boolean;
}

/** A read that ends by itself, or is given up when its time is over. */
async function read({ client, deadline }: Call, request: ReadReq): Promise<Found> {
  const internals = client as unknown as ClientInternals;
  const call: ClientReadableStream<ReadResp> = await internals.GRPCStreamCreator(StreamsClient, 'read', (service) =>
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

function streamRead(stream: string, fromRevision: number, maxCount: number): ReadReq {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const of = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(name).setRevision(String(fromRevision));
  return new streams.ReadReq().setOptions(forwards(maxCount).setStream(of).setNoFilter(new shared.Empty()));
}

/** What all reads have in common. */
function forwards(maxCount: number): ReadReq.Options {
  const uuids = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty());
  return new streams.ReadReq.Options().setReadDirection(0).setCount(String(maxCount)).setResolveLinks(false).setUuidOption(uuids);
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
  return new streams.ReadReq().setOptions(forwards(maxCount).setAll(all).setFilter(filtering));
}

/** All of a read of the client's own, which has no deadline. */
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
  } finally {
    clearTimeout(timer);
  }
}

function leftMs(deadline: number): number {
  return Math.max(deadline - Date.now(), 1);
}
