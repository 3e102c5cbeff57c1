import type { AppendResult, EventLog } from '@hengxin/event-log';
import {
  type Command,
  type DomainEvent,
  evolve,
  isRejected,
  type NewEvent,
  OpenStream,
  type RecordedEvent,
  type Rejection,
} from '@hengxin/event-sourcing';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import type { Clock } from '../clock.js';
import type { CommandAnswers, CommandClaim } from './command-answers.js';
import type { CommandEnvelope, CommandResult } from './command-envelope.js';
import { newEvents, recordedAs, tooLargeToAppend } from './command-events.js';
import { type Decided, decideOnce, handle } from './handle.js';
import { fingerprintOf } from './command-ids.js';
import { encodeEventPosition } from './positions.js';

/**
 * What an attempt came to. Called once the stream is free for the next writer: keeping an answer takes a connection.
 */
type Outcome<State, E extends DomainEvent> = () => Promise<CommandResult<State, E>>;

/** A command on its way to its stream. */
interface Asked<C extends Command, E extends DomainEvent, State> {
  readonly order: CommandEnvelope<C, E, State>;
  readonly stream: string;
  readonly fingerprint: string;
  readonly claim: () => Promise<CommandClaim | undefined>;
  /** It was accepted before, and there was nothing to do. */
  readonly nothingToDo: boolean;
}

/**
 * Brings commands to their stream: load, decide, append at the exact revision; the same command id gets the first
 * answer again.
 */
export class CommandHandler {
  constructor(
    /** Whose commands they are: another service may use the same command id for something else. */
    private readonly service: string,
    private readonly log: EventLog,
    private readonly answers: CommandAnswers,
    private readonly clock: Clock,
    private readonly observe: (aggregate: string, outcome: string) => void = () => undefined,
    /**
     * How long a command tries at a stream that others write to at the same time, before it is refused with CONFLICT.
     */
    private readonly withinMs?: number,
  ) {}

  async execute<C extends Command, E extends DomainEvent, State>(
    order: CommandEnvelope<C, E, State>,
  ): Promise<CommandResult<State, E>> {
    const result = await this.answer(order);
    this.observe(
      commandOn(order, order.decider.initial).type,
      result.accepted ? (result.repeated ? 'repeated' : 'accepted') : result.rejection.code,
    );
    return result;
  }

  private async answer<C extends Command, E extends DomainEvent, State>(
    order: CommandEnvelope<C, E, State>,
  ): Promise<CommandResult<State, E>> {
    const { context, commandId } = order;
    const fingerprint = fingerprintOf(order.input);
    const kept = order.answered === undefined ? await this.answers.find(context.caller.id, commandId) : order.answered;
    if (kept) {
      // The id may have been accepted with this input first, and been refused with another one in another stream after
      // that.
      if (kept.fingerprint !== fingerprint)
        return this.firstAnswer(order, await this.past(order), fingerprint) ?? reused;
      if (kept.rejection) return { accepted: false, rejection: kept.rejection };
    }
    const stream = order.aggregate.stream(order.id);
    const asked = {
      order,
      stream,
      fingerprint,
      claim: this.claiming(order, fingerprint),
      nothingToDo: kept !== undefined && kept !== null,
    };
    // A stream that the command makes is nobody else's: no turn to wait for.
    const first =
      order.fresh && !kept
        ? await decideOnce(this.log, stream, OpenStream.of(order.decider, []), [], (open) =>
            this.decideFresh(asked, open),
          )
        : undefined;
    const outcome =
      first ??
      (await handle(this.log, {
        stream,
        decider: order.decider,
        decide: (open, past) => this.decide(asked, open, past),
        withinMs: this.withinMs,
      }));
    return outcome ? outcome() : { accepted: false, rejection: sharedRejections.CONFLICT().rejection };
  }

  /**
   * On a stream that should not be there: an answer that needs proof of that is undefined, and the command is decided
   * on the stream as it is.
   */
  private async decideFresh<C extends Command, E extends DomainEvent, State>(
    asked: Asked<C, E, State>,
    open: OpenStream<C, E, State>,
  ): Promise<Decided<Outcome<State, E>> | undefined> {
    const { order, stream } = asked;
    const decision = open.decide(commandOn(order, open.state));
    // Facts may have changed since this id was accepted: before refusing, look whether it was.
    if (isRejected(decision) || decision.length === 0) return undefined;
    const events = newEvents(decision, this.causeOf(asked));
    if (tooLargeToAppend(stream, events)) return undefined;
    const claimed = await asked.claim();
    if (isOfAnother(claimed, asked)) return { result: async () => reused };
    // Claimed before: what came of it stands in the stream, if anything did.
    return claimed?.first === false ? undefined : this.storing(asked, open, events, true);
  }

