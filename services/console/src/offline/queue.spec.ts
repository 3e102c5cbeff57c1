import { pauseAfter, type QueueStore, sendAll, type Verdict, type Waiting } from './queue.js';

interface Command {
  readonly commandId: string;
}

function queueOf(...ids: string[]) {
  const entries = new Map<string, Waiting<Command>>(
    ids.map((id, at) => [
      id,
      { commandId: id, subject: 'S1', at, input: { commandId: id }, tries: 0, state: 'waiting' },
    ]),
  );
  const store: QueueStore<Command> = {
    next: async (subject) =>
      [...entries.values()].find((entry) => entry.subject === subject && entry.state === 'waiting'),
    put: async (entry) => void entries.set(entry.commandId, entry),
    drop: async (id) => void entries.delete(id),
  };
  return { entries, store };
}
const done: Verdict = { done: true };
const later: Verdict = { later: true };
const no: Verdict = {
  refused: { code: 'CONTACT_IN_FUTURE', field: ['input', 'startedAt'], message: 'Still to come.' },
};

async function sending(queue: ReturnType<typeof queueOf>, verdicts: Record<string, Verdict[]>, subject = 'S1') {
  const asked: string[] = [];
  const answer = async ({ commandId }: Command) => {
    asked.push(commandId);
    return verdicts[commandId]?.shift() ?? done;
  };
  return { ...(await sendAll(queue.store, subject, answer, () => undefined)), asked };
}

describe('the queue', () => {
  it('is sent in the order in which it was put in', async () => {
    const queue = queueOf('a', 'b', 'c');
    expect(await sending(queue, {})).toEqual({ sent: 3, againAfterMs: null, asked: ['a', 'b', 'c'] });
    expect(queue.entries.size).toBe(0);
  });

  it('stops at one without an answer, and sends the same id again', async () => {
    const queue = queueOf('a', 'b');
    expect(await sending(queue, { a: [later] })).toEqual({ sent: 0, againAfterMs: 1_000, asked: ['a'] });
    expect(queue.entries.get('a')).toMatchObject({ tries: 1, state: 'waiting' });
    expect(await sending(queue, {})).toMatchObject({ sent: 2, asked: ['a', 'b'] });
  });

  it('sets a refused one aside with the sentence of the platform and goes on', async () => {
    const queue = queueOf('a', 'b');
    expect(await sending(queue, { a: [no] })).toEqual({ sent: 1, againAfterMs: null, asked: ['a', 'b'] });
    expect(queue.entries.get('a')).toMatchObject({ state: 'refused', refusal: { message: 'Still to come.' } });
    expect(await sending(queue, {})).toMatchObject({ sent: 0, asked: [] });
  });

  it('sends nothing of somebody else', async () =>
    expect(await sending(queueOf('a'), {}, 'S2')).toEqual({ sent: 0, againAfterMs: null, asked: [] }));

  it('pauses longer with each try, a minute at most', () =>
    expect([0, 1, 5, 50].map(pauseAfter)).toEqual([1_000, 2_000, 32_000, 60_000]));
});
