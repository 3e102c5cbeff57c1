import { orAfter, pause } from '@hengxin/waiting';
import type { EventLog } from '@hengxin/event-log';

/**
 * How long a writer whose turn has come tries at a stream that other instances write to at the same time; the gateway
 * gives a service 15 s.
 */
const WITHIN_MS = 10_000;
const FIRST_REST_MS = 4;
const LONGEST_REST_MS = 250;

/** Those who write to one stream in this process, in the order they came. */
interface Line {
  /** Resolves when the last of them has ended. */
  last: Promise<void>;
  /** When one of them last ended well (of `performance.now`). */
  movedAt: number;
}

/** The line of each stream. By log, so that commands, reactions and imports of a service stand in one. */
const queues = new WeakMap<object, Map<string, Line>>();

/**
 * Writes to a stream that others write to as well. In this process writers go one after the other, in the order they
 * came. Where another instance was faster, `attempt` answers undefined and is called again after a rest that grows. So
 * nobody is refused for a crowd. Undefined once the time is over, which begins with the turn: a crowd costs time on a
 * busy machine, and nobody is refused for those before them. Everyone gets one attempt at least.
 */
export async function writeInTurn<Result>(
  log: Pick<EventLog, 'append'>,
  stream: string,
  attempt: () => Promise<Result | undefined>,
  withinMs = WITHIN_MS,
): Promise<Result | undefined> {
  return inTurn(queueOf(log), stream, withinMs, () => persistently(attempt, performance.now() + withinMs));
}

/**
 * Calls an attempt until it answers, or the moment (of `performance.now`) has come and there were enough of them. Rests
 * are random, so that two who met don't meet again.
 */
export async function persistently<Result>(
  attempt: () => Promise<Result | undefined>,
  until: number,
  attemptsAtLeast = 1,
): Promise<Result | undefined> {
  for (let count = 1, longestMs = FIRST_REST_MS; ; count++, longestMs = Math.min(longestMs * 2, LONGEST_REST_MS)) {
    const result = await attempt();
    if (result !== undefined || (count >= attemptsAtLeast && performance.now() >= until)) return result;
    await pause(Math.random() * longestMs);
  }
}

/**
 * A writer that has waited too long in a line that stands still writes all the same: while the log is away nobody is to
 * wait for everybody before them.
 */
async function inTurn<Result>(
  queue: Map<string, Line>,
  stream: string,
  patienceMs: number,
  work: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const line = queue.get(stream) ?? { last: Promise.resolve(), movedAt: performance.now() };
  queue.set(stream, line);
  const before = line.last;
  const { promise: mine, resolve: done } = Promise.withResolvers<void>();
  line.last = mine;
  try {
    await turnOrStandstill(before, line, patienceMs);
    const result = await work();
    if (result !== undefined) line.movedAt = performance.now();
    return result;
  } finally {
    done();
    if (line.last === mine) queue.delete(stream);
  }
}

function queueOf(log: object): Map<string, Line> {
  let queue = queues.get(log);
  if (!queue) queues.set(log, (queue = new Map()));
  return queue;
}

/** Resolves with the turn, or once nobody has ended well for so long. */
async function turnOrStandstill(turn: Promise<void>, line: Line, patienceMs: number): Promise<void> {
  const arrivedAt = performance.now();
  let isOver = false;
  void turn.then(() => (isOver = true));
  for (
    let leftMs = patienceMs;
    leftMs > 0 && !isOver;
    leftMs = Math.max(line.movedAt, arrivedAt) + patienceMs - performance.now()
  )
    await orAfter(leftMs, turn, undefined);
}
