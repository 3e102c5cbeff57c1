import { type Command, decide, type Decider, evolve } from './decider.js';
import type { DomainEvent } from './define-event.js';
import type { RecordedEvent } from './recorded-event.js';
import { isRejected, type Rejected } from './rejection.js';

/** Expected revision of a stream that must not exist yet. Otherwise the revision of its last event, from 0. */
export const NO_STREAM = -1;

/** A stream as somebody has read it. */
export interface StoredState<State> {
  readonly state: State;
  /** Of its last event; NO_STREAM without one. */
  readonly revision: number;
}

/**
 * A stream in the hands of its next writer: what it held when it was read, and what was decided on it since. That is to
 * be appended behind `revision`. Every command goes through one, alone or with others, from a caller, a reaction, a
 * file or a spec.
 */
export class OpenStream<C extends Command, E extends DomainEvent, State> {
  readonly revision: number;
  private folded: State;
  /** Not folded before anybody asks: few commands of a batch are about what an earlier one of it was about. */
  private news: DomainEvent[];

  private constructor(
    private readonly decider: Decider<C, E, State>,
    { state, revision }: StoredState<State>,
    news: readonly DomainEvent[],
  ) {
    this.folded = state;
    this.revision = revision;
    this.news = [...news];
  }

  /** A stream of these events, which are all that it holds. */
  static of<C extends Command, E extends DomainEvent, State>(
    decider: Decider<C, E, State>,
    events: readonly RecordedEvent[],
  ): OpenStream<C, E, State> {
    return new OpenStream(decider, { state: decider.initial, revision: events.at(-1)?.revision ?? NO_STREAM }, events);
  }

  /** A stream that was read before, and folded. */
  static from<C extends Command, E extends DomainEvent, State>(
    decider: Decider<C, E, State>,
    stored: StoredState<State>,
  ): OpenStream<C, E, State> {
    return new OpenStream(decider, stored, []);
  }

  /** What it held, and all that was decided on it. Throws for an event that the decider does not know. */
  get state(): State {
    if (this.news.length > 0) {
      this.folded = evolve(this.decider, this.news, this.folded);
      this.news = [];
    }
    return this.folded;
  }

  /** Decides a command. What comes of it belongs to the stream from now on; a rejection leaves it as it was. */
  decide(command: C): readonly E[] | Rejected {
    const decision = decide(this.decider, command, this.state);
    if (!isRejected(decision)) this.news.push(...decision);
    return decision;
  }
}
