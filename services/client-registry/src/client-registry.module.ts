import { registerRejections } from '@hengxin/service-kit';
import { importMigrations, ImportModule } from '@hengxin/import';
import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@hengxin/service-kit';
import { CircleQueries } from './circle/circle.queries.js';
import { CircleRegistrar } from './circle/circle-registrar.js';
import { CircleResolver } from './circle/circle.resolver.js';
import { ClientMutationsResolver } from './client/client.mutations.resolver.js';
import { ClientQueriesResolver } from './client/client.queries.resolver.js';
import { ClientViews } from './client/client.views.js';
import { ClientHistories } from './client/client-histories.js';
import { Registrar } from './client/registrar.js';
import { clientRejections } from './client/client.rejections.js';
import { clientWarnings } from './client/client.warnings.js';
import { clientRowRejections } from './clients-file/client-row.rejections.js';
import { ClientsImport } from './clients-file/clients.import.js';
import { ClientRegistry1772409600000 } from './migrations/1772409600000-client-registry.js';
import { ClaimsOfCommands1772409600200 } from './migrations/1772409600200-claims-of-commands.js';
import { ClientsAsPeople1772409600300 } from './migrations/1772409600300-clients-as-people.js';
import { ClientSearch1772409600400 } from './migrations/1772409600400-client-search.js';
import { PortfolioPlaces1772409600100 } from './migrations/1772409600100-portfolio-places.js';
import { ClientCache } from './client/client-cache.js';
import { clients } from './client/client.projection.js';
import { ClientsQueries } from './client/clients.queries.js';
import { lastContacts } from './client/last-contact.projection.js';
import { PhoneReveal } from './client/phone-reveal.entity.js';
import { PhoneReveals } from './client/phone-reveals.js';
import { HandoverConsumers } from './handover/handover.consumers.js';
import { HandoverResolver } from './handover/handover.resolver.js';
import { Handovers } from './handover/handovers.js';
import { SearchQueries } from './search/search.queries.js';
import { SearchResolver } from './search/search.resolver.js';
import { PortfolioDay } from './portfolio/portfolio-day.js';
import { PortfolioSlots } from './portfolio/portfolio-slots.js';

for (const rejections of [clientRejections, clientWarnings, clientRowRejections])
  registerRejections('client-registry', rejections);

@Module({
  imports: [ImportModule],
  controllers: [ClientsImport, HandoverConsumers],
  providers: [
    PortfolioDay,
    PortfolioSlots,
    ClientCache,
    ClientsQueries,
    PhoneReveals,
    ClientViews,
    ClientHistories,
    Registrar,
    Handovers,
    HandoverResolver,
    SearchQueries,
    SearchResolver,
    CircleQueries,
    CircleRegistrar,
    CircleResolver,
    ClientQueriesResolver,
    ClientMutationsResolver,
  ],
})
export class ClientRegistryModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const clientRegistry: ServiceDefinition = {
  name: 'client-registry',
  module: ClientRegistryModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/', import.meta.url),
  entities: [PhoneReveal],
  projections: ({ clock }) => [clients(() => clock.today()), lastContacts],
  migrations: [
    ...importMigrations,
    ClientRegistry1772409600000,
    PortfolioPlaces1772409600100,
    ClaimsOfCommands1772409600200,
    ClientsAsPeople1772409600300,
    ClientSearch1772409600400,
  ],
};
