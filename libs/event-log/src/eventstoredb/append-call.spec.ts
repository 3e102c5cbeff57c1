import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { append, appendRequests } from './append-call.js';
import type { Call } from './calls.js';

/** A client of which is seen what it is made to send, and whether that was all in one go. */
function seenClient(answer: AppendResp) {
  const sent: (AppendReq | 'end')[] = [];
  const call = { on: () => call, write: (request: AppendReq) => sent.push(request), end: () => sent.push('end') };
  let together: number | undefined;
  const service = {
    append: (_metadata: unknown, _options: unknown, done: (error: null, answer: AppendResp) => void) => {
      queueMicrotask(() => {
        together = sent.length;
        done(null, answer);
      });
      return call;
    },
  };
  const client = {
    callArguments: () => [{}, {}],
    execute: (_: unknown, __: string, act: (of: typeof service) => unknown) => act(service),
  };
  return { sent, together: () => together, call: { client, deadline: Date.now() + 1_000 } as unknown as Call };
}

const stored = new streams.AppendResp().setSuccess(
  new streams.AppendResp.Success()
    .setCurrentRevision('1')
    .setPosition(
      new streams.AppendResp.Position().setCommitPosition('9007199254740991').setPreparePosition('9007199254740991'),
    ),
);

it('an append of several events leaves in one go, its texts as they are', async () => {
  const events = ['甲', '乙'].map((name) => ({
    id: 'i',
    type: 'Named',
    data: JSON.stringify({ name }),
    metadata: '{"version":1}',
  }));
  const { sent, together, call } = seenClient(stored);
  const answer = await append(call, appendRequests('unit-客', events, -1));
  expect(answer).toEqual({
    stored: true,
    revision: 1,
    position: { commit: 9007199254740991n, prepare: 9007199254740991n },
  });
  expect(sent).toHaveLength(events.length + 2);
  expect(together()).toBe(sent.length);
  const messages = sent.slice(1, -1).map((request) => (request as AppendReq).getProposedMessage()!);
  const texts = messages.map((message) =>
    [message.getData_asU8(), message.getCustomMetadata_asU8()].map((of) => Buffer.from(of).toString()),
  );
  expect(texts).toEqual(events.map(({ data, metadata }) => [data, metadata]));
  expect(Buffer.from((sent[0] as AppendReq).getOptions()!.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(
    'unit-客',
  );
});
