import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { DayBook } from './my-day/day-book.js';
import { DayPreviews } from './my-day/day-previews.js';
import { DayLoader } from './my-day/day-loader.js';
import { MyDayResolver } from './my-day/my-day.resolver.js';
import { PlanItemsResolver } from './plan/plan-items.resolver.js';
import { PlanPositions } from './plan/plan-positions.js';
import { Planner } from './plan/planner.js';
import { planRejections } from './plan/plan.rejections.js';
import { ContactScheduling1772409600000 } from './migrations/1772409600000-contact-scheduling.js';
import { ItemFollowUp1772409600100 } from './migrations/1772409600100-item-follow-up.js';
import { PortfolioVersion1772409600200 } from './migrations/1772409600200-portfolio-version.js';
import { AssignmentPlaces1772409600300 } from './migrations/1772409600300-assignment-places.js';
import { Leaves1772409600500 } from './migrations/1772409600500-leaves.js';
import { ClientDates1772409600400 } from './migrations/1772409600400-client-dates.js';
import { clientClocks } from './client-facts/client-clock.projection.js';
import { clientFacts } from './client-facts/client-facts.projection.js';
import { AwaitedFacts } from './client-facts/awaited-facts.js';
import { DoNotContact1772409600350 } from './migrations/1772409600350-do-not-contact.js';
import { ContactCompletion } from './plan/contact-completion.js';
import { dayBegins } from './plan/day-begin.deadline.js';
import { DayBegin } from './plan/day-begin.js';
import { FactsAtHand } from './client-facts/facts-at-hand.js';
import { HandoverPreviewQueries } from './handover/handover-preview.queries.js';
import { HandoverPreviewResolver } from './handover/handover-preview.resolver.js';
import { Handover } from './handover/handover.js';
import { PlanDrawer } from './plan/plan-drawer.js';
import { Proposals } from './plan/proposals.js';
import { PlanStreams } from './plan/plan-streams.js';
import { PlanUpkeep } from './plan/plan-upkeep.js';
import { AddingQueries } from './plan/adding.queries.js';
import { PlanItemsQueries } from './plan/plan-items.queries.js';
import { PortfolioQueries } from './client-facts/portfolio.queries.js';
import { PortfolioVersions } from './client-facts/portfolio-version.js';
import { ToldDates1772409600700 } from './migrations/1772409600700-told-dates.js';
import { ContactWeeks1772409600600 } from './migrations/1772409600600-contact-weeks.js';
import { contactWeeksKept } from './feasibility/contact-weeks.projection.js';
import { FeasibilityQueries } from './feasibility/feasibility.queries.js';
import { FeasibilityResolver } from './feasibility/feasibility.resolver.js';
import { WeekResolver } from './week/week.resolver.js';
import { CoverOffers } from './leave/cover-offers.js';
import { CoverItems1772409600800 } from './migrations/1772409600800-cover-items.js';
import { GreetingDesk } from './greetings/greeting-desk.js';
import { greetingRejections } from './greetings/greeting.rejections.js';
import { greetingsKept } from './greetings/greetings.projection.js';
import { GreetingsQueries } from './greetings/greetings.queries.js';
import { GreetingsResolver } from './greetings/greetings.resolver.js';
import { Greetings1772409600900 } from './migrations/1772409600900-greetings.js';
import { DrawPlansResolver } from './draw-plans/draw-plans.resolver.js';
import { LeaveEffects } from './leave/leave-effects.js';
import { LeaveDesk } from './leave/leave-desk.js';
import { leaveRejections } from './leave/leave.rejections.js';
import { LeaveItemsResolver } from './leave/leave-items.resolver.js';
import { LeaveReturns } from './leave/leave-returns.js';
import { LeaveTurns } from './leave/leave-turns.js';
import { LeaveResolver } from './leave/leave.resolver.js';
import { LeaveQueries, leavesKept } from './leave/leaves.projection.js';
import { ClientPromptsResolver } from './occasions/client-prompts.resolver.js';
import { clientDatesKept } from './occasions/client-dates.projection.js';
import { clientProductsKept } from './insight/client-products.projection.js';
import { clientSignalsKept } from './insight/client-signals.projection.js';
import { LookOfToday } from './insight/look-of-today.js';
import { signalLooksKept } from './insight/signal-looks.projection.js';
import { Insight1779000000000 } from './migrations/1779000000000-insight.js';
import { planItems } from './plan/plan-items.projection.js';
import { Topics1779100000000 } from './migrations/1779100000000-topics.js';
import { LeaveEnds1779700000000 } from './migrations/1779700000000-leave-ends.js';
import { SignalLooks1780000000000 } from './migrations/1780000000000-signal-looks.js';
import { CancelledItems1780100000000 } from './migrations/1780100000000-cancelled-items.js';
import { ClientTries1780200000000 } from './migrations/1780200000000-client-tries.js';
import { UsedTopics1780300000000 } from './migrations/1780300000000-used-topics.js';
import { playbookRejections } from './playbook/playbook.rejections.js';
import { PlaybookQueries } from './playbook/playbook.queries.js';
import { PlaybookResolver } from './playbook/playbook.resolver.js';
import { playbooksKept } from './playbook/playbooks.projection.js';
import { triesKept } from './reach/client-tries.projection.js';
import { ItemHoursResolver } from './reach/item-hours.resolver.js';
import { TriesQueries } from './reach/tries.queries.js';
import { clientTopicsKept } from './topics/client-topics.projection.js';
import { ClientTopicsResolver } from './topics/client-topics.resolver.js';
import { DossierTopicsResolver } from './topics/dossier-topics.resolver.js';
import { ItemTopicsResolver } from './topics/item-topics.resolver.js';
import { TopicDesk } from './topics/topic-desk.js';
import { TopicPlaybooksResolver } from './topics/topic-playbooks.resolver.js';
import { TopicsQueries } from './topics/topics.queries.js';
import { usedTopicsKept } from './topics/used-topics.projection.js';
import { SchedulingConsumers } from './scheduling.consumers.js';

