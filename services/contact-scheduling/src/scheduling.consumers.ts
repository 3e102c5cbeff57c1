import {
  ClientAssigned,
  ClientProfileChanged,
  ConsentWithdrawn,
  LeaveCancelled,
  LeaveTaken,
  Plan,
  PlanDrawn,
  PlanItemAdded,
} from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedOf } from '@hengxin/event-sourcing';
import { type EventsOf, eventsOf } from '@hengxin/projections';
import { BankDays, Clock } from '@hengxin/service-kit';
import { Controller } from '@nestjs/common';
import { DayBook } from './my-day/day-book.js';
import { PlanPositions } from './plan/plan-positions.js';
import { LEAVE_EFFECTS, PLAN_CHANGES, PLAN_UPKEEP, PLANNED_UPKEEP } from './consumers.js';
import { LeaveEffects } from './leave/leave-effects.js';
import { AwaitedFacts } from './client-facts/awaited-facts.js';
import { ContactCompletion } from './plan/contact-completion.js';
import { type Grounds, PlanUpkeep } from './plan/plan-upkeep.js';
import { clientClocks } from './client-facts/client-clock.projection.js';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { LookOfToday } from './insight/look-of-today.js';
import { signalLooksKept } from './insight/signal-looks.projection.js';
import type { planItems } from './plan/plan-items.projection.js';

/** All events that this service consumes, and what handles them. */
@Controller()
export class SchedulingConsumers {
  constructor(
    private readonly completion: ContactCompletion,
    private readonly upkeep: PlanUpkeep,
    private readonly awaited: AwaitedFacts,
    private readonly book: DayBook,
    private readonly clock: Clock,
    private readonly positions: PlanPositions,
    private readonly leaves: LeaveEffects,
    private readonly look: LookOfToday,
    days: BankDays,
  ) {
    days.onChange(() => this.book.forgetAll());
  }

  @Consumes(clientFacts)
  async clientFacts(events: EventsOf<typeof clientFacts>, context: BatchContext): Promise<void> {
    await clientFacts.apply(events, context);
    const unreachable = events.flatMap((event) =>
      event.type === 'ConsentWithdrawn' || (event.type === 'ClientProfileChanged' && event.data.doNotContact)
        ? [event.data.clientId]
        : [],
    );
    if (unreachable.length > 0) context.afterCommit(() => this.book.forgetClients(unreachable));
  }

  /**
   * Completion first: its appends wait for the log, and this transaction holds readers of the log back from its first
   * write on.
   */
  @Consumes(clientClocks)
  async contacts(events: EventsOf<typeof clientClocks>, context: BatchContext): Promise<void> {
    const contacts = events.filter((event) => event.type === 'ContactLogged');
    const staff = await this.completion.complete(contacts, context.tx);
    await clientClocks.apply(events, context);
    const today = this.clock.today();
    // One of today does the client's items, and its plan says so by itself; an earlier one may change no more than the
    // reason that is shown.
    const earlier = contacts
      .filter(({ data }) => data.effective && data.businessDate < today)
      .map(({ data }) => data.clientId);
    const promised = events.flatMap((event) => (event.type === 'VisitReviewed' ? [event.data.clientId] : []));
    context.afterCommit(() => {
      this.book.forget(staff);
      if (earlier.length + promised.length > 0) this.book.forgetClients([...earlier, ...promised]);
    });
  }

  /** Plans of the day wait for it. */
  @Consumes(signalLooksKept)
  async signalLooks(events: EventsOf<typeof signalLooksKept>, context: BatchContext): Promise<void> {
    await signalLooksKept.apply(events, context);
    context.afterCommit(() => this.look.taken());
  }

  /**
   * A checkpoint of its own: it may look only once the facts are in, and those are rebuilt without it. It writes
   * nothing itself.
   */
  @Consumes({ consumer: PLAN_UPKEEP, events: [ConsentWithdrawn, ClientAssigned, ClientProfileChanged] })
  async planUpkeep(
    events: readonly RecordedOf<typeof ConsentWithdrawn | typeof ClientAssigned | typeof ClientProfileChanged>[],
    context: BatchContext,
  ): Promise<void> {
    await this.upkeepAfter(events, context);
  }

  /**
   * What is planned on facts of this instant is looked at again. Of an item and the fact that took its ground, the one
   * stored last finds the other.
   */
  @Consumes({ consumer: PLANNED_UPKEEP, events: [PlanDrawn, PlanItemAdded] })
  async plannedUpkeep(
    events: readonly RecordedOf<typeof PlanDrawn | typeof PlanItemAdded>[],
    context: BatchContext,
  ): Promise<void> {
    await this.upkeepAfter(events, context);
  }

  /** It writes nothing itself: what it takes back and offers goes through the log. */
  @Consumes({ consumer: LEAVE_EFFECTS, events: [LeaveTaken, LeaveCancelled] })
  async leaveEffects(
    events: readonly RecordedOf<typeof LeaveTaken | typeof LeaveCancelled>[],
    { tx, afterCommit }: BatchContext,
  ): Promise<void> {
    const staff = await this.leaves.after(events, tx);
    afterCommit(() => this.book.forget(staff));
  }

  @Consumes({ consumer: PLAN_CHANGES, events: eventsOf(Plan), broadcast: true })
  async planChanges(events: EventsOf<typeof planItems>): Promise<void> {
    this.positions.take(events);
    this.book.changed(events.map(({ data }) => data));
  }

  private async upkeepAfter(events: readonly Grounds[], { tx, afterCommit }: BatchContext): Promise<void> {
    await this.awaited.allUpTo(events.at(-1)!);
    const staff = await this.upkeep.after(events, tx);
    afterCommit(() => this.book.forget(staff));
  }
}
