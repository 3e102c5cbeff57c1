import type { Aggregate, Command, Decider, DomainEvent, RecordedEvent, Rejection } from '@hengxin/event-sourcing';
import type { CommandAnswer } from './command-answers.js';

/** Who gives a command and what it belongs to. A `RequestContext` is one. */
export interface CommandContext {
  readonly caller: { readonly id: string };
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** One intention for one stream. */
export interface CommandEnvelope<C extends Command, E extends DomainEvent, State> {
  readonly aggregate: Pick<Aggregate, 'stream' | 'topic' | 'keyOf'>;
  readonly decider: Decider<C, E, State>;
  /** Id of the instance; its stream is `aggregate.stream(id)`. */
  readonly id: string;
  /**
   * The command; or what makes it of the state on which it is decided, where its facts depend on that. It is made again
   * where another writer was faster. Pure, and of one type whatever the state.
   */
  readonly command: C | ((state: State) => C);
  /** Made by the caller, one an intention within this service. */
  readonly commandId: string;
  /** What the caller asked for, so that the same id with another intention is noticed. */
  readonly input: unknown;
  readonly context: CommandContext;
  /** Expect that the stream does not exist: one append, and a read only when it does. For ids that a command makes. */
  readonly fresh?: boolean;
  /**
   * What `command_answer` holds for this caller and id, when the caller of `execute` has looked already (in its own
   * query of facts). Null: nothing. Absent: it is looked up here.
   */
  readonly answered?: CommandAnswer | null;
  /** Business day that the events are marked with; today by default. */
  readonly businessDate?: string;
}

export type CommandResult<State, E extends DomainEvent = DomainEvent> =
  | {
      readonly accepted: true;
      /** As the first answer left it. */
      readonly state: State;
      /**
       * As the stream stands by now: more than `state` where somebody wrote since this id was answered first. To judge
       * who may see it.
       */
      readonly current: State;
      /** What the command brought about; empty when there was nothing to do. */
      readonly events: readonly RecordedEvent<E>[];
      /** A token for `atLeast`; null when nothing was stored. */
      readonly position: string | null;
      /**
       * True when this id had been answered before; or may have been, where the log cannot tell and the id had been
       * claimed.
       */
      readonly repeated: boolean;
    }
  | { readonly accepted: false; readonly rejection: Rejection };
