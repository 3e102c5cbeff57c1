import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '@hengxin/event-log';

/** How long a writer tries at a stream that others write to at the same time; the gateway gives a service 15 s. */
const WITHIN_MS = 10_000;
const FIRST_REST_MS = 4;
const LONGEST_REST_MS = 250;

/** The last writer of each stream in this process. By log, so that commands, reactions and imports of a service share one queue. */
const queues = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Writes to a stream that others write to as well. In this process writers go one after the other, in the order they came; where another
 * instance was faster, `attempt` answers undefined and is called again after a rest that grows, so that nobody is refused for a crowd.
 * Undefined once the time is over. Everyone gets one attempt at least.
 */
export async function writeInTurn<Result>(
  log: Pick<EventLog, 'append'>,
  stream: string,
  attempt: () => Promise<Result | undefined>,
  withinMs = WITHIN_MS,
): Promise<Result | undefined> {
  const until = performance.now() + withinMs;
  return inTurn(queueOf(log), stream, withinMs, () => persistently(attempt, until));
}

/**
 * Calls an attempt until it answers, or the moment (of `performance.now`) has come and there were enough of them. Rests are random, so that
 * two who met don't meet again.
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

/** Whoever has waited too long writes all the same: while the log is away nobody is to wait for everybody before them. */
async function inTurn<Result>(
  queue: Map<string, Promise<void>>,
  stream: string,
  patienceMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = queue.get(stream);
  const { promise: mine, resolve: done } = Promise.withResolvers<void>();
  queue.set(stream, mine);
  try {
    if (before) await orAfter(patienceMs, before);
    return await work();
  } finally {
    done();
    if (queue.get(stream) === mine) queue.delete(stream);
  }
}

function queueOf(log: object): Map<string, Promise<void>> {
  let queue = queues.get(log);
  if (!queue) queues.set(log, (queue = new Map()));
  return queue;
}

async function orAfter(ms: number, turn: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([turn, late]);
  clearTimeout(timer);
}
