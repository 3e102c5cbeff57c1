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
import { LeaveEffects } from './leave/leave-effects.js';
import { LeaveDesk } from './leave/leave-desk.js';
import { leaveRejections } from './leave/leave.rejections.js';
import { LeaveResolver } from './leave/leave.resolver.js';
import { LeaveQueries, leavesKept } from './leave/leaves.projection.js';
import { ClientPromptsResolver } from './occasions/client-prompts.resolver.js';
import { clientDatesKept } from './occasions/client-dates.projection.js';
import { planItems } from './plan/plan-items.projection.js';
import { SchedulingConsumers } from './scheduling.consumers.js';

registerRejections('contact-scheduling', planRejections);
registerRejections('contact-scheduling', leaveRejections);

@Module({
  controllers: [SchedulingConsumers],
  providers: [
    PortfolioQueries,
    PortfolioVersions,
    PlanItemsQueries,
    AddingQueries,
    PlanStreams,
    FactsAtHand,
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
    LeaveResolver,
    FeasibilityQueries,
    FeasibilityResolver,
    WeekResolver,
  ],
})
export class ContactSchedulingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const contactScheduling: ServiceDefinition = {
  name: 'contact-scheduling',
  module: ContactSchedulingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: [planItems, clientDatesKept, leavesKept, contactWeeksKept],
  consumedProjections: [clientFacts, clientClocks],
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
  ],
};
