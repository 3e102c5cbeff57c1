import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  type EventData,
  type EventStoreDBClient,
  NO_STREAM,
  type ReadPosition,
  type RecordedEvent as ServerEvent,
  type StreamingRead,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

/** A client and the moment (epoch ms) up to which its calls may take. */
export interface Call {
  readonly client: EventStoreDBClient;
  readonly deadline: number;
}

/** A follower that lags would have an append answered wrongly. */
const FROM_LEADER = { requiresLeader: true } as const;

/** A stream's events from a revision on; none when there is no such stream. */
export async function readStream(call: Call, stream: string, fromRevision = 0, maxCount = Number.MAX_SAFE_INTEGER): Promise<ServerEvent[]> {
  const read = call.client.readStream(stream, { ...FROM_LEADER, fromRevision: BigInt(fromRevision), maxCount });
  return ofStream(await gathered(call, read));
}

/** A stream's last event, if there is one. */
export async function lastOfStream(call: Call, stream: string): Promise<ServerEvent | undefined> {
  const read = call.client.readStream(stream, { ...FROM_LEADER, direction: BACKWARDS, fromRevision: 'end', maxCount: 1 });
  return ofStream(await gathered(call, read))[0];
}

/** Events of $all before a position, the latest first. */
export function readBackwards(call: Call, fromPosition: ReadPosition, maxCount: number): Promise<AllStreamResolvedEvent[]> {
  return gathered(call, call.client.readAll({ ...FROM_LEADER, direction: BACKWARDS, fromPosition, maxCount }));
}

/** Appends at an exact revision; false when the stream stands elsewhere, be it that the client returns that or throws it. */
export async function appended({ client, deadline }: Call, stream: string, events: EventData[], expected: number): Promise<boolean> {
  const expectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
  try {
    const { success } = await client.appendToStream(stream, events, { ...FROM_LEADER, expectedRevision, deadline: leftMs(deadline) });
    return success;
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return false;
    throw error;
  }
}

/** All of a read. Reads have no deadline of the client's; a missing stream is an empty one. */
async function gathered<E>({ deadline }: Call, read: StreamingRead<E>): Promise<E[]> {
  // Its call may fail once more after it was given up, and an `error` that nobody listens to ends the process.
  read.on('error', () => undefined);
  const timer = setTimeout(() => {
    read.destroy(Object.assign(new Error('no answer in time'), { type: 'deadline-exceeded' }));
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

function ofStream(found: readonly { readonly event?: ServerEvent }[]): ServerEvent[] {
  return found.flatMap(({ event }) => (event ? [event] : []));
}

function leftMs(deadline: number): number {
  return Math.max(deadline - Date.now(), 1);
}