registerRejections('contact-scheduling', planRejections);
registerRejections('contact-scheduling', leaveRejections);
registerRejections('contact-scheduling', greetingRejections);
registerRejections('contact-scheduling', playbookRejections);

@Module({
  controllers: [SchedulingConsumers],
  providers: [
    PortfolioQueries,
    PortfolioVersions,
    PlanItemsQueries,
    AddingQueries,
    PlanStreams,
    LookOfToday,
    FactsAtHand,
    Proposals,
    PlanDrawer,
    Handover,
    HandoverPreviewQueries,
    HandoverPreviewResolver,
    PlanUpkeep,
    AwaitedFacts,
    ContactCompletion,
    DayBegin,
    DayLoader,
    DayPreviews,
    DayBook,
    PlanPositions,
    Planner,
    MyDayResolver,
    PlanItemsResolver,
    ClientPromptsResolver,
    LeaveQueries,
    LeaveDesk,
    LeaveEffects,
    LeaveReturns,
    CoverOffers,
    LeaveTurns,
    LeaveResolver,
    LeaveItemsResolver,
    FeasibilityQueries,
    FeasibilityResolver,
    WeekResolver,
    GreetingsQueries,
    GreetingDesk,
    GreetingsResolver,
    DrawPlansResolver,
    TopicsQueries,
    TopicDesk,
    ClientTopicsResolver,
    ItemTopicsResolver,
    DossierTopicsResolver,
    TopicPlaybooksResolver,
    PlaybookQueries,
    PlaybookResolver,
    TriesQueries,
    ItemHoursResolver,
  ],
})
export class ContactSchedulingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const contactScheduling: ServiceDefinition = {
  name: 'contact-scheduling',
  module: ContactSchedulingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: ({ clock }) => [
    planItems,
    clientDatesKept,
    clientProductsKept,
    clientSignalsKept,
    leavesKept({ clock }),
    contactWeeksKept,
    greetingsKept,
    clientTopicsKept,
    usedTopicsKept,
    triesKept({ clock }),
    playbooksKept,
  ],
  consumedProjections: [clientFacts, clientClocks, signalLooksKept],
  deadlines: [dayBegins],
  migrations: [
    ContactScheduling1772409600000,
    ItemFollowUp1772409600100,
    PortfolioVersion1772409600200,
    AssignmentPlaces1772409600300,
    DoNotContact1772409600350,
    ClientDates1772409600400,
    Leaves1772409600500,
    ContactWeeks1772409600600,
    ToldDates1772409600700,
    CoverItems1772409600800,
    Greetings1772409600900,
    Insight1779000000000,
    Topics1779100000000,
    LeaveEnds1779700000000,
    SignalLooks1780000000000,
    CancelledItems1780100000000,
    ClientTries1780200000000,
    UsedTopics1780300000000,
  ],
};
