import { registerRejections } from '@hengxin/service-kit';
import { importMigrations } from '@hengxin/import';
import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@hengxin/service-kit';
import { ClientMutationsResolver } from './api/client.mutations.resolver.js';
import { ClientQueriesResolver } from './api/client.queries.resolver.js';
import { ClientViews } from './api/client.views.js';
import { ConsentLedgers } from './api/consent-ledgers.js';
import { Registrar } from './api/registrar.js';
import { clientRejections } from './domain/client.rejections.js';
import { clientWarnings } from './domain/client.warnings.js';
import { clientRowRejections } from './import/clients.columns.js';
import { ClientsImport } from './import/clients.import.js';
import { ClientRegistry1772409600000 } from './migrations/1772409600000-client-registry.js';
import { PortfolioPlaces1772409600100 } from './migrations/1772409600100-portfolio-places.js';
import { ClientCache } from './read-models/client-cache.js';
import { ClientConsumers } from './read-models/client.consumers.js';
import { ClientsQueries } from './read-models/clients.queries.js';
import { PhoneReveal } from './read-models/phone-reveal.entity.js';
import { PhoneReveals } from './read-models/phone-reveals.js';
import { PortfolioDay } from './read-models/portfolio-day.js';
import { PortfolioPlaces } from './read-models/portfolio-places.js';

for (const rejections of [clientRejections, clientWarnings, clientRowRejections]) registerRejections('client-registry', rejections);

@Module({
  controllers: [ClientConsumers],
  providers: [
    PortfolioDay,
    PortfolioPlaces,
    ClientCache,
    ClientsQueries,
    PhoneReveals,
    ClientViews,
    ConsentLedgers,
    Registrar,
    ClientQueriesResolver,
    ClientMutationsResolver,
    ClientsImport,
  ],
})
export class ClientRegistryModule {}

/** The service, as `main.ts` starts it and as specs do. */
export const clientRegistry: ServiceDefinition = {
  name: 'client-registry',
  module: ClientRegistryModule,
  // From src and from dist alike.
  typeDefs: new URL('../src/api/schema.graphql', import.meta.url),
  entities: [PhoneReveal],
  migrations: [...importMigrations, ClientRegistry1772409600000, PortfolioPlaces1772409600100],
};