  private async decide<C extends Command, E extends DomainEvent, State>(
    asked: Asked<C, E, State>,
    open: OpenStream<C, E, State>,
    past: readonly RecordedEvent<E>[],
  ): Promise<Decided<Outcome<State, E>>> {
    const { order, stream, fingerprint } = asked;
    const first = this.firstAnswer(order, past, fingerprint);
    if (first) return { result: async () => first };
    const { state } = open;
    if (asked.nothingToDo)
      return {
        result: async () => ({ accepted: true, state, current: state, events: [], position: null, repeated: true }),
      };
    const decision = open.decide(commandOn(order, state));
    if (isRejected(decision)) return { result: () => this.keep(order, fingerprint, decision.rejection, state) };
    if (decision.length === 0) return { result: () => this.keep(order, fingerprint, null, state) };
    const events = newEvents(decision, this.causeOf(asked));
    const tooLarge = tooLargeToAppend(stream, events);
    // Before the id is claimed: it may be used for less. As any refusal, not before it is known that the id was not
    // accepted.
    if (tooLarge) return { result: async () => ({ accepted: false, rejection: tooLarge }) };
    const claimed = await asked.claim();
    if (isOfAnother(claimed, asked)) return { result: async () => reused };
    return this.storing(asked, open, events, claimed?.first !== false);
  }

  /** `isFirst`: nothing can have been stored under the id by another call. */
  private storing<C extends Command, E extends DomainEvent, State>(
    { order, stream }: Asked<C, E, State>,
    open: OpenStream<C, E, State>,
    events: readonly NewEvent<E>[],
    isFirst: boolean,
  ): Decided<Outcome<State, E>> {
    const appended = (answer: AppendResult): Outcome<State, E> | undefined => {
      if (!answer.ok) return answer.reason === 'EVENT_ID_TAKEN' ? async () => reused : undefined;
      // These very events were there: what they stand for is in the stream, with the input they came from.
      if (answer.repeated || !isFirst) return undefined;
      const recorded = recordedAs(events, stream, open.revision, answer.position);
      const { state } = open;
      const position = encodeEventPosition(order.aggregate, recorded.at(-1)!);
      return async () => ({ accepted: true, state, current: state, events: recorded, position, repeated: false });
    };
    return { events, appended };
  }

  /**
   * Where the log knows an id only in its stream, the id is claimed before the first append: one command id with two
   * intentions must not become two facts. The command that claims it first needs no look into the stream to know that
   * its events were not there.
   */
  private claiming<C extends Command, E extends DomainEvent, State>(
    { aggregate, id, context, commandId }: CommandEnvelope<C, E, State>,
    fingerprint: string,
  ): () => Promise<CommandClaim | undefined> {
    if (this.log.knowsIdsIn === 'log') return async () => undefined;
    let claim: Promise<CommandClaim> | undefined;
    return () => (claim ??= this.answers.claim(context.caller.id, commandId, aggregate.stream(id), fingerprint));
  }

  private async past<C extends Command, E extends DomainEvent, State>(
    order: CommandEnvelope<C, E, State>,
  ): Promise<RecordedEvent<E>[]> {
    return (await this.log.read(order.aggregate.stream(order.id))) as RecordedEvent<E>[];
  }

  /** The answer that this command id got before, out of the stream. */
  private firstAnswer<C extends Command, E extends DomainEvent, State>(
    order: CommandEnvelope<C, E, State>,
    past: readonly RecordedEvent<E>[],
    fingerprint: string,
  ): CommandResult<State, E> | undefined {
    const events = past.filter(
      ({ meta }) => meta.commandId === order.commandId && meta.actor === order.context.caller.id,
    );
    const last = events.at(-1);
    if (!last) return undefined;
    if (last.meta.fingerprint !== fingerprint) return reused;
    const state = evolve(
      order.decider,
      past.filter((event) => event.revision <= last.revision),
    );
    const current = evolve(
      order.decider,
      past.filter((event) => event.revision > last.revision),
      state,
    );
    return {
      accepted: true,
      state,
      current,
      events,
      position: encodeEventPosition(order.aggregate, last),
      repeated: true,
    };
  }

  private async keep<C extends Command, E extends DomainEvent, State>(
    order: CommandEnvelope<C, E, State>,
    fingerprint: string,
    rejection: Rejection | null,
    state: State,
  ): Promise<CommandResult<State, E>> {
    const kept = await this.answers.keep(order.context.caller.id, order.commandId, { fingerprint, rejection });
    if (kept.fingerprint !== fingerprint) return reused;
    if (kept.rejection) return { accepted: false, rejection: kept.rejection };
    return { accepted: true, state, current: state, events: [], position: null, repeated: false };
  }

  private causeOf<C extends Command, E extends DomainEvent, State>({ order, fingerprint }: Asked<C, E, State>) {
    const { commandId, context, businessDate = this.clock.today() } = order;
    return { service: this.service, commandId, context, fingerprint, businessDate };
  }
}

const reused: { readonly accepted: false; readonly rejection: Rejection } = {
  accepted: false,
  rejection: sharedRejections.COMMAND_ID_REUSED().rejection,
};

function commandOn<C extends Command, E extends DomainEvent, State>(
  { command }: Pick<CommandEnvelope<C, E, State>, 'command'>,
  state: State,
): C {
  return typeof command === 'function' ? (command as (state: State) => C)(state) : command;
}

function isOfAnother(
  claimed: CommandClaim | undefined,
  { stream, fingerprint }: { stream: string; fingerprint: string },
): boolean {
  return claimed !== undefined && (claimed.stream !== stream || claimed.fingerprint !== fingerprint);
}
