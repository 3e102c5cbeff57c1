import { type EventLog, NO_STREAM } from '@hengxin/event-log';
import {
  type Aggregate,
  type Command,
  decide,
  type Decider,
  type DomainEvent,
  evolve,
  isRejected,
  type NewEvent,
  type RecordedEvent,
  type Rejection,
} from '@hengxin/event-sourcing';
import { sharedRejections } from '../catalogue/shared-rejections.js';
import type { Clock } from '../clock.js';
import { type CommandAnswer, type CommandAnswers, type CommandClaim } from './command-answers.js';
import { eventId, fingerprintOf } from './command-ids.js';
import { encodeEventPosition } from './positions.js';
import { writeInTurn } from './write-in-turn.js';

/** Who gives a command and what it belongs to. A `RequestContext` is one. */
export interface CommandContext {
  readonly caller: { readonly id: string };
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** One intention for one stream. */
export interface Order<C extends Command, E extends DomainEvent, State> {
  readonly aggregate: Pick<Aggregate, 'stream' | 'topic' | 'keyOf'>;
  readonly decider: Decider<C, E, State>;
  /** Id of the instance; its stream is `aggregate.stream(id)`. */
  readonly id: string;
  readonly command: C;
  /** Made by the caller, one an intention. */
  readonly commandId: string;
  /** What the caller asked for, so that the same id with another intention is noticed. */
  readonly input: unknown;
  readonly context: CommandContext;
  /** Expect that the stream does not exist: one append, and a read only when it does. For ids that a command makes. */
  readonly fresh?: boolean;
  /**
   * What `command_answer` holds for this caller and id, when the caller of `execute` has looked already (in its own query of facts).
   * Null: nothing. Absent: it is looked up here.
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
      /** As the stream stands by now: more than `state` where somebody wrote since this id was answered first. To judge who may see it. */
      readonly current: State;
      /** What the command brought about; empty when there was nothing to do. */
      readonly events: readonly RecordedEvent<E>[];
      /** A token for `atLeast`; null when nothing was stored. */
      readonly position: string | null;
      /** True when this id had been answered before; or may have been, where the log cannot tell and the id had been claimed. */
      readonly repeated: boolean;
    }
  | { readonly accepted: false; readonly rejection: Rejection };

/** What an attempt came to. Called once the stream is free for the next writer: keeping an answer takes a connection. */
type Outcome<State, E extends DomainEvent> = () => Promise<CommandResult<State, E>>;

/** Brings commands to their stream: load, decide, append at the exact revision; the same command id gets the first answer again. */
export class CommandRunner {
  constructor(
    private readonly log: EventLog,
    private readonly answers: CommandAnswers,
    private readonly clock: Clock,
    private readonly observe: (aggregate: string, outcome: string) => void = () => undefined,
    /** How long a command tries at a stream that others write to at the same time, before it is refused with CONFLICT. */
    private readonly withinMs?: number,
  ) {}

  async execute<C extends Command, E extends DomainEvent, State>(order: Order<C, E, State>): Promise<CommandResult<State, E>> {
    const result = await this.answer(order);
    this.observe(order.command.type, result.accepted ? (result.repeated ? 'repeated' : 'accepted') : result.rejection.code);
    return result;
  }

  private async answer<C extends Command, E extends DomainEvent, State>(order: Order<C, E, State>): Promise<CommandResult<State, E>> {
    const { context, commandId } = order;
    const fingerprint = fingerprintOf(order.input);
    const kept = order.answered === undefined ? await this.answers.find(context.caller.id, commandId) : order.answered;
    if (kept) {
      // The id may have been accepted with this input first, and been refused with another one in another stream after that.
      if (kept.fingerprint !== fingerprint) return this.firstAnswer(order, await this.past(order), fingerprint) ?? reused;
      if (kept.rejection) return { accepted: false, rejection: kept.rejection };
    }
    const claim = this.claiming(order, fingerprint);
    const nothingToDo = kept !== undefined && kept !== null;
    // A stream that the command makes is nobody else's: no turn to wait for.
    const first = order.fresh && !kept ? await this.attempt(order, fingerprint, true, false, claim) : undefined;
    const again = () => this.attempt(order, fingerprint, false, nothingToDo, claim);
    const outcome = first ?? (await writeInTurn(this.log, order.aggregate.stream(order.id), again, this.withinMs));
    return outcome ? outcome() : { accepted: false, rejection: sharedRejections.CONFLICT().rejection };
  }

