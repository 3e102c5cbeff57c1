import { type BusinessDate, Plan as PlanAggregate } from '@hengxin/contracts';
import { type EventLog, NO_STREAM } from '@hengxin/event-log';
import { decide, evolve, isRejected, type NewEvent, type RecordedEvent } from '@hengxin/event-sourcing';
import { CommandAnswers, EVENT_LOG, eventId, writeInTurn } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { PlanCommand } from '../domain/plan.commands.js';
import { type Plan, planDecider, type PlanEvent } from '../domain/plan.decider.js';

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
  /** Makes those ids without plan and cause, for what may happen once in whichever plan: done in another one, it is done. */
  readonly once?: string;
  readonly businessDate: BusinessDate;
  readonly correlationId?: string;
  readonly traceparent?: string;
}

export const NO_PLAN: StoredPlan = { plan: planDecider.initial, revision: NO_STREAM };

const ACTOR = 'contact-scheduling';

/** A plan that others wrote to all the time. Its code tells consumers that the same work may well pass the next time: nothing is parked for it. */
class PlanContended extends Error {
  override name = 'PlanContended';
  readonly code = '40001';
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
    let known: StoredPlan | undefined = from;
    const changed = await writeInTurn(this.log, stream, async () => {
      const stored = known ?? (await this.read(planId));
      known = undefined;
      const { plan, events } = decideAll(planId, commands, stored.plan);
      if (events.length === 0) return plan;
      if (this.log.knowsIdsIn === 'stream' && !(await this.isFirst(planId, commands))) return stored.plan;
      const appended = await this.log.append(stream, events, stored.revision);
      // Where the log cannot tell: the same cause on the same state has been decided in the same way.
      if (appended.ok && !appended.repeated) return plan;
      const isDoneElsewhere = !appended.ok && appended.reason === 'EVENT_ID_TAKEN' && commands.some(({ once }) => once !== undefined);
      return isDoneElsewhere ? stored.plan : undefined;
    });
    if (!changed) throw new PlanContended(`plan ${planId} was changed by others all the time`);
    return changed;
  }

  /**
   * Whether nothing of this was done in another plan, where the log does not know ids across streams. What was only meant for another one,
   * and broken off before it was stored there, may be done in this one.
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

function decideAll(planId: string, commands: readonly OwnCommand[], from: Plan): { plan: Plan; events: NewEvent[] } {
  const events: NewEvent[] = [];
  let plan = from;
  for (const own of commands) {
    const decision = decide(planDecider, own.command, plan);
    if (isRejected(decision)) throw new Error(`${own.command.type} was refused: ${decision.rejection.code}`);
    plan = evolve(planDecider, decision, plan);
    events.push(...decision.map((event, index) => newEvent(planId, own, event, index)));
  }
  return { plan, events };
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
  return { plan: evolve(planDecider, events), revision: events.at(-1)?.revision ?? NO_STREAM };
}
