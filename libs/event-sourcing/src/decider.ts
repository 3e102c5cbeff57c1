import type { DomainEvent } from './define-event.js';
import { isRejected, type Rejected } from './rejection.js';

/** An intention. Ids, clock readings and calendar facts arrive inside it, so that `decide` stays pure. */
export interface Command<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * The rules of one stream. `decide` answers a command with events (none: nothing to do) or a rejection;
 * `evolve` is keyed by event type, so that a forgotten event does not compile.
 */
export interface Decider<C extends Command, E extends DomainEvent, State> {
  readonly initial: State;
  readonly decide: {
    readonly [Type in C['type']]: (
      command: Extract<C, { type: Type }>['data'],
      state: State,
    ) => readonly E[] | Rejected;
  };
  readonly evolve: { readonly [Type in E['type']]: (data: Extract<E, { type: Type }>['data'], state: State) => State };
}

/** The state after some events. Throws on an event the decider doesn't know: a stream holds only its own. */
export function evolve<C extends Command, E extends DomainEvent, State>(
  decider: Decider<C, E, State>,
  events: Iterable<DomainEvent>,
  from: State = decider.initial,
): State {
  let state = from;
  for (const event of events) {
    const step = (decider.evolve as Record<string, ((data: unknown, state: State) => State) | undefined>)[event.type];
    if (!step) throw new Error(`event ${event.type} does not belong to this stream`);
    state = step(event.data, state);
  }
  return state;
}

/** The decision on a command in a state. */
export function decide<C extends Command, E extends DomainEvent, State>(
  decider: Decider<C, E, State>,
  command: C,
  state: State,
): readonly E[] | Rejected {
  const rule = (
    decider.decide as Record<string, ((data: unknown, state: State) => readonly E[] | Rejected) | undefined>
  )[command.type];
  if (!rule) throw new Error(`no rule decides ${command.type}`);
  return rule(command.data, state);
}

export { isRejected };