  /** One load, decision and append; undefined when another writer was faster. */
  private async attempt<C extends Command, E extends DomainEvent, State>(
    order: Order<C, E, State>,
    fingerprint: string,
    fresh: boolean,
    nothingToDo: boolean,
    claim: () => Promise<CommandClaim | undefined>,
  ): Promise<Outcome<State, E> | undefined> {
    const stream = order.aggregate.stream(order.id);
    const past = fresh ? [] : await this.past(order);
    const first = this.firstAnswer(order, past, fingerprint);
    if (first) return async () => first;
    const state = evolve(order.decider, past);
    if (nothingToDo) return async () => ({ accepted: true, state, current: state, events: [], position: null, repeated: true });

    const decision = decide(order.decider, order.command, state);
    // Facts may have changed since this id was accepted: before refusing, look whether it was.
    if (fresh && (isRejected(decision) || decision.length === 0)) return undefined;
    if (isRejected(decision)) return () => this.keep(order, fingerprint, decision.rejection, state);
    if (decision.length === 0) return () => this.keep(order, fingerprint, null, state);

    const claimed = await claim();
    if (claimed && (claimed.stream !== stream || claimed.fingerprint !== fingerprint)) return async () => reused;
    // Claimed before: what came of it stands in the stream, if anything did.
    if (claimed?.first === false && fresh) return undefined;
    const events = this.newEvents(order, decision, fingerprint);
    const revision = past.at(-1)?.revision ?? NO_STREAM;
    const appended = await this.log.append(stream, events, revision);
    if (!appended.ok) return appended.reason === 'EVENT_ID_TAKEN' ? async () => reused : undefined;
    // These very events were there: what they stand for is in the stream, with the input they came from.
    if (appended.repeated || claimed?.first === false) return undefined;
    const recorded = recordedAs(events, stream, revision, appended.position);
    const after = evolve(order.decider, decision, state);
    const position = encodeEventPosition(order.aggregate, recorded.at(-1)!);
    return async () => ({ accepted: true, state: after, current: after, events: recorded, position, repeated: false });
  }

  /**
   * Where the log knows an id only in its stream, the id is claimed before the first append: one command id with two intentions must not
   * become two facts. Whoever claims it first needs no look into the stream to know that its events were not there.
   */
  private claiming<C extends Command, E extends DomainEvent, State>(
    { aggregate, id, context, commandId }: Order<C, E, State>,
    fingerprint: string,
  ): () => Promise<CommandClaim | undefined> {
    if (this.log.knowsIdsIn === 'log') return async () => undefined;
    let claim: Promise<CommandClaim> | undefined;
    return () => (claim ??= this.answers.claim(context.caller.id, commandId, aggregate.stream(id), fingerprint));
  }

  private async past<C extends Command, E extends DomainEvent, State>(order: Order<C, E, State>): Promise<RecordedEvent<E>[]> {
    return (await this.log.read(order.aggregate.stream(order.id))) as RecordedEvent<E>[];
  }

  /** The answer that this command id got before, out of the stream. */
  private firstAnswer<C extends Command, E extends DomainEvent, State>(
    order: Order<C, E, State>,
    past: readonly RecordedEvent<E>[],
    fingerprint: string,
  ): CommandResult<State, E> | undefined {
    const events = past.filter(({ meta }) => meta.commandId === order.commandId && meta.actor === order.context.caller.id);
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
    return { accepted: true, state, current, events, position: encodeEventPosition(order.aggregate, last), repeated: true };
  }

  private async keep<C extends Command, E extends DomainEvent, State>(
    order: Order<C, E, State>,
    fingerprint: string,
    rejection: Rejection | null,
    state: State,
  ): Promise<CommandResult<State, E>> {
    const kept = await this.answers.keep(order.context.caller.id, order.commandId, { fingerprint, rejection });
    if (kept.fingerprint !== fingerprint) return reused;
    if (kept.rejection) return { accepted: false, rejection: kept.rejection };
    return { accepted: true, state, current: state, events: [], position: null, repeated: false };
  }

  private newEvents<C extends Command, E extends DomainEvent, State>(
    order: Order<C, E, State>,
    decision: readonly E[],
    fingerprint: string,
  ): NewEvent<E>[] {
    const { commandId, context, businessDate = this.clock.today() } = order;
    const { correlationId, causationId, traceparent } = context;
    const meta = {
      commandId,
      fingerprint,
      actor: context.caller.id,
      businessDate,
      ...(correlationId && { correlationId }),
      ...(causationId && { causationId }),
      ...(traceparent && { traceparent }),
    };
    return decision.map(
      ({ type, version, data }, index) => ({ id: eventId(context.caller.id, commandId, index), type, version, data, meta }) as NewEvent<E>,
    );
  }
}

const reused: { readonly accepted: false; readonly rejection: Rejection } = {
  accepted: false,
  rejection: sharedRejections.COMMAND_ID_REUSED().rejection,
};

function recordedAs<E extends DomainEvent>(
  events: readonly NewEvent<E>[],
  stream: string,
  before: number,
  position: string,
): RecordedEvent<E>[] {
  const recordedAt = new Date().toISOString();
  return events.map((event, index) => ({ ...event, stream, revision: before + 1 + index, position, recordedAt }));
}
