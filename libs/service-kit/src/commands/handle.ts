import type { AppendResult, EventLog } from '@hengxin/event-log';
import {
  type Command,
  type Decider,
  type DomainEvent,
  type NewEvent,
  OpenStream,
  type RecordedEvent,
} from '@hengxin/event-sourcing';
import { writeInTurn } from './write-in-turn.js';

/** What was decided on a stream. */
export type Decided<Result> =
  /** Nothing is to be stored. */
  | { readonly result: Result }
  /**
   * These events are, right behind what was read. `appended` says what that came to; undefined: it is to be decided
   * again.
   */
  | { readonly events: readonly NewEvent[]; readonly appended: (answer: AppendResult) => Result | undefined };

/**
 * Decides on a stream as it was read. `past`: its events; empty where it was read before. Undefined: to be decided
 * again.
 */
export type Decide<C extends Command, E extends DomainEvent, State, Result> = (
  stream: OpenStream<C, E, State>,
  past: readonly RecordedEvent<E>[],
) => Promise<Decided<Result> | undefined>;

/** What is to be done to one stream. */
export interface Handling<C extends Command, E extends DomainEvent, State, Result> {
  readonly stream: string;
  readonly decider: Decider<C, E, State>;
  readonly decide: Decide<C, E, State, Result>;
  /** The stream as it was read before: the first attempt takes it so, and the next ones read it again. */
  readonly known?: OpenStream<C, E, State>;
  /** How long it is tried where others write to the stream at the same time; see `writeInTurn`. */
  readonly withinMs?: number | undefined;
}

/**
 * The one way in which events come to be: load, decide, append at the exact revision, and all of it again where another
 * writer was faster. Commands of callers, commands of reactions and all else that writes to a single stream go through
 * it. Files of rows, which write to thousands at once, take the same steps a batch. Undefined where others were faster
 * all the time.
 */
export function handle<C extends Command, E extends DomainEvent, State, Result>(
  log: Pick<EventLog, 'append' | 'read'>,
  { stream, decider, decide, known, withinMs }: Handling<C, E, State, Result>,
): Promise<Result | undefined> {
  let unread = known;
  const attempt = async () => {
    if (unread) {
      const open = unread;
      unread = undefined;
      return decideOnce(log, stream, open, [], decide);
    }
    const past = (await log.read(stream)) as RecordedEvent<E>[];
    return decideOnce(log, stream, OpenStream.of(decider, past), past, decide);
  };
  return writeInTurn(log, stream, attempt, withinMs);
}

/**
 * The same on a stream as it is known, without a turn and without a second attempt. Undefined where that came to
 * nothing.
 */
export async function decideOnce<C extends Command, E extends DomainEvent, State, Result>(
  log: Pick<EventLog, 'append'>,
  stream: string,
  open: OpenStream<C, E, State>,
  past: readonly RecordedEvent<E>[],
  decide: Decide<C, E, State, Result>,
): Promise<Result | undefined> {
  const decided = await decide(open, past);
  if (!decided || 'result' in decided) return decided?.result;
  return decided.appended(await log.append(stream, decided.events, open.revision));
}
