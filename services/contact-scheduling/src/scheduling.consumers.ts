import { Client, ClientAssigned, ConsentWithdrawn, ContactLogged, Plan, PlanDrawn, PlanItemAdded } from '@hengxin/contracts';
import { type BatchContext, Consumes } from '@hengxin/event-bus';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import { Clock } from '@hengxin/service-kit';
import { Controller } from '@nestjs/common';
import { DayBook } from './api/day-book.js';
import { PlanPositions } from './api/plan-positions.js';
import { CLIENT_FACTS, CONTACTS, PLAN_CHANGES, PLAN_ITEMS, PLAN_UPKEEP, PLANNED_UPKEEP } from './consumers.js';
import { AwaitedFacts } from './reactions/awaited-facts.js';
import { ContactCompletion } from './reactions/contact-completion.js';
import { PlanUpkeep } from './reactions/plan-upkeep.js';
import { type Contact, projectContacts } from './read-models/client-clock.projection.js';
import { projectClientFacts } from './read-models/client-facts.projection.js';
import { projectPlanItems } from './read-models/plan-items.projection.js';

/** Everything this service hears, and who deals with it. */
@Controller()
export class SchedulingConsumers {
  constructor(
    private readonly completion: ContactCompletion,
    private readonly upkeep: PlanUpkeep,
    private readonly awaited: AwaitedFacts,
    private readonly book: DayBook,
    private readonly clock: Clock,
    private readonly positions: PlanPositions,
  ) {}

  @Consumes({ consumer: CLIENT_FACTS, events: Object.values(Client.events), batchSize: 2_000 })
  async clientFacts(events: readonly RecordedEvent[], { tx, afterCommit }: BatchContext): Promise<void> {
    await projectClientFacts(events, tx);
    const withdrawn = events
      .filter(({ type }) => type === ConsentWithdrawn.type)
      .map(({ data }) => (data as { clientId: string }).clientId);
    if (withdrawn.length > 0) afterCommit(() => this.book.forgetClients(withdrawn));
  }

  /** Completion first: its appends wait for the log, and this transaction holds readers of the log back from its first write on. */
  @Consumes({ consumer: CONTACTS, events: [ContactLogged], batchSize: 1000 })
  async contacts(events: readonly RecordedEvent[], { tx, afterCommit }: BatchContext): Promise<void> {
    const staff = await this.completion.complete(events, tx);
    const contacts = events.map(({ data }) => data as Contact);
    await projectContacts(contacts, tx);
    const today = this.clock.today();
    // One of today does the client's items, and its plan says so by itself; an earlier one may change no more than the reason that is shown.
    const earlier = contacts.filter(({ effective, businessDate }) => effective && businessDate < today).map(({ clientId }) => clientId);
    afterCommit(() => {
      this.book.forget(staff);
      if (earlier.length > 0) this.book.forgetClients(earlier);
    });
  }

  @Consumes({ consumer: PLAN_ITEMS, events: Object.values(Plan.events) })
  async planItems(events: readonly RecordedEvent[], { tx }: BatchContext): Promise<void> {
    await projectPlanItems(events, tx);
  }

  /** A checkpoint of its own: it may look only once the facts are in, and those are rebuilt without it. It writes nothing itself. */
  @Consumes({ consumer: PLAN_UPKEEP, events: [ConsentWithdrawn, ClientAssigned] })
  async planUpkeep(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
    await this.upkeepAfter(events, context);
  }

  /** What is planned on facts of this instant is looked at again: whichever was stored last, an item or what took its ground, finds the other. */
  @Consumes({ consumer: PLANNED_UPKEEP, events: [PlanDrawn, PlanItemAdded] })
  async plannedUpkeep(events: readonly RecordedEvent[], context: BatchContext): Promise<void> {
    await this.upkeepAfter(events, context);
  }

  @Consumes({ consumer: PLAN_CHANGES, events: Object.values(Plan.events), broadcast: true })
  async planChanges(events: readonly RecordedEvent[]): Promise<void> {
    this.positions.take(events);
    this.book.changed(events.map(({ data }) => data as { staffId: string; date: string }));
  }

  private async upkeepAfter(events: readonly RecordedEvent[], { tx, afterCommit }: BatchContext): Promise<void> {
    await this.awaited.allUpTo(events.at(-1)!);
    const staff = await this.upkeep.after(events, tx);
    afterCommit(() => this.book.forget(staff));
  }
}
