import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';

/** Answers that wait to be sent on one call before the code that makes them waits too. */
const WAITING_AT_MOST = 256;

/** Sends an answer; resolves at once, or as soon as a slow reader has taken others, or has gone. */
export async function send(call: ServerWritableStream<ReadReq, ReadResp>, answer: ReadResp): Promise<void> {
  if (call.cancelled || call.destroyed) return;
  if (call.write(answer) || call.writableLength < WAITING_AT_MOST) return;
  const events = ['drain', 'cancelled', 'close', 'error'];
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of events) call.on(event, resolve);
  await promise;
  for (const event of events) call.off(event, resolve);
}
