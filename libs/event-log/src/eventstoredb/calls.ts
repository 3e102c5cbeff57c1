import {
  type EventStoreDBClient,
  type Filter,
  type Position,
  type RecordedEvent as ServerEvent,
  START,
  StreamDeletedError,
} from '@eventstore/db-client';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { after } from '@hengxin/waiting';
import { tooLate } from './connection.js';

/** A client and the moment (epoch ms) up to which its calls may take. */
export interface Call {
  readonly client: EventStoreDBClient;
  readonly deadline: number;
}

interface ClientInternals {
  callArguments(options: object, callOptions: object): [Metadata, object];
  GRPCStreamCreator<Stream>(
    service: unknown,
    name: string,
    create: (client: InstanceType<typeof StreamsClient>) => Stream,
  ): () => Promise<Stream>;
}

/** A follower that lags would have an append answered wrongly, and would end before what the leader calls the end. */
export const FROM_LEADER = { requiresLeader: true } as const;

/**
 * A stream's events from a revision on; none when there is no such stream. The client would break a read off that finds
 * no stream. While a file of new clients is taken, this happens hundreds of times a second, which a server takes for an
 * attack.
 */
export async function readStream(
  call: Call,
  stream: string,
  fromRevision = 0,
  maxCount = Number.MAX_SAFE_INTEGER,
): Promise<ServerEvent[]> {
  try {
    const { found, complete } = await read(call, streamRead(stream, fromRevision, maxCount), eventOf);
    if (!complete) throw tooLate();
    return found;
  } catch (error) {
    throw error instanceof StreamDeletedError ? goneForGood(stream, error) : error;
  }
}

/**
 * The place of the last event in $all, of any writer; undefined on an empty server. Nothing else of the event is looked
 * at.
 */
export async function lastOfAll(call: Call): Promise<Position | undefined> {
  const { found, complete } = await read(call, lastRead(), (answer) => {
    const last = answer.getEvent()?.getLink() ?? answer.getEvent()?.getEvent();
    return last && { commit: BigInt(last.getCommitPosition()), prepare: BigInt(last.getPreparePosition()) };
  });
  if (!complete) throw tooLate();
  return found[0];
}

/**
 * Events of $all that pass a filter, from a place on (inclusive), no more than `maxCount`. `complete` is false when the
 * time was over before the server had looked at all of them. The client filters only what it subscribes to; the server
 * filters what is read, too.
 */
export function readFiltered(
  call: Call,
  from: Position | typeof START,
  filter: Filter,
  maxCount: number,
): Promise<Found<ServerEvent>> {
  return read(call, filteredRead(from, filter, maxCount), eventOf);
}

interface Found<T> {
  readonly found: T[];
  readonly complete: boolean;
}

/** A read that ends by itself, or is given up when its time is over. */
async function read<T>(
  { client, deadline }: Call,
  request: ReadReq,
  take: (answer: ReadResp) => T | undefined,
): Promise<Found<T>> {
  const internals = client as unknown as ClientInternals;
  const call: ClientReadableStream<ReadResp> = await internals.GRPCStreamCreator(StreamsClient, 'read', (service) =>
    service.read(request, ...(internals.callArguments(FROM_LEADER, { deadline: Infinity }) as [Metadata, object])),
  )();
  const found: T[] = [];
  return new Promise((resolve, reject) => {
    const stop = after(leftMs(deadline), () => {
      // Not within a call of its own: see grpc-node 1464.
      setImmediate(() => call.cancel());
      resolve({ found, complete: false });
    });
    call.on('data', (answer: ReadResp) => {
      const taken = take(answer);
      if (taken !== undefined) found.push(taken);
    });
    call.on('error', (error) => (stop(), reject(convertToCommandError(error))));
    call.on('end', () => (stop(), resolve({ found, complete: true })));
  });
}

/** The server keeps a stream from ever coming back that was deleted with a tombstone. */
export function goneForGood(stream: string, cause: Error): Error {
  return new Error(
    `${stream} was deleted for good in EventStoreDB: nothing stands there, and nothing can be stored there any more`,
    {
      cause,
    },
  );
}

function eventOf(answer: ReadResp): ServerEvent | undefined {
  return answer.hasEvent() ? (convertGrpcEvent(answer.getEvent()!).event as ServerEvent | undefined) : undefined;
}

function lastRead(): ReadReq {
  const all = new streams.ReadReq.Options.AllOptions().setEnd(new shared.Empty());
  return new streams.ReadReq().setOptions(forwards(1).setReadDirection(1).setAll(all).setNoFilter(new shared.Empty()));
}

function streamRead(stream: string, fromRevision: number, maxCount: number): ReadReq {
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const of = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(name).setRevision(String(fromRevision));
  return new streams.ReadReq().setOptions(forwards(maxCount).setStream(of).setNoFilter(new shared.Empty()));
}

/** What all reads have in common. */
function forwards(maxCount: number): ReadReq.Options {
  const uuids = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty());
  return new streams.ReadReq.Options()
    .setReadDirection(0)
    .setCount(String(maxCount))
    .setResolveLinks(false)
    .setUuidOption(uuids);
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
  const filtering = new streams.ReadReq.Options.FilterOptions()
    .setMax(filter.maxSearchWindow!)
    .setCheckpointintervalmultiplier(1);
  if (filter.filterOn === 'streamName') filtering.setStreamIdentifier(expression);
  else filtering.setEventType(expression);
  return new streams.ReadReq().setOptions(forwards(maxCount).setAll(all).setFilter(filtering));
}

export function leftMs(deadline: number): number {
  return Math.max(deadline - Date.now(), 1);
}
