import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { DayBook } from './api/day-book.js';
import { DayPreviews } from './api/day-previews.js';
import { DayLoader } from './api/day-loader.js';
import { MyDayResolver } from './api/my-day.resolver.js';
import { PlanItemsResolver } from './api/plan-items.resolver.js';
import { PlanPositions } from './api/plan-positions.js';
import { Planner } from './api/planner.js';
import { planRejections } from './domain/plan.rejections.js';
import { ContactScheduling1772409600000 } from './migrations/1772409600000-contact-scheduling.js';
import { ItemFollowUp1772409600100 } from './migrations/1772409600100-item-follow-up.js';
import { PortfolioVersion1772409600200 } from './migrations/1772409600200-portfolio-version.js';
import { AwaitedFacts } from './reactions/awaited-facts.js';
import { ContactCompletion } from './reactions/contact-completion.js';
import { DayBegin } from './reactions/day-begin.js';
import { FactsAtHand } from './reactions/facts-at-hand.js';
import { Handover } from './reactions/handover.js';
import { PlanDrawer } from './reactions/plan-drawer.js';
import { PlanStreams } from './reactions/plan-streams.js';
import { PlanUpkeep } from './reactions/plan-upkeep.js';
import { PlanItemRow } from './read-models/plan-item.entity.js';
import { PlanItemsQueries } from './read-models/plan-items.queries.js';
import { PortfolioQueries } from './read-models/portfolio.queries.js';
import { PortfolioVersions } from './read-models/portfolio-version.js';
import { SchedulingConsumers } from './scheduling.consumers.js';

registerRejections('contact-scheduling', planRejections);

@Module({
  controllers: [SchedulingConsumers],
  providers: [
    PortfolioQueries,
    PortfolioVersions,
    PlanItemsQueries,
    PlanStreams,
    FactsAtHand,
    PlanDrawer,
    Handover,
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
  ],
})
export class ContactSchedulingModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const contactScheduling: ServiceDefinition = {
  name: 'contact-scheduling',
  module: ContactSchedulingModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/api/schema.graphql', import.meta.url),
  entities: [PlanItemRow],
  migrations: [ContactScheduling1772409600000, ItemFollowUp1772409600100, PortfolioVersion1772409600200],
};
