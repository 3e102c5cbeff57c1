import type { AppendResult } from '@hengxin/event-log';
import {
  type Command,
  type Decider,
  type DomainEvent,
  type NewEvent,
  OpenStream,
  type RecordedEvent,
} from '@hengxin/event-sourcing';
import { type Decide, decideOnce, handle } from './handle.js';

type Count = Command<'Count', null>;
type Counted = DomainEvent<'Counted', null>;
const counter: Decider<Count, Counted, number> = {
  initial: 0,
  decide: { Count: () => [{ type: 'Counted', version: 1, data: null }] },
  evolve: { Counted: (_, count) => count + 1 },
};
const count: Count = { type: 'Count', data: null };

/** A log in which somebody else is faster so many times. */
function logOf(events: number, overtaken = 0) {
  const stored: RecordedEvent[] = [];
  const store = (added: readonly NewEvent[]) => {
    for (const event of added) stored.push({ ...event, revision: stored.length } as RecordedEvent);
  };
  const counted = { type: 'Counted', version: 1, data: null } as unknown as NewEvent;
  store(Array.from({ length: events }, () => counted));
  const reads: number[] = [];
  return {
    stored,
    reads,
    read: async () => (reads.push(stored.length), [...stored]),
    append: async (_: string, added: readonly NewEvent[], expected: number): Promise<AppendResult> => {
      if (overtaken-- > 0) store([counted]);
      if (expected !== stored.length - 1)
        return { ok: false, reason: 'WRONG_REVISION', actualRevision: stored.length - 1 };
      store(added);
      return { ok: true, position: 'p', revision: stored.length - 1, repeated: false };
    },
  };
}

const countUp: Decide<Count, Counted, number, number> = async (stream) => ({
  events: stream.decide(count) as unknown as NewEvent[],
  appended: ({ ok }) => (ok ? stream.state : undefined),
});

describe('a command on a stream', () => {
  it('is decided on what the stream holds, and stored behind it', async () => {
    const log = logOf(2);
    expect(await handle(log, { stream: 's', decider: counter, decide: countUp })).toBe(3);
    expect(log.stored).toHaveLength(3);
  });

  it('is decided again on what another writer left, where that one was faster', async () => {
    const log = logOf(0, 2);
    expect(await handle(log, { stream: 's', decider: counter, decide: countUp })).toBe(3);
    expect(log.reads).toEqual([0, 1, 2]);
  });

  it('takes a stream as it was read before, and reads it again only where that no longer holds', async () => {
    const known = () => OpenStream.from(counter, { state: 2, revision: 1 });
    const still = logOf(2);
    expect(await handle(still, { stream: 's', decider: counter, decide: countUp, known: known() })).toBe(3);
    expect(still.reads).toEqual([]);
    const since = logOf(3);
    expect(await handle(since, { stream: 's', decider: counter, decide: countUp, known: known() })).toBe(4);
    expect(since.reads).toEqual([3]);
  });

  it('stores nothing where there is nothing to do', async () => {
    const log = logOf(1);
    expect(await handle(log, { stream: 's', decider: counter, decide: async ({ state }) => ({ result: state }) })).toBe(
      1,
    );
    expect(log.stored).toHaveLength(1);
  });

  it('comes to nothing where others are faster all the time', async () => {
    const log = logOf(0, Infinity);
    expect(await handle(log, { stream: 's', decider: counter, decide: countUp, withinMs: 0 })).toBeUndefined();
  });

  it('is tried once where it may hold on no other state', async () => {
    const log = logOf(3);
    expect(
      await decideOnce(log, 's', OpenStream.from(counter, { state: 2, revision: 1 }), [], countUp),
    ).toBeUndefined();
    expect([log.reads, log.stored.length]).toEqual([[], 3]);
  });
});
