import { type BusinessDate, Plan as PlanAggregate } from '@hengxin/contracts';
import { type AppendResult, assertAppendable, type EventLog, NO_STREAM } from '@hengxin/event-log';
import { isRejected, type NewEvent, OpenStream, type RecordedEvent, RetriableFailure } from '@hengxin/event-sourcing';
import { CommandAnswers, type Decided, decideOnce, EVENT_LOG, eventId, handle } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { PlanCommand } from './plan.commands.js';
import { type Plan, planDecider, type PlanEvent } from './plan.decider.js';

/** A plan as its stream holds it. */
export interface StoredPlan {
  readonly plan: Plan;
  /** Of the stream's last event; NO_STREAM without one. */
  readonly revision: number;
}

/** A command of this service's own, and what brought it about. */
export interface OwnCommand {
  readonly command: PlanCommand;
  /** Makes the ids of its events together with the plan, so that a second delivery of the cause does nothing. */
  readonly cause: string;
  /**
   * Makes those ids without plan and cause, for what may happen once in all plans together: done in another one, it is
   * done.
   */
  readonly once?: string;
  readonly businessDate: BusinessDate;
  readonly correlationId?: string;
  readonly traceparent?: string;
}

export const NO_PLAN: StoredPlan = { plan: planDecider.initial, revision: NO_STREAM };

const ACTOR = 'contact-scheduling';

/** A plan that others wrote to all the time. The same work may well pass the next time: nothing is parked for it. */
class PlanContended extends RetriableFailure {
  override name = 'PlanContended';
}

/** The plans in the log: read as they stand, and changed by what this service decides by itself. */
@Injectable()
export class PlanStreams {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly answers: CommandAnswers,
  ) {}

  async read(planId: string): Promise<StoredPlan> {
    return storedPlan(await this.log.read(PlanAggregate.stream(planId)));
  }

  /** Those that exist, by plan id. */
  async readMany(planIds: readonly string[]): Promise<Map<string, StoredPlan>> {
    if (planIds.length === 0) return new Map();
    const streams = new Map(planIds.map((planId) => [PlanAggregate.stream(planId), planId]));
    const found = await this.log.readMany([...streams.keys()]);
    return new Map([...found].map(([stream, events]) => [streams.get(stream)!, storedPlan(events)]));
  }

  /** Carries commands out in their order, in one append. Answers the plan as it then stands. */
  async change(planId: string, commands: readonly OwnCommand[], from: StoredPlan): Promise<Plan> {
    const stream = PlanAggregate.stream(planId);
    const changed = await handle(this.log, {
      stream,
      decider: planDecider,
      known: opened(from),
      decide: async (open): Promise<Decided<Plan>> => {
        const before = open.state;
        const events = decideAll(planId, commands, open);
        if (events.length === 0) return { result: open.state };
        // Before anything is claimed: what can never be stored keeps nobody else from it.
        assertAppendable(stream, events);
        if (this.log.knowsIdsIn === 'stream' && !(await this.isFirst(planId, commands))) return { result: before };
        const appended = (answer: AppendResult) => {
          // Where the log cannot tell: the same cause on the same state has been decided in the same way.
          if (answer.ok && !answer.repeated) return open.state;
          const isDoneElsewhere =
            !answer.ok && answer.reason === 'EVENT_ID_TAKEN' && commands.some(({ once }) => once !== undefined);
          return isDoneElsewhere ? before : undefined;
        };
        return { events, appended };
      },
    });
    if (!changed) throw new PlanContended(`plan ${planId} was changed by others all the time`);
    return changed;
  }

  /**
   * Carries commands out on the plan as it was read. Undefined where somebody has written to it since: what was decided
   * on it may not hold.
   */
  changeAsRead(planId: string, commands: readonly OwnCommand[], from: StoredPlan): Promise<Plan | undefined> {
    return decideOnce(
      this.log,
      PlanAggregate.stream(planId),
      opened(from),
      [],
      async (open): Promise<Decided<Plan>> => {
        const events = decideAll(planId, commands, open);
        if (events.length === 0) return { result: open.state };
        return { events, appended: (answer) => (answer.ok && !answer.repeated ? open.state : undefined) };
      },
    );
  }

  /**
   * Whether nothing of this was done in another plan, where the log does not know ids across streams. What was only
   * meant for another one, and broken off before it was stored there, may be done in this one.
   */
  private async isFirst(planId: string, commands: readonly OwnCommand[]): Promise<boolean> {
    const stream = PlanAggregate.stream(planId);
    for (const own of commands) {
      if (own.once === undefined) continue;
      const intention = intentionOf(planId, own);
      const holder = (await this.answers.claim(ACTOR, intention, stream, '')).stream;
      if (holder === stream) continue;
      const id = eventId(ACTOR, intention, 0);
      if ((await this.log.read(holder)).some((event) => event.id === id)) return false;
      if (!(await this.answers.moveClaim(ACTOR, intention, holder, stream))) return false;
    }
    return true;
  }
}

type OpenPlan = OpenStream<PlanCommand, PlanEvent, Plan>;

function opened({ plan, revision }: StoredPlan): OpenPlan {
  return OpenStream.from(planDecider, { state: plan, revision });
}

function decideAll(planId: string, commands: readonly OwnCommand[], plan: OpenPlan): NewEvent[] {
  return commands.flatMap((own) => {
    const decision = plan.decide(own.command);
    if (isRejected(decision)) throw new Error(`${own.command.type} was refused: ${decision.rejection.code}`);
    return decision.map((event, index) => newEvent(planId, own, event, index));
  });
}

function newEvent(planId: string, own: OwnCommand, event: PlanEvent, index: number): NewEvent {
  const { cause, businessDate, correlationId, traceparent } = own;
  const meta = {
    actor: ACTOR,
    causationId: cause,
    businessDate,
    ...(correlationId && { correlationId }),
    ...(traceparent && { traceparent }),
  };
  return { id: eventId(ACTOR, intentionOf(planId, own), index), ...event, meta };
}

function intentionOf(planId: string, { command, cause, once }: OwnCommand): string {
  return once === undefined ? `${planId}:${command.type}:${cause}` : `${command.type}:${once}`;
}

function storedPlan(events: readonly RecordedEvent[]): StoredPlan {
  const { state, revision } = OpenStream.of(planDecider, events);
  return { plan: state, revision };
}
