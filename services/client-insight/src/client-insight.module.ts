import { importMigrations, ImportModule } from '@hengxin/import';
import { registerRejections, type ServiceDefinition } from '@hengxin/service-kit';
import { Module } from '@nestjs/common';
import { AwaitedFacts } from './client-facts/awaited-facts.js';
import { clients } from './client-facts/clients.projection.js';
import { ClientsQueries } from './client-facts/clients.queries.js';
import { feedRejections } from './feed/feed.rejections.js';
import { HoldingsFeed } from './feed/holdings-feed.js';
import { ClientHoldingsResolver } from './holding/client-holdings.resolver.js';
import { holdingRejections, holdingWarnings } from './holding/holding.rejections.js';
import { HoldingsDesk } from './holding/holdings-desk.js';
import { HoldingsImport } from './holding/holdings.import.js';
import { holdings } from './holding/holdings.projection.js';
import { HoldingsQueries } from './holding/holdings.queries.js';
import { questionRejections } from './holding/question.rejections.js';
import { InsightConsumers } from './insight.consumers.js';
import { Holdings1779000000000 } from './migrations/1779000000000-holdings.migration.js';
import { SignalLooks1779000000100 } from './migrations/1779000000100-signal-looks.migration.js';
import { ClientReach1779000000200 } from './migrations/1779000000200-client-reach.migration.js';
import { SignalThresholds1779000000300 } from './migrations/1779000000300-signal-thresholds.migration.js';
import { reach } from './reach/reach.projection.js';
import { ReachQueries } from './reach/reach.queries.js';
import { ReachResolver } from './reach/reach.resolver.js';
import { SignalDesk } from './signal/signal-desk.js';
import { SignalsTurn } from './signal/signals-turn.js';
import { signalsTurn } from './signal/signals-turn.deadline.js';
import { SignalsQueries } from './signal/signals.queries.js';

registerRejections('client-insight', holdingRejections);
registerRejections('client-insight', holdingWarnings);
registerRejections('client-insight', feedRejections);
registerRejections('client-insight', questionRejections);

@Module({
  imports: [ImportModule],
  controllers: [HoldingsImport, InsightConsumers],
  providers: [
    AwaitedFacts,
    ClientsQueries,
    HoldingsDesk,
    HoldingsFeed,
    HoldingsQueries,
    ClientHoldingsResolver,
    ReachQueries,
    ReachResolver,
    SignalsQueries,
    SignalDesk,
    SignalsTurn,
  ],
})
export class ClientInsightModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const clientInsight: ServiceDefinition = {
  name: 'client-insight',
  module: ClientInsightModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  projections: ({ clock }) => [clients, holdings, reach({ clock })],
  deadlines: [signalsTurn],
  migrations: [
    ...importMigrations,
    Holdings1779000000000,
    SignalLooks1779000000100,
    ClientReach1779000000200,
    SignalThresholds1779000000300,
  ],
};
